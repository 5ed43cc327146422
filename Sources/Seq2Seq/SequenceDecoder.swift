public import Cancelling
internal import ExactStrings
internal import Layers
public import Recognizers
public import Tensors
internal import Text

/// Makes a transcript of the rows that an encoder gives for a recording, by writing token after token.
///
/// The rows are gathered; the text is written when all are there. It has no times, so that a transcript has no
/// words of its own.
public struct SequenceDecoder: SpeechDecoder {
  private let options: DecodingOptions
  private let tokenizer: any SequenceTokenizer
  private let decoder: AttentionDecoder
  private let filters: [any TokenFilter]
  private let limit: Int
  private var parts: [Tensor] = []

  /// Begins to decode a recording.
  ///
  /// - Parameters:
  ///   - options: How to look for a text.
  ///   - tokenizer: What the decoder's tokens spell.
  ///   - decoder: What writes.
  ///   - filters: What is forbidden besides ``SequenceTokenizer/suppressed``.
  /// - Throws: ``SequenceDecodingError`` for options that are no use to a decoder that writes token by token.
  public init(
    _ options: DecodingOptions, _ tokenizer: any SequenceTokenizer, _ decoder: AttentionDecoder,
    filters: [any TokenFilter] = []
  ) throws(SequenceDecodingError) {
    guard options.languageModel == nil else { throw .languageModel }
    guard options.hotWords.isEmpty else { throw .hotWords }
    limit = decoder.options.mostTokens - tokenizer.prompt.count
    guard limit > 0 else {
      throw .prompt(tokens: tokenizer.prompt.count, places: decoder.options.mostTokens)
    }
    try Self.check(options, decoder)
    (self.options, self.tokenizer, self.decoder) = (options, tokenizer, decoder)
    self.filters = [SuppressedTokens(everywhere: tokenizer.suppressed)] + filters
  }

  /// The most bytes of keys and values of all texts of a beam.
  private static let mostBytes = 1 << 32

  private static func check(
    _ options: DecodingOptions, _ decoder: AttentionDecoder
  ) throws(SequenceDecodingError) {
    guard options.search == .beam else { return }
    let most = max(1, mostBytes / max(1, decoder.cacheBytesPerText))
    let width = max(options.width, options.best)
    guard (1...most).contains(width) else {
      throw .badOption(
        name: "the width of a beam", problem: "is 1 to \(most) texts of this model, not \(width)")
    }
    guard options.patience > 0, options.patience <= 1_000 else {
      throw .badOption(
        name: "patience", problem: "is above 0 and at most 1000, not \(options.patience)")
    }
    if let penalty = options.lengthPenalty, !(-10...10).contains(penalty) {
      throw .badOption(name: "the length penalty", problem: "is -10 to 10, not \(penalty)")
    }
  }

  /// Goes on by some rows × columns.
  public mutating func take(_ encoded: Tensor, _ cancellation: Cancellation) throws {
    parts.append(encoded)
  }

  /// Writes what was said in all of them.
  public func finish(duration: Double, _ cancellation: Cancellation) throws -> Transcript {
    let rows = parts.reduce(0) { $0 + $1.rowCount }
    guard rows > 0 else { return Transcript() }
    let encoded = Batch(Tensor(joining: parts, shape: [rows, parts.first?.rowLength ?? 0]))
    switch options.search {
    case .greedy:
      return try written(
        GreedyTokenSearch(end: tokenizer.end, limit: limit), encoded, cancellation)
    case .beam:
      return try written(
        BeamTokenSearch(
          width: max(options.width, options.best), end: tokenizer.end, limit: limit,
          patience: options.patience, lengthPenalty: options.lengthPenalty),
        encoded, cancellation)
    }
  }

  private func written(
    _ search: some TokenSearch, _ encoded: Batch, _ cancellation: Cancellation
  ) throws -> Transcript {
    var searches = [search]
    try decoder.write(
      lookingAt: encoded, prompts: [tokenizer.prompt], &searches, filters: filters, cancellation)
    let found = searches[0].hypotheses
    var transcript = Transcript()
    transcript.alternatives = try alternatives(found, ranked: searches[0].rank)
    transcript.text = transcript.alternatives.first?.text ?? ""
    transcript.confidence = transcript.text.isEmpty ? 0 : found.first?.confidence ?? 0
    return transcript
  }

  /// The best texts, as many as are wanted; those that differ in the number of spaces between words are
  /// one to people.
  private func alternatives(
    _ found: [TokenHypothesis], ranked: (TokenHypothesis) -> Double
  ) throws -> [Transcript.Alternative] {
    var alternatives: [Transcript.Alternative] = []
    var seen: Set<[ExactString]> = []
    for hypothesis in found where alternatives.count < options.best {
      let text = try tokenizer.decode(hypothesis.tokens)
      guard seen.insert(Text.words(of: text).map { ExactString($0) }).inserted else { continue }
      alternatives.append(
        Transcript.Alternative(
          text: text, score: ranked(hypothesis), acousticScore: hypothesis.score))
    }
    return alternatives
  }
}

/// Why a decoder that writes token by token cannot look for a text as it is asked to.
public enum SequenceDecodingError: Error, Equatable {
  /// A language model is to be used.
  case languageModel
  /// Words are to be more probable.
  case hotWords
  /// The prompt leaves no place for a text.
  case prompt(tokens: Int, places: Int)
  /// An option has a value that cannot be used.
  case badOption(name: String, problem: String)
}

extension SequenceDecodingError: CustomStringConvertible {
  /// The error in words.
  public var description: String {
    switch self {
    case .languageModel:
      "a model that writes token by token has a language model inside and cannot use another; leave it out"
    case .hotWords:
      "a model that writes token by token cannot prefer words; leave the hot words out"
    case .prompt(let tokens, let places):
      "a prompt of \(tokens) tokens leaves no place for a text in a decoder of \(places)"
    case .badOption(let name, let problem): "\(name) \(problem)"
    }
  }
}
