/// What a recognizer heard in a recording, and when.
public struct Transcript: Sendable, Equatable {
  /// A word with its place in the recording.
  public struct Word: Sendable, Equatable {
    /// The word.
    public let text: String
    /// Where it begins, in seconds.
    public let start: Double
    /// Where it ends, in seconds.
    public let end: Double
    /// How sure the recognizer is, from 0 to 1: the geometric mean of its tokens' probabilities.
    public let confidence: Double

    /// Describes a word.
    public init(text: String, start: Double, end: Double, confidence: Double) {
      (self.text, self.start, self.end, self.confidence) = (text, start, end, confidence)
    }
  }

  /// A text that may have been said.
  public struct Alternative: Sendable, Equatable {
    /// The text.
    public let text: String
    /// The natural logarithm that they are ranked by.
    public let score: Double
    /// The part of it that the sound says.
    public let acousticScore: Double

    /// Describes a text.
    public init(text: String, score: Double, acousticScore: Double) {
      (self.text, self.score, self.acousticScore) = (text, score, acousticScore)
    }
  }

  /// The text.
  public var text = ""
  /// How sure the recognizer is of the text, from 0 to 1: the geometric mean of its tokens' probabilities,
  /// those of the spaces between words left out; 0 for an empty text.
  public var confidence = 0.0
  /// The words in order.
  public var words: [Word] = []
  /// The texts that may have been said, the most probable first; the first is the text itself.
  public var alternatives: [Alternative] = []

  /// An empty transcript.
  public init() {}
}
