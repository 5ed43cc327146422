internal import Glibc
public import Tensors

/// A text that a search wrote token by token, or is still writing.
public struct TokenHypothesis: Sendable, Equatable {
  /// The tokens behind the prompt, without the one that ends a text.
  public var tokens: [Int]
  /// The sum of the logarithms of the tokens' probabilities, that of the end included.
  public var score: Double
  /// Whether it was ended.
  public var isFinished: Bool

  /// The geometric mean of the tokens' probabilities, from 0 to 1, that of the end included; 0 without tokens.
  public var confidence: Double {
    guard !tokens.isEmpty else { return 0 }
    return exp(score / Double(tokens.count + (isFinished ? 1 : 0)))
  }

  /// Names a hypothesis.
  public init(tokens: [Int] = [], score: Double = 0, isFinished: Bool = false) {
    (self.tokens, self.score, self.isFinished) = (tokens, score, isFinished)
  }
}

/// Chooses tokens by the scores that a decoder gives them, one after the other.
///
/// A search knows no network. Whoever runs one gives it the logarithms of the probabilities behind every
/// hypothesis that goes on, and learns which hypotheses go on from which (``take(_:)``), so that several
/// searches may share the passes of a network.
public protocol TokenSearch {
  /// The hypotheses that go on, in the order of the rows that ``take(_:)`` wants.
  var live: [TokenHypothesis] { get }

  /// Whether nothing better can come, or there is nothing to go on with.
  var isDone: Bool { get }

  /// What was found, the best first; at least one.
  var hypotheses: [TokenHypothesis] { get }

  /// The natural logarithm that ``hypotheses`` are ranked by.
  func rank(_ hypothesis: TokenHypothesis) -> Double

  /// Goes on by a token.
  ///
  /// - Parameter logProbabilities: For each hypothesis of ``live``, the logarithm of the probability of
  ///   each token; minus infinity forbids one.
  /// - Returns: For each hypothesis that is live now, which of those before it goes on.
  /// - Throws: ``TokenSearchError/notANumber(step:token:)``.
  mutating func take(_ logProbabilities: Tensor) throws(TokenSearchError) -> [Int]
}

extension TokenSearch {
  /// The logarithm of its probability.
  public func rank(_ hypothesis: TokenHypothesis) -> Double { hypothesis.score }
}

/// What ends a search without a result.
public enum TokenSearchError: Error, Equatable {
  /// A token's score is not a number.
  case notANumber(step: Int, token: Int)
}

extension TokenSearchError: CustomStringConvertible {
  /// What happened, for people.
  public var description: String {
    switch self {
    case .notANumber(let step, let token):
      "the decoder's score of token \(token) is not a number at token \(step + 1) of the text; "
        + "its weights may have diverged"
    }
  }
}

/// The rows of scores, checked to be numbers.
func checkedRows(
  _ scores: Tensor, of live: [TokenHypothesis]
) throws(TokenSearchError) -> [[Float]] {
  precondition(scores.rowCount == live.count, "There is a row of scores for each hypothesis.")
  let (elements, columns) = (scores.elements, scores.rowLength)
  if let place = elements.firstIndex(where: \.isNaN) {
    let row = place / columns
    throw .notANumber(step: live[row].tokens.count, token: place % columns)
  }
  return live.indices.map { Array(elements[$0 * columns..<($0 + 1) * columns]) }
}
