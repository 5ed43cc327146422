internal import Glibc
public import CTC
public import Text
public import Recognizers

/// When the tokens, the words and the segments of a text were said in a recording.
public struct TextAlignment: Sendable {
  /// A piece of the text and when it was said.
  public struct Piece: Sendable, Equatable {
    /// The text, or the token.
    public let text: String
    /// The frames, from the first to one behind the last.
    public let frames: Range<Int>
    /// Where it begins, in seconds.
    public let start: Double
    /// Where it ends, in seconds.
    public let end: Double
    /// The mean probability of its tokens in their frames, from 0 to 1.
    public let score: Double

    /// The piece without its frames.
    public var interval: TimedInterval { TimedInterval(text, start: start, end: end, score: score) }
  }

  /// What is known of a frame.
  public struct Frame: Sendable, Equatable {
    /// Where it begins, in seconds.
    public let start: Double
    /// The token on the best path.
    public let token: String
    /// The token's probability.
    public let probability: Double
    /// The letters that the frame adds to the text; empty in all but the first frame of a token.
    public let letters: String
    /// The word that begins here; empty in all other frames.
    public let word: String
  }

  /// The best path.
  public let path: ForcedAlignment
  /// The tokens of the text, the spaces among them.
  public let tokens: [Piece]
  /// The words.
  public let words: [Piece]
  /// The texts that were given; those without a word are left out.
  public let segments: [Piece]
  /// The length of the recording in seconds.
  public let duration: Double
  private let timing: FrameTiming
  private let tokenizer: CTCTokenizer

  /// Gives the labels of a path their times.
  ///
  /// - Parameters:
  ///   - path: The best path of the text's labels.
  ///   - text: The text.
  ///   - tokenizer: The tokens of the labels.
  ///   - timing: Where the frames lie.
  ///   - duration: The length of the recording in seconds.
  public init(
    _ path: ForcedAlignment, of text: AlignmentText, _ tokenizer: CTCTokenizer,
    timing: FrameTiming, duration: Double
  ) {
    precondition(path.labels.count == text.labels.count, "The path spells the text.")
    func piece(_ text: String, _ labels: ArraySlice<AlignedLabel>) -> Piece? {
      guard let first = labels.first, let last = labels.last else { return nil }
      let frames = first.frames.lowerBound..<last.frames.upperBound
      return Piece(
        text: text, frames: frames,
        start: timing.start(of: frames.lowerBound, duration: duration),
        end: timing.start(of: frames.upperBound, duration: duration),
        score: ForcedAlignment.probability(of: labels))
    }
    self.path = path
    (self.timing, self.tokenizer, self.duration) = (timing, tokenizer, duration)
    tokens = path.labels.indices.compactMap { index in
      piece(tokenizer.name(of: path.labels[index].symbol), path.labels[index...index])
    }
    words = text.words.compactMap { piece($0.text, path.labels[$0.labels]) }
    segments = text.segments.compactMap { piece($0.text, path.labels[$0.labels]) }
  }

  /// The token that stands for "no label here".
  public var blankToken: String { tokenizer.name(of: tokenizer.paddingID) }

  /// Where a frame begins, in seconds; the number of frames gives the end of the last.
  public func time(_ frame: Int) -> Double { timing.start(of: frame, duration: duration) }

  /// The frames of about a second, at least one.
  var framesPerSecond: Int { max(1, Int((1 / timing.secondsPerFrame).rounded())) }

  /// Whether a word stands for what the text lacks.
  func isStar(_ word: Piece) -> Bool {
    path.path[word.frames.lowerBound] == tokenizer.rowCount
  }

  /// Whether a label is a letter of the text, and no space between words and no star.
  func isLetter(_ symbol: Int) -> Bool {
    symbol != tokenizer.wordDelimiterID && symbol < tokenizer.vocabulary.count
  }

  /// What is known of every frame.
  public var frames: [Frame] {
    var letters: [Int: String] = [:]
    for label in path.labels {
      let isSpace = label.symbol == tokenizer.wordDelimiterID
      letters[label.frames.lowerBound] =
        isSpace ? tokenizer.special.space : tokenizer.name(of: label.symbol)
    }
    let begun = Dictionary(
      words.map { ($0.frames.lowerBound, $0.text) }, uniquingKeysWith: { first, _ in first })
    return path.path.indices.map { frame in
      Frame(
        start: timing.start(of: frame, duration: duration),
        token: tokenizer.name(of: path.path[frame]),
        probability: exp(Double(path.logProbabilities[frame])),
        letters: letters[frame] ?? "", word: begun[frame] ?? "")
    }
  }

  /// The tiers of segments, words and tokens; segments only if there are several.
  public var timedText: TimedText {
    var tiers = [
      TimedText.Tier("words", words.map(\.interval)),
      TimedText.Tier("tokens", tokens.map(\.interval)),
    ]
    if segments.count > 1 { tiers.insert(.init("segments", segments.map(\.interval)), at: 0) }
    return TimedText(duration: duration, tiers: tiers)
  }
}

extension CTCTokenizer {
  /// A token, or a star for the symbol behind the last.
  fileprivate func name(of symbol: Int) -> String {
    vocabulary.tokens.indices.contains(symbol) ? vocabulary.tokens[symbol] : "*"
  }
}
