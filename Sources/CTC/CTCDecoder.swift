public import Cancelling
internal import ExactStrings
public import Recognizers
public import Tensors
public import Text

/// Makes a transcript of scores of tokens, by the best token of every frame or by beam search.
public struct CTCDecoder: SpeechDecoder {
  private enum Search {
    case greedy(GreedySearch)
    case beam(StreamingBeam, width: Int)
  }

  private let tokenizer: CTCTokenizer
  private let timing: FrameTiming
  private let best: Int
  private var search: Search

  /// Begins to decode a recording.
  ///
  /// - Parameters:
  ///   - tokenizer: The tokens; the padding token is the blank.
  ///   - timing: Where the frames lie.
  ///   - beam: The beam search, or `nil` for the best token of every frame.
  ///   - best: How many texts are wanted (``Transcript/alternatives``); a greedy search finds one.
  /// - Throws: ``CTCError/noDelimiter`` for a language model of words where no token stands between words.
  public init(
    _ tokenizer: CTCTokenizer, timing: FrameTiming, beam: BeamDecoder? = nil, best: Int = 1
  ) throws(CTCError) {
    (self.tokenizer, self.timing, self.best) = (tokenizer, timing, best)
    if let beam {
      search = .beam(try StreamingBeam(beam, keepsTimes: true), width: beam.width)
    } else {
      search = .greedy(GreedySearch(blank: tokenizer.paddingID))
    }
  }

  /// Goes on by some frames × tokens.
  public mutating func take(_ encoded: Tensor, _ cancellation: Cancellation) throws {
    switch search {
    case .greedy(var greedy):
      try greedy.take(encoded)
      search = .greedy(greedy)
    case .beam(var beam, let width):
      try beam.take(encoded) { cancellation.isCancelled }
      search = .beam(beam, width: width)
    }
    // A search that was to stop gave what it had.
    try cancellation.check()
  }

  /// What was said in all of them.
  public func finish(duration: Double, _ cancellation: Cancellation) throws -> Transcript {
    var transcript = Transcript()
    let labels: [(label: Int, span: LabelSpan)]
    switch search {
    case .greedy(let greedy):
      labels = greedy.labels
      let score = labels.isEmpty ? 0 : greedy.score
      let text = try tokenizer.decode(labels.map(\.label), group: false)
      transcript.alternatives = [
        Transcript.Alternative(text: text, score: score, acousticScore: score)
      ]
    case .beam(let beam, let width):
      labels = beam.spans
      transcript.alternatives = try alternatives(beam, width)
    }
    transcript.text = transcript.alternatives.first?.text ?? ""
    transcript.confidence = confidence(of: labels.filter { $0.label != tokenizer.wordDelimiterID })
    transcript.words = try words(of: labels, duration: duration)
    return transcript
  }

  /// The best texts, as many as are wanted; those that differ in the number of spaces between words are
  /// one to people.
  private func alternatives(
    _ beam: StreamingBeam, _ width: Int
  ) throws -> [Transcript.Alternative] {
    var alternatives: [Transcript.Alternative] = []
    var seen: Set<[ExactString]> = []
    for hypothesis in beam.hypotheses(best > 1 ? width : 1) where alternatives.count < best {
      let text = try tokenizer.decode(hypothesis.labels, group: false)
      guard seen.insert(Text.words(of: text).map { ExactString($0) }).inserted else { continue }
      alternatives.append(
        Transcript.Alternative(
          text: text, score: hypothesis.score, acousticScore: hypothesis.acousticScore))
    }
    return alternatives
  }

  /// The words of labels; runs of delimiters part them once.
  private func words(
    of labels: [(label: Int, span: LabelSpan)], duration: Double
  ) throws(TextError) -> [Transcript.Word] {
    var words: [Transcript.Word] = []
    for part in labels.split(whereSeparator: { $0.label == tokenizer.wordDelimiterID }) {
      guard let first = part.first, let last = part.last else { continue }
      words.append(
        Transcript.Word(
          text: try tokenizer.decode(part.map(\.label), group: false),
          start: timing.start(of: first.span.frames.lowerBound, duration: duration),
          end: timing.start(of: last.span.frames.upperBound, duration: duration),
          confidence: confidence(of: part)))
    }
    return words
  }
}
