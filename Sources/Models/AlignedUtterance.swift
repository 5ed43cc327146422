/// A stretch of a recording and what is said in it.
public struct AlignedUtterance: Sendable, Equatable {
  /// What is said; empty where nobody knows.
  public let text: String
  /// Where it begins, in seconds.
  public let start: Double
  /// Where it ends, in seconds.
  public let end: Double
  /// How well the recording fits the text, from 0 to 1: the geometric mean of the path's
  /// probabilities, blanks among them, over the second in which it is lowest.
  public let score: Double

  /// The length in seconds.
  public var duration: Double { end - start }
}

/// How an aligned recording is cut into utterances.
public struct UtteranceRules: Sendable, Equatable {
  /// The longest utterance in seconds.
  public var longest = 15.0
  /// The shortest in seconds.
  public var shortest = 1.0
  /// A pause of so many seconds is in no utterance.
  public var longestPause = 1.5
  /// How much of the pauses around the words belongs to an utterance, in seconds.
  public var padding = 0.2
  /// The least score of an utterance that can be used.
  public var leastScore = 0.3

  /// The usual rules.
  public init() {}
}

/// The utterances that a recording was cut into.
public struct CutUtterances: Sendable, Equatable {
  /// Those that can be used, in their order.
  public internal(set) var usable: [AlignedUtterance] = []
  /// Those whose score is too low.
  public internal(set) var unsure: [AlignedUtterance] = []
  /// Those that are longer or shorter than they may be.
  public internal(set) var unfit: [AlignedUtterance] = []
  /// Stretches where something seems to be said that the text lacks.
  public internal(set) var uncovered: [AlignedUtterance] = []
}
