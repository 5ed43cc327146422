/// How text is shown on a terminal: what is safe to write, and how many columns it takes.
public enum TerminalText {
  /// Returns `text` with what could steer a terminal spelled out: `\u{1B}` for an escape.
  ///
  /// That is control characters, bidirectional embeddings, overrides and isolates, separators of lines
  /// and paragraphs, annotations, noncharacters and invisible copies of ASCII. The marks with which
  /// right-to-left words are spelled stay, and with `keepingLines` newlines and tabs.
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

  /// The columns that a character takes: an emoji of several parts, or a flag, takes two.
  public static func width(_ character: Character) -> Int {
    if let byte = character.asciiValue { return byte < 0x20 || byte == 0x7F ? 0 : 1 }
    let scalars = character.unicodeScalars
    if scalars.count > 1, scalars.first.map({ isEmoji($0, among: scalars) }) ?? false { return 2 }
    return scalars.reduce(0) { $0 + width($1) }
  }

  /// Whether the first of some joined scalars makes an emoji of them.
  private static func isEmoji(
    _ first: Unicode.Scalar, among scalars: String.UnicodeScalarView
  ) -> Bool {
    if isRegionalIndicator(first) { return true }
    return scalars.contains { scalar in
      scalar.value == 0xFE0F
        || first.properties.isEmoji && first.value > 0xFF
          && (scalar.value == 0x200D || scalar.properties.isEmojiModifier)
    }
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func needsEscape(_ scalar: Unicode.Scalar, _ keepingLines: Bool) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: false
    case 0x09, 0x0A: !keepingLines
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

  /// The columns of a scalar by itself, as the C library's `wcwidth` has them.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control: return 0
    case .format: return isVisible(scalar) ? 1 : 0
    default: break
    }
    if isRegionalIndicator(scalar) { return 1 }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    // Vowels and final consonants of Hangul join the syllable before them.
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return 0
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4C6, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// Whether a sign that encloses the digits after it, such as the Arabic year sign.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: true
    default: false
    }
  }
}
