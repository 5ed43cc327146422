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

  /// Returns the text in this form.
  public func apply(to text: String) -> String {
    switch self {
    case .nfc: text.precomposedStringWithCanonicalMapping
    case .nfd: text.decomposedStringWithCanonicalMapping
    case .nfkc: text.precomposedStringWithCompatibilityMapping
    case .nfkd: text.decomposedStringWithCompatibilityMapping
    }
  }
}
