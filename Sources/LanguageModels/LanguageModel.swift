internal import Kernels

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
  public var textEnd: Int { CompactForm.end }
  /// The state at the beginning of a text.
  public let textStart: Int

  let form: CompactForm

  init(_ form: CompactForm) {
    self.form = form
    unit = form.layout.isOfLetters ? .character : .word
    textStart = form.settled(0, CompactForm.start)
  }

  /// Makes a model of n-grams; see ``CompactForm/bytes(words:levels:isOfLetters:isExact:)``.
  init?(
    words: WordTable, levels: [NgramLevel], unit: LanguageUnit? = nil, isExact: Bool = false
  ) throws(NgramFault) {
    guard
      let bytes = try CompactForm.bytes(
        words: words, levels: levels, isOfLetters: unit.map { $0 == .character },
        isExact: isExact),
      let form = CompactForm(FileBytes(bytes), 0..<bytes.count)
    else { return nil }
    self.init(form)
  }

  /// The longest n-gram's number of words.
  public var order: Int { form.layout.levels.count }

  /// The number of n-grams of each order, from 1.
  public var counts: [Int] { form.layout.levels.map(\.count) }

  /// The number of a word, or `nil` if the model does not know it.
  public func id(of word: String) -> Int? { form.find(Array(word.utf8)) }

  /// The log-probability of a word after a state, to the base 10, and the state after it.
  ///
  /// - Parameters:
  ///   - word: Its number; ``unknown`` for one that the model lacks.
  ///   - state: ``textStart``, or what an earlier call gave.
  /// - Returns: The score, at most 0 but for odd back-offs, and the next state.
  @inline(__always)
  public func score(_ word: Int, after state: Int) -> (score: Float, state: Int) {
    form.score(word, after: state)
  }

  /// The numbers of a text's words, ``unknown`` for those that the model lacks.
  public func ids(of text: String) -> [Int] {
    pieces(of: text, unit).map { id(of: $0) ?? Self.unknown }
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
  /// The numbers of all words but those that have a meaning of their own, in the order of their bytes.
  public var allWords: Range<Int> { CompactForm.end + 1..<form.wordCount }

  /// The words of `range` that go on with `bytes` after their first `depth` bytes, which are alike.
  public func narrowed(_ range: Range<Int>, at depth: Int, by bytes: [UInt8]) -> Range<Int> {
    var (range, depth) = (range, depth)
    for byte in bytes {
      let low = firstWord(range, depth) { $0 >= Int(byte) }
      let high = firstWord(low..<range.upperBound, depth) { $0 > Int(byte) }
      (range, depth) = (low..<high, depth + 1)
    }
    return range
  }

  /// The word of `range` that has just `depth` bytes, or `nil`.
  public func word(in range: Range<Int>, length depth: Int) -> Int? {
    guard let first = range.first, form.word(first).count == depth else { return nil }
    return first
  }

  /// The first word of `range` that has such a byte at `depth`, or -1 where it ends before.
  private func firstWord(
    _ range: Range<Int>, _ depth: Int, _ isFound: (Int) -> Bool
  ) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      let part = form.word(middle)
      let byte = depth < part.count ? Int(form.byte(part.lowerBound + depth)) : -1
      if isFound(byte) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension LanguageModel {
  /// The letters of its words that are not among `known`, in the order of their code points.
  ///
  /// - Returns: The letters, and how many words have one of them.
  public func lettersOutside(
    _ known: Set<Unicode.Scalar>
  ) -> (letters: [Unicode.Scalar], words: Int) {
    var (missing, count) = (Set<Unicode.Scalar>(), 0)
    let isKnown = (0..<128).map { known.contains(Unicode.Scalar(UInt8($0))) }
    for word in allWords {
      let bytes = form.bytes(word)
      // Most words have letters of ASCII alone, which need no look into the set.
      if bytes.allSatisfy({ $0 < 128 && isKnown[Int($0)] }) { continue }
      let outside = String(decoding: bytes, as: UTF8.self).unicodeScalars
        .filter { !known.contains($0) }
      if !outside.isEmpty { count += 1 }
      missing.formUnion(outside)
    }
    return (missing.sorted(), count)
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
