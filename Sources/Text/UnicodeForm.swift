internal import Foundation

/// A normalization form of Unicode, which makes one spelling of letters that look the same.
public enum UnicodeForm: String, CaseIterable, Sendable {
  /// Composed: `é` is one scalar.
  case nfc = "NFC"
  /// Decomposed: `é` is `e` with an accent behind it.
  case nfd = "NFD"
  /// Composed, with ligatures, widths and other variants replaced by the plain letter.
  case nfkc = "NFKC"
  /// Decomposed, with ligatures, widths and other variants replaced by the plain letter.
  case nfkd = "NFKD"

  /// Returns the text in this form, in a time in proportion to its length.
  public func apply(to text: String) -> String {
    let text = withOrderedMarks(text)
    return switch self {
    case .nfc: text.precomposedStringWithCanonicalMapping
    case .nfd: text.decomposedStringWithCanonicalMapping
    case .nfkc: text.precomposedStringWithCompatibilityMapping
    case .nfkd: text.decomposedStringWithCompatibilityMapping
    }
  }

  /// A run of marks that is longer than any letter's.
  private static let longRun = 64

  /// Puts the marks of some runs in Unicode's order of them, by their classes, which all forms have.
  ///
  /// For long runs Foundation needs the square of the length, and it leaves runs out of order that
  /// have a mark that stands for two.
  private func withOrderedMarks(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0xCC }) { return text }
    let scalars = Array(text.unicodeScalars)
    var isChanged = false
    let ordered = scalars.rewritten { index, result in
      var end = index
      while end < scalars.count, isMark(scalars[end]) { end += 1 }
      let isOrdered = !scalars[index..<end].contains { pair($0) != nil }
      guard end - index > Self.longRun || !isOrdered else {
        result.append(contentsOf: scalars[index..<end])
        return end - index
      }
      let run = baseMarks(&result) + scalars[index..<end].flatMap { pair($0) ?? [$0] }
      let classes = Dictionary(grouping: run) { $0.properties.canonicalCombiningClass.rawValue }
      for marks in classes.sorted(by: { $0.key < $1.key }) { result += marks.value }
      isChanged = true
      return end - index
    }
    return isChanged ? String(String.UnicodeScalarView(ordered)) : text
  }

  /// Takes the letter before a run of marks apart, and gives the marks that it was composed with.
  private func baseMarks(_ scalars: inout [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard let base = scalars.popLast() else { return [] }
    let parts = Array(String(Character(base)).decomposedStringWithCanonicalMapping.unicodeScalars)
    let letters = parts.prefix { $0.properties.canonicalCombiningClass == .notReordered }
    scalars += letters
    return Array(parts.dropFirst(letters.count))
  }

  /// Whether the scalar has a class among marks, or stands for two that have one.
  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    return scalar.properties.canonicalCombiningClass != .notReordered || pair(scalar) != nil
  }

  /// The two marks that a mark stands for; three of these have no class of their own.
  private func pair(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    switch scalar {
    case "\u{344}": ["\u{308}", "\u{301}"]
    case "\u{F73}": ["\u{F71}", "\u{F72}"]
    case "\u{F75}": ["\u{F71}", "\u{F74}"]
    case "\u{F81}": ["\u{F71}", "\u{F80}"]
    default: nil
    }
  }
}
