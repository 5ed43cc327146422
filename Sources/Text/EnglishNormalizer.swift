public import ExactStrings
internal import Letters

/// Brings English texts to the form in which Whisper's word error rates compare them.
///
/// It does what `EnglishTextNormalizer` of transformers does, its accidents included, so that rates
/// are those of the field: small letters; nothing of what stands in brackets, and none of the sounds
/// of thinking; contractions in full; numbers in digits; no accents; no signs but those of
/// numbers; American spellings, if a table of them is given. Its steps are passes over the text, each
/// of which takes a time in proportion to the length.
public struct EnglishNormalizer: Sendable, Equatable {
  /// What is written for a word: American spellings for British ones.
  public var spellings: [ExactString: String]

  /// Makes a normalizer with a table of spellings.
  public init(spellings: [ExactString: String] = [:]) {
    self.spellings = spellings
  }

  /// Makes a normalizer with the table of spellings in a file, the `normalizer.json` of a Whisper
  /// model: an object of words and what is written for them.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``TextError`` if the file is missing or is no such table.
  public init(spellingsFrom path: String) throws(TextError) {
    let json = try JSON(path: path)
    guard let object = json.object else {
      throw .content(path: path, problem: "is \(json.kind), not an object of words and spellings")
    }
    var spellings: [ExactString: String] = [:]
    for (word, value) in object.members {
      guard let spelling = value.string else {
        throw .content(
          path: path, problem: "has \(value.kind) for the spelling of \(word.debugDescription)")
      }
      spellings[word] = spelling
    }
    self.init(spellings: spellings)
  }

  /// Returns a text in this form.
  public func apply(to text: String) -> String {
    var scalars = withoutBrackets(Array(lowercasedAsInPython(text).unicodeScalars))
    scalars = withoutFillers(scalars)
    scalars = withContractionsInFull(withoutSpaceBeforeApostrophes(scalars))
    scalars = withoutPeriods(withoutDigitCommas(scalars))
    scalars = withoutSignsAndDiacritics(scalars, keeping: [".", "%", "$", "¢", "€", "£"])
    scalars = withNumbersInDigits(scalars)
    scalars = respelled(scalars)
    scalars = withoutLooseSigns(scalars)
    return String(String.UnicodeScalarView(withSingleSpaces(scalars)))
  }

  /// Leaves out the sounds of thinking.
  private func withoutFillers(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let fillers: Set<String> = ["hmm", "mm", "mhm", "mmm", "uh", "um"]
    return scalars.rewritten { index, result in
      guard scalars.isWordStart(index) else { return 0 }
      let range = index..<scalars.endOfWord(from: index)
      if !(scalars.word(range).map(fillers.contains) ?? false) {
        result.append(contentsOf: scalars[range])
      }
      return range.count
    }
  }

  private func withoutSpaceBeforeApostrophes(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains("'") else { return scalars }
    return scalars.rewritten { index, result in
      let end = scalars.endOfSpace(from: index)
      if scalars.scalar(at: end) != "'" { result.append(contentsOf: scalars[index..<end]) }
      return end - index
    }
  }

  /// Leaves out a comma between two digits; a digit between two commas counts for the first.
  private func withoutDigitCommas(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard scalars.scalar(at: index + 1) == ",", scalars[index].digitValue != nil,
        let behind = scalars.scalar(at: index + 2), behind.digitValue != nil
      else { return 0 }
      result += [scalars[index], behind]
      return 3
    }
  }

  /// Makes a period a space if no digit follows; what follows is passed over, be it a period.
  private func withoutPeriods(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard scalars[index] == "." else { return 0 }
      let behind = scalars.scalar(at: index + 1)
      if let behind, behind.isASCIIDigit { return 0 }
      result.append(" ")
      if let behind { result.append(behind) }
      return 2
    }
  }

  /// Looks up the words, if there is a table; runs of white space become one space anyway.
  private func respelled(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard !spellings.isEmpty else { return scalars }
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(scalars.count)
    for range in scalars.wordRanges {
      if !result.isEmpty { result.append(" ") }
      let word = String(String.UnicodeScalarView(scalars[range]))
      result.append(text: spellings[word] ?? word)
    }
    return result
  }

  /// Leaves out signs of money and periods without a digit behind them, and percent signs without
  /// one before them; each finding passes over the scalar beside the sign.
  private func withoutLooseSigns(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let prefixed = scalars.rewritten { index, result in
      let sign = scalars[index]
      guard sign.isWholeMoneySign || sign == "." || sign == "¢",
        let behind = scalars.scalar(at: index + 1),
        !behind.isASCIIDigit
      else { return 0 }
      result += [" ", behind]
      return 2
    }
    return prefixed.rewritten { index, result in
      guard prefixed.scalar(at: index + 1) == "%", !prefixed[index].isASCIIDigit else { return 0 }
      result += [prefixed[index], " "]
      return 2
    }
  }
}
