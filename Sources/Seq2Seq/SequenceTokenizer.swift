public import Text

/// How texts are written in tokens by a decoder that writes one after the other.
public protocol SequenceTokenizer: Sendable {
  /// The number of tokens.
  var count: Int { get }
  /// The tokens that every text begins with, at least one: they are given to the decoder, not learned.
  var prompt: [Int] { get }
  /// The token that ends a text.
  var end: Int { get }
  /// The tokens that a decoder must not write, such as padding.
  var suppressed: [Int] { get }

  /// The tokens that spell a text, without the prompt and the end.
  ///
  /// - Throws: `TextError`, such as `unknownLetter` for a character that the vocabulary lacks.
  func encode(_ text: String) throws(TextError) -> [Int]

  /// The text that tokens spell; the prompt and the end spell nothing.
  ///
  /// - Throws: `TextError.unknownID(_:tokenCount:)` for a number that is no token.
  func decode(_ tokens: [Int]) throws(TextError) -> String

  /// What to do about texts with characters that the vocabulary lacks, or `nil`.
  func advice(for texts: [String]) -> String?
}
