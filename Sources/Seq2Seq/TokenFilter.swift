/// Forbids tokens before one is chosen, by lowering their scores to minus infinity.
///
/// Filters work on a decoder's scores before those become probabilities, so that what is left adds up to 1.
public protocol TokenFilter {
  /// Lowers the scores of the tokens that may not come next.
  ///
  /// - Parameters:
  ///   - scores: One for each token, unnormalised.
  ///   - tokens: What the text has behind its prompt.
  func filter(_ scores: inout [Float], behind tokens: [Int])
}

/// Forbids tokens everywhere, or as the first of a text: the suppressed tokens of Whisper.
public struct SuppressedTokens: TokenFilter, Sendable, Equatable {
  /// Those that no text has.
  public var everywhere: [Int]
  /// Those that no text begins with, such as a blank and the end.
  public var first: [Int]

  /// Names tokens; those that are none of a decoder's do nothing.
  public init(everywhere: [Int], first: [Int] = []) {
    (self.everywhere, self.first) = (everywhere, first)
  }

  /// Lowers the scores of the suppressed tokens.
  public func filter(_ scores: inout [Float], behind tokens: [Int]) {
    for token in everywhere + (tokens.isEmpty ? first : []) where scores.indices.contains(token) {
      scores[token] = -.infinity
    }
  }
}
