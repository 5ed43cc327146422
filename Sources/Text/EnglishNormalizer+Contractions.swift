extension EnglishNormalizer {
  /// Writes contractions and titles in full.
  ///
  /// The order of the passes decides: `'s been` is found before `'s`, and `n't` between the two.
  func withContractionsInFull(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let words = withWholeWordsInFull(scalars)
    guard words.contains("'") else { return words }
    return withEndingsInFull(withNegationsInFull(withPerfectTensesInFull(words)))
  }

  /// Words that are found whole, and two words with an apostrophe between them.
  private func withWholeWordsInFull(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard scalars.isWordStart(index) else { return 0 }
      let end = scalars.endOfWord(from: index)
      if scalars.scalar(at: end) == "'",
        case let secondEnd = scalars.endOfWord(from: end + 1), secondEnd > end + 1,
        let both = scalars.word(index..<secondEnd), let full = Self.contractions[both]
      {
        result.append(text: full)
        return secondEnd - index
      }
      if let word = scalars.word(index..<end), let full = Self.contractions[word] {
        result.append(text: full)
      } else {
        result.append(contentsOf: scalars[index..<end])
      }
      return end - index
    }
  }

  private func withPerfectTensesInFull(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard scalars[index] == "'" else { return 0 }
      let end = scalars.endOfWord(from: index + 1)
      guard scalars.scalar(at: end) == " ", end == index + 2 else { return 0 }
      let secondEnd = scalars.endOfWord(from: end + 1)
      guard let words = scalars.word(index..<secondEnd), let full = Self.perfectTenses[words]
      else { return 0 }
      result.append(text: full)
      return secondEnd - index
    }
  }

  private func withNegationsInFull(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard scalars[index] == "n", scalars.scalar(at: index + 1) == "'",
        scalars.scalar(at: index + 2) == "t",
        !(scalars.scalar(at: index + 3)?.isWordPart ?? false)
      else { return 0 }
      result.append(text: " not")
      return 3
    }
  }

  private func withEndingsInFull(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard scalars[index] == "'" else { return 0 }
      let end = scalars.endOfWord(from: index + 1)
      guard let ending = scalars.word(index + 1..<end), let full = Self.endings[ending] else {
        return 0
      }
      result.append(text: full)
      return end - index
    }
  }

  /// Titles leave a space behind them, for the period that may follow.
  private static let contractions: [String: String] = [
    "won't": "will not", "can't": "can not", "let's": "let us", "ain't": "aint",
    "y'all": "you all", "wanna": "want to", "gotta": "got to", "gonna": "going to",
    "i'ma": "i am going to", "imma": "i am going to", "woulda": "would have",
    "coulda": "could have", "shoulda": "should have", "ma'am": "madam",
    "mr": "mister ", "mrs": "missus ", "st": "saint ", "dr": "doctor ", "prof": "professor ",
    "capt": "captain ", "gov": "governor ", "ald": "alderman ", "gen": "general ",
    "sen": "senator ", "rep": "representative ", "pres": "president ", "rev": "reverend ",
    "hon": "honorable ", "asst": "assistant ", "assoc": "associate ", "lt": "lieutenant ",
    "col": "colonel ", "jr": "junior ", "sr": "senior ", "esq": "esquire ",
  ]

  private static let perfectTenses: [String: String] = [
    "'d been": " had been", "'s been": " has been", "'d gone": " had gone",
    "'s gone": " has gone", "'d done": " had done", "'s got": " has got",
  ]

  private static let endings: [String: String] = [
    "re": " are", "s": " is", "d": " would", "ll": " will", "t": " not", "ve": " have",
    "m": " am",
  ]
}
