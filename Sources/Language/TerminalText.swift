/// How text is shown on a terminal: what is safe to write, and how many columns it takes.
public enum TerminalText {
  /// Returns `text` with what could steer a terminal spelled out: `\u{1B}` for an escape.
  ///
  /// That is control characters, bidirectional embeddings, overrides and isolates, separators of lines
  /// and paragraphs, annotations, noncharacters and invisible copies of ASCII. With `keepingLines`, for
  /// text that is meant to be read rather than quoted, newlines and tabs stay, and so do the marks
  /// with which right-to-left words are spelled.
  public static func escaped(_ text: String, keepingLines: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: { needsEscape($0, keepingLines) }) else {
      return text
    }
    var shown = ""
    for scalar in text.unicodeScalars {
      if needsEscape(scalar, keepingLines) {
        shown += escape(scalar)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// The columns that `text` takes: two for wide letters, none for combining marks.
  public static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  /// The columns that a character takes.
  public static func width(_ character: Character) -> Int {
    if let byte = character.asciiValue { return byte < 0x20 || byte == 0x7F ? 0 : 1 }
    var widest = 0
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F { return 2 }
      widest = max(widest, width(scalar))
    }
    return widest
  }

  private static func needsEscape(_ scalar: Unicode.Scalar, _ keepingLines: Bool) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: false
    case 0x09, 0x0A, 0x200E, 0x200F, 0x061C: !keepingLines
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x206F: true
    case 0xFFF9...0xFFFB, 0xFDD0...0xFDEF, 0xE0000...0xE007F: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
