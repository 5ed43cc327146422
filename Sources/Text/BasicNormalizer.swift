internal import Letters

/// Brings texts of any language to the form in which Whisper's word error rates compare them.
///
/// It does what `BasicTextNormalizer` of transformers does: small letters; nothing of what stands in
/// brackets; a space for every sign and mark that is no letter or number; one space for several.
/// A space at an end of the text stays. Marks are signs too: without ``removesDiacritics`` a vowel
/// of Devanagari or Thaana becomes a space, and the word two.
public struct BasicNormalizer: Sendable, Equatable {
  /// Whether letters lose their accents and other marks; ligatures and variants become plain letters.
  public var removesDiacritics: Bool
  /// Whether every letter becomes a word, for languages that are written without spaces.
  public var splitsLetters: Bool

  /// Makes a normalizer.
  public init(removesDiacritics: Bool = false, splitsLetters: Bool = false) {
    self.removesDiacritics = removesDiacritics
    self.splitsLetters = splitsLetters
  }

  /// Returns a text in this form.
  public func apply(to text: String) -> String {
    var scalars = withoutBrackets(Array(lowercasedAsInPython(text).unicodeScalars))
    scalars =
      removesDiacritics
      ? withoutSignsAndDiacritics(scalars) : withoutSigns(inForm(.nfkc, scalars))
    var result = lowercasedAsInPython(String(String.UnicodeScalarView(scalars)))
    if splitsLetters {
      result = result.map { String($0) }.joined(separator: " ")
    }
    return String(String.UnicodeScalarView(withSingleSpaces(Array(result.unicodeScalars))))
  }

  private func withoutSigns(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.map { $0.isPlain || signKind($0) == nil ? $0 : " " }
  }
}

/// Kinds of scalars that a normalizer leaves out.
enum SignKind {
  /// A mark that takes no room of its own: an accent, a vowel.
  case diacritic
  /// Any other mark, punctuation, or a symbol.
  case sign
}

/// The kind of a scalar, or `nil` for letters, numbers, white space and all others that stay.
func signKind(_ scalar: Unicode.Scalar) -> SignKind? {
  switch scalar.properties.generalCategory {
  case .nonspacingMark: .diacritic
  case .spacingMark, .enclosingMark, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
    .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
    .initialPunctuation, .finalPunctuation, .otherPunctuation:
    .sign
  default: nil
  }
}

/// Returns scalars in a normalization form.
func inForm(_ form: UnicodeForm, _ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  if scalars.allSatisfy(\.isASCII) { return scalars }
  return Array(form.apply(to: String(String.UnicodeScalarView(scalars))).unicodeScalars)
}

/// Returns a text without what stands between `<` or `[` and the next `>` or `]`, and then without
/// what stands between parentheses, unless that is nothing.
func withoutBrackets(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  func without(
    _ isOpener: (Unicode.Scalar) -> Bool, _ isCloser: (Unicode.Scalar) -> Bool, least: Int,
    _ scalars: [Unicode.Scalar]
  ) -> [Unicode.Scalar] {
    guard scalars.contains(where: isOpener) else { return scalars }
    var isClosed = true
    return scalars.rewritten { index, _ in
      guard isClosed, isOpener(scalars[index]) else { return 0 }
      guard let end = scalars[(index + 1)...].firstIndex(where: isCloser) else {
        isClosed = false
        return 0
      }
      return end - index > least ? end + 1 - index : 0
    }
  }
  let rest = without({ $0 == "<" || $0 == "[" }, { $0 == ">" || $0 == "]" }, least: 0, scalars)
  return without({ $0 == "(" }, { $0 == ")" }, least: 1, rest)
}

/// Returns a text with letters in place of accented ones, and a space for every sign but some.
func withoutSignsAndDiacritics(
  _ scalars: [Unicode.Scalar], keeping kept: Set<Unicode.Scalar> = []
) -> [Unicode.Scalar] {
  let decomposed = inForm(.nfkd, scalars)
  return decomposed.rewritten { index, result in
    let scalar = decomposed[index]
    if scalar.isPlain || kept.contains(scalar) { return 0 }
    if let letters = undecomposedLetters[scalar] {
      result.append(text: letters)
      return 1
    }
    switch signKind(scalar) {
    case .diacritic: return 1
    case .sign:
      result.append(" ")
      return 1
    case nil: return 0
    }
  }
}

/// Letters outside ASCII that no normalization form takes apart, and what Whisper writes for them.
private let undecomposedLetters: [Unicode.Scalar: String] = [
  "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "đ": "d",
  "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "th", "ł": "l", "Ł": "L",
]

/// Returns a text with one space for every run of white space, also at its ends.
func withSingleSpaces(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  scalars.rewritten { index, result in
    let end = scalars.endOfSpace(from: index)
    if end > index { result.append(" ") }
    return end - index
  }
}
