/// What a recognizer learns to say for a recording: the tokens of its text.
///
/// Every objective of speech recognition learns a sequence of tokens, so that this is one type and not
/// one for each: labels of CTC, or the prompt, the text and its end of a decoder that writes.
public struct Target: Sendable, Equatable {
  /// The tokens, the prompt among them.
  public let tokens: [Int]
  /// How many of them, from the first, are given to the decoder and not learned.
  public let promptLength: Int

  /// Names tokens.
  ///
  /// - Parameters:
  ///   - tokens: The tokens, the prompt among them.
  ///   - promptLength: How many of them, from the first, are given and not learned.
  public init(_ tokens: [Int], promptLength: Int = 0) {
    precondition((0...tokens.count).contains(promptLength), "A prompt is a part of its target.")
    (self.tokens, self.promptLength) = (tokens, promptLength)
  }

  /// How many tokens are learned; a row's loss is divided by it in the mean over a batch.
  public var learnedCount: Int { tokens.count - promptLength }
}
