/// Characters that lay out text and that a caller may want to keep.
public struct LayoutCharacters: OptionSet, Sendable {
  /// The bits of the set.
  public let rawValue: Int

  /// Makes a set from its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The line feed, U+000A.
  public static let newline = LayoutCharacters(rawValue: 1)

  /// The character tabulation, U+0009.
  public static let tab = LayoutCharacters(rawValue: 2)
}

/// Text from data as it may be written to a terminal: nothing in it can move the cursor, change
/// colours, talk to the terminal or reorder what stands around it.
///
/// Control characters (C0, DEL, C1), bidirectional embeddings, overrides and isolates, line and
/// paragraph separators, noncharacters and tag characters are shown as `\u{…}`.
/// A newline is shown as `\n`, a tab as `\t` and a carriage return as `\r`, unless they are kept.
/// Joiners and the implicit marks of right-to-left text stay: words are spelled with them.
///
/// A `String` cannot hold lone surrogates or broken UTF-8, so neither can arrive here.
///
/// - Parameters:
///   - text: The text to show.
///   - kept: The characters that may stay as they are.
/// - Returns: The text, escaped.
/// - Complexity: O(*n*) in the length of the text.
public func escapeForTerminal(_ text: String, keeping kept: LayoutCharacters = []) -> String {
  guard text.unicodeScalars.contains(where: { isUnsafeToShow($0) }) else { return text }
  // Appending to a text takes its own room; appending several scalars to a view copies all before.
  var result = ""
  for scalar in text.unicodeScalars {
    guard isUnsafeToShow(scalar) else {
      result.unicodeScalars.append(scalar)
      continue
    }
    switch scalar {
    case "\n" where kept.contains(.newline), "\t" where kept.contains(.tab):
      result.unicodeScalars.append(scalar)
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    default:
      let code = String(scalar.value, radix: 16)
      result += "\\u{\(code)}"
    }
  }
  return result
}

/// Whether a scalar does something to a terminal or to the text around it instead of being seen.
private func isUnsafeToShow(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7F: false
  case 0x00..<0x20, 0x7F..<0xA0: true
  case 0x2028...0x202E, 0x2066...0x206F: true  // separators, embeddings, overrides, isolates
  case 0xFFF9...0xFFFB, 0xFDD0...0xFDEF: true  // interlinear annotation, noncharacters
  case 0xE0000...0xE007F: true  // invisible copies of ASCII
  default: scalar.value & 0xFFFE == 0xFFFE
  }
}
