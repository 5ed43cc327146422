public import LanguageModels

/// How a recognizer looks for a text.
///
/// Those that a decoder has no use for do nothing; `transcribe` refuses them before.
public struct DecodingOptions: Sendable {
  /// How a decoder searches.
  public enum Search: String, Sendable, CaseIterable {
    /// It takes the best token each time.
    case greedy
    /// It keeps the best texts so far.
    case beam
  }

  /// How to search.
  public var search = Search.greedy
  /// How many texts are wanted (``Transcript/alternatives``).
  public var best = 1
  /// How many texts a beam search keeps.
  public var width = 100
  /// α of `((5 + n) / 6)^α`, by which a decoder that writes n tokens divides the score of a text; by n if
  /// `nil`.
  public var lengthPenalty: Double?
  /// How many times its width of texts a beam search of such a decoder finishes.
  public var patience = 1.0
  /// How far below the best of a frame a token may be, in natural logarithms.
  public var tokenPruning = Double.infinity
  /// How far below the best a text may be to be kept, in natural logarithms.
  public var scorePruning = Double.infinity
  /// What texts are like, or `nil`.
  public var languageModel: LanguageModel?
  /// The weight of the language model.
  public var alpha = 0.5
  /// What each word is worth with a language model.
  public var beta = 1.0
  /// What a word is worth that the language model does not know.
  public var unknownWord = -10.0
  /// Words that are more probable here, and what each is worth.
  public var hotWords: [(word: String, weight: Double)] = []

  /// The best token each time.
  public init() {}
}
