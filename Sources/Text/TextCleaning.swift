internal import Letters

/// Rules that bring transcripts to one spelling before a recognizer learns them.
///
/// The steps come in this order: normalization form, other spellings of letters, diacritics, digits,
/// letter case, punctuation and symbols, spaces. All of them go letter by letter, so that the time is
/// in proportion to the text, whatever it holds.
public struct TextCleaning: Sendable, Equatable {
  /// What is done with the decimal digits of all scripts.
  public enum Digits: String, CaseIterable, Sendable {
    /// They stay as they are.
    case keep
    /// They become 0 to 9.
    case ascii
    /// They are left out.
    case remove
  }

  /// The rules of a language.
  public enum Language: String, CaseIterable, Sendable {
    /// What is right for most alphabets.
    case other = "any"
    /// English: the apostrophe stays.
    case english = "en"
    /// Croatian, and its neighbours' Latin: digraphs that are one character become two.
    case croatian = "hr"
    /// Urdu: one spelling of the letters that Arabic keyboards write otherwise.
    case urdu = "ur"
    /// Turkish and Azerbaijani: a dotless I and a dotted one.
    case turkish = "tr"
  }

  /// The normalization form, or `nil` to leave letters as they are encoded.
  public var form: UnicodeForm? = .nfc
  /// Whether letters become small.
  public var lowercases = true
  /// Whether punctuation and symbols are left out; dashes and slashes leave a space.
  public var removesPunctuation = true
  /// The punctuation that stays all the same.
  public var kept: Set<Unicode.Scalar> = []
  /// What is done with digits.
  public var digits = Digits.keep
  /// Whether marks above and below letters are left out, such as the vowels of Urdu; where a letter
  /// and its mark are one character, it stays.
  public var removesMarks = false
  /// Other spellings of letters, and what is written for them.
  public var spellings: [Unicode.Scalar: String] = [:]
  private var hasDottedI = false

  /// The rules that a language starts from.
  public init(_ language: Language = .other) {
    spellings = Self.quotes
    switch language {
    case .other: break
    case .english: kept = ["'"]
    case .croatian: spellings.merge(Self.digraphs) { $1 }
    case .urdu: spellings.merge(Self.urduLetters) { $1 }
    case .turkish: hasDottedI = true
    }
  }

  /// Typographic signs for which keyboards have one.
  private static let quotes: [Unicode.Scalar: String] = [
    "\u{2018}": "'", "\u{2019}": "'", "\u{201B}": "'", "\u{02BC}": "'", "\u{FF07}": "'",
    "\u{00AD}": "", "\u{FEFF}": "", "\u{200B}": "", "\u{2060}": "", "\u{200E}": "", "\u{200F}": "",
    "\u{061C}": "", "\u{202A}": "", "\u{202B}": "", "\u{202C}": "", "\u{202D}": "", "\u{202E}": "",
    "\u{2066}": "", "\u{2067}": "", "\u{2068}": "", "\u{2069}": "",
  ]

  /// Croatian letters of two signs that Unicode also has as one, for the old Yugoslav standards.
  private static let digraphs: [Unicode.Scalar: String] = [
    "\u{01C4}": "DŽ", "\u{01C5}": "Dž", "\u{01C6}": "dž", "\u{01C7}": "LJ", "\u{01C8}": "Lj",
    "\u{01C9}": "lj", "\u{01CA}": "NJ", "\u{01CB}": "Nj", "\u{01CC}": "nj",
  ]

  /// Arabic letters that look like Urdu ones, and the lengthening sign.
  private static let urduLetters: [Unicode.Scalar: String] = [
    "\u{0640}": "", "\u{0643}": "\u{06A9}", "\u{064A}": "\u{06CC}", "\u{0649}": "\u{06CC}",
    "\u{0647}": "\u{06C1}", "\u{0629}": "\u{06C3}", "\u{06D5}": "\u{06C1}",
  ]
}

extension TextCleaning {
  /// Returns a text as the rules say.
  public func apply(to text: String) -> String {
    // Forms and other spellings mean nothing to ASCII.
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    var cleaned = isASCII ? text : form?.apply(to: text) ?? text
    if !isASCII || digits == .remove { cleaned = respelled(cleaned) }
    if lowercases { cleaned = lowercased(cleaned) }
    if removesPunctuation { cleaned = withoutPunctuation(cleaned) }
    return normalizeSpaces(isASCII ? cleaned : form?.apply(to: cleaned) ?? cleaned)
  }

  private func respelled(_ text: String) -> String {
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if let spelling = spellings[scalar] {
        result.append(contentsOf: spelling.unicodeScalars)
      } else if removesMarks, scalar.properties.generalCategory == .nonspacingMark {
        continue
      } else if digits != .keep, scalar.properties.numericType == .decimal {
        guard digits == .ascii, let value = scalar.properties.numericValue else { continue }
        result.append(contentsOf: String(Int(value)).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(String.UnicodeScalarView(result))
  }

  private func lowercased(_ text: String) -> String {
    guard hasDottedI else { return lowercasedAsInPython(text) }
    // The letters that Turkish has otherwise first; as small letters they stay what they are.
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "I": result.append("ı")
      case "İ": result.append("i")
      // The dot of an I that is written as two characters.
      case "\u{0307}" where result.last == "ı":
        result.removeLast()
        result.append("i")
      default: result.append(scalar)
      }
    }
    return lowercasedAsInPython(String(String.UnicodeScalarView(result)))
  }

  private func withoutPunctuation(_ text: String) -> String {
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if ("a"..."z").contains(scalar) || scalar == " " || ("0"..."9").contains(scalar) {
        result.append(scalar)
        continue
      }
      switch scalar.properties.generalCategory {
      case _ where kept.contains(scalar): result.append(scalar)
      case .dashPunctuation, .connectorPunctuation: result.append(" ")
      case .otherPunctuation where scalar == "/" || scalar == "\u{2026}" || scalar == "\\":
        result.append(" ")
      case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
        .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .control:
        if scalar.properties.isWhitespace { result.append(" ") }
      default: result.append(scalar)
      }
    }
    return String(String.UnicodeScalarView(result))
  }
}
