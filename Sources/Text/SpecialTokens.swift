/// The tokens that are no letters, and what a tokenizer does with case.
public struct SpecialTokens: Sendable, Equatable {
  /// Stands for letters that are not in the vocabulary; without it they cannot be encoded.
  public var unknown: String?
  /// Stands for padding, and is CTC's blank.
  public var padding: String
  /// Stands for the space between words; without it a text has none.
  public var wordDelimiter: String?
  /// Whether the vocabulary has capitals only: texts are raised before encoding, and what is
  /// decoded is lowered.
  public var foldsCase: Bool
  /// What a decoded text has where the word delimiter stood.
  public var space = " "
  /// Whether decoded text loses the spaces before punctuation and English contractions.
  public var cleansSpaces = false
  /// Stands for the start of a sentence, which nothing here writes.
  public var sentenceStart: String?
  /// Stands for the end of a sentence, which nothing here writes.
  public var sentenceEnd: String?

  /// Names the tokens with a role.
  public init(
    unknown: String? = "[UNK]", padding: String = "[PAD]", wordDelimiter: String? = "|",
    foldsCase: Bool = false
  ) {
    self.unknown = unknown
    self.padding = padding
    self.wordDelimiter = wordDelimiter
    self.foldsCase = foldsCase
  }
}
