/// What the words of a language model are.
public enum LanguageUnit: String, Sendable, CaseIterable {
  /// Words, which spaces part.
  case word
  /// Single letters; a space is the word `|`.
  case character
}

/// An n-gram language model with back-off: how likely each word is after the ones before it.
///
/// Scores are logarithms to the base 10, as in ARPA files, and equal those of KenLM. A state is what
/// a model keeps of the words so far: the longest n-gram that they end in and that still matters.
///
/// Reference: S. Katz, "Estimation of Probabilities from Sparse Data for the Language Model
/// Component of a Speech Recognizer", IEEE Transactions on Acoustics, Speech and Signal Processing,
/// 1987; K. Heafield, "KenLM: Faster and Smaller Language Model Queries", WMT 2011.
public struct LanguageModel: Sendable {
  /// The number of the word that stands for all unknown ones.
  public static let unknown = ArpaReader.unknown

  /// What its words are.
  public var unit: LanguageUnit
  /// The number of the word that ends a text.
  public let textEnd: Int
  /// The state at the beginning of a text.
  public let textStart: Int

  let words: WordTable
  let trie: NgramTrie
  /// The words in the order of their bytes, without those that have a meaning of their own.
  let sortedWords: [UInt32]

  init?(words: WordTable, trie: NgramTrie, unit: LanguageUnit? = nil) {
    guard let start = words.find("<s>"), let end = words.find("</s>") else { return nil }
    self.words = words
    self.trie = trie
    textEnd = end
    textStart = trie.settled(start + 1)
    let order = (0..<words.count).filter { ![LanguageModel.unknown, start, end].contains($0) }
    sortedWords = order.sorted { words.precedes($0, $1) }.map { UInt32($0) }
    self.unit = unit ?? Self.guessedUnit(words, order)
  }

  /// Single letters with a `|` among them are taken for letters.
  private static func guessedUnit(_ words: WordTable, _ order: [Int]) -> LanguageUnit {
    guard words.find("|") != nil else { return .word }
    return order.allSatisfy { words.text($0).unicodeScalars.count == 1 } ? .character : .word
  }

  /// The longest n-gram's number of words.
  public var order: Int { trie.levels.count - 1 }

  /// The number of n-grams of each order, from 1.
  public var counts: [Int] {
    zip(trie.levels, trie.levels.dropFirst()).map { $1 - $0 }
  }

  /// The number of a word, or `nil` if the model does not know it.
  public func id(of word: String) -> Int? { words.find(word) }

  /// The log-probability of a word after a state, to the base 10, and the state after it.
  ///
  /// - Parameters:
  ///   - word: Its number; ``unknown`` for one that the model lacks.
  ///   - state: ``textStart``, or what an earlier call gave.
  /// - Returns: The score, at most 0 but for odd back-offs, and the next state.
  @inline(__always)
  public func score(_ word: Int, after state: Int) -> (score: Float, state: Int) {
    trie.score(word, after: state)
  }

  /// The numbers of a text's words, ``unknown`` for those that the model lacks.
  public func ids(of text: String) -> [Int] {
    pieces(of: text, unit).map { words.find($0) ?? Self.unknown }
  }

  /// The log-probability of a whole text with its end, to the base 10.
  ///
  /// - Parameters:
  ///   - text: Words with spaces between them.
  ///   - isWhole: Whether the text begins and ends here; otherwise nothing is known before it, and
  ///     its end does not count.
  /// - Returns: The sum of its words' scores.
  public func score(_ text: String, isWhole: Bool = true) -> Double {
    var (total, state) = (0.0, isWhole ? textStart : 0)
    for word in ids(of: text) + (isWhole ? [textEnd] : []) {
      let step = score(word, after: state)
      total += Double(step.score)
      state = step.state
    }
    return total
  }

  /// The perplexity of texts: ten to the power of the mean negative score of a word, ends of texts
  /// and unknown words included.
  ///
  /// - Returns: At least 1 but for odd back-offs; the fewer, the better the model knows such texts.
  /// - Throws: ``LanguageModelError/noText`` if there is no text.
  public func perplexity(_ texts: [String]) throws(LanguageModelError) -> Double {
    guard !texts.isEmpty else { throw .noText }
    var (total, count) = (0.0, 0)
    for text in texts {
      total += score(text)
      count += ids(of: text).count + 1
    }
    return powerOfTen(-total / Double(count))
  }
}

extension LanguageModel {
  /// All words, as a range of places in the order of their bytes.
  public var allWords: Range<Int> { 0..<sortedWords.count }

  /// The words of `range` that go on with `bytes` after their first `depth` bytes, which are alike.
  public func narrowed(_ range: Range<Int>, at depth: Int, by bytes: [UInt8]) -> Range<Int> {
    var (range, depth) = (range, depth)
    for byte in bytes {
      let low = firstPlace(range, depth) { $0 >= Int(byte) }
      let high = firstPlace(low..<range.upperBound, depth) { $0 > Int(byte) }
      (range, depth) = (low..<high, depth + 1)
    }
    return range
  }

  /// The number of the word of `range` that has just `depth` bytes, or `nil`.
  public func word(in range: Range<Int>, length depth: Int) -> Int? {
    guard let first = range.first else { return nil }
    let id = Int(sortedWords[first])
    return words.range(id).count == depth ? id : nil
  }

  /// The first place of `range` whose word has such a byte at `depth`, or -1 where it ends before.
  private func firstPlace(
    _ range: Range<Int>, _ depth: Int, _ isFound: (Int) -> Bool
  ) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      let part = words.range(Int(sortedWords[middle]))
      let byte = depth < part.count ? Int(words.bytes[part.lowerBound + depth]) : -1
      if isFound(byte) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension WordTable {
  /// Whether a word comes before another in the order of their bytes.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (range(first), range(second))
    for offset in 0..<min(one.count, other.count) {
      let (left, right) = (bytes[one.lowerBound + offset], bytes[other.lowerBound + offset])
      if left != right { return left < right }
    }
    return one.count < other.count
  }
}

extension LanguageModel {
  /// The letters of its words that are not among `known`, in the order of their code points.
  ///
  /// - Returns: The letters, how many words have one of them, and how many words there are.
  public func lettersOutside(
    _ known: Set<Unicode.Scalar>
  ) -> (letters: [Unicode.Scalar], words: Int, allWords: Int) {
    var (missing, count) = (Set<Unicode.Scalar>(), 0)
    for word in sortedWords {
      let outside = words.text(Int(word)).unicodeScalars.filter { !known.contains($0) }
      if !outside.isEmpty { count += 1 }
      missing.formUnion(outside)
    }
    return (missing.sorted(), count, sortedWords.count)
  }
}

/// The words of a text, or its letters with `|` for the spaces between words.
func pieces(of text: String, _ unit: LanguageUnit) -> [String] {
  let words = text.unicodeScalars.split { " \t\n\r".unicodeScalars.contains($0) }
  switch unit {
  case .word: return words.map { String($0) }
  case .character:
    return Array(words.map { $0.map { String($0) } }.joined(separator: ["|"]))
  }
}
