internal import Glibc
public import Tensors

/// Takes the most probable token each time, or draws one.
public struct GreedyTokenSearch: TokenSearch {
  private let end: Int
  private let limit: Int
  /// Draws tokens by their probabilities, if there is a temperature.
  private var sampling: (temperature: Double, stream: RandomStream)?
  private var found = TokenHypothesis()
  private var hasEnded = false

  /// Begins a text.
  ///
  /// - Parameters:
  ///   - end: The token that ends it.
  ///   - limit: The most tokens before it.
  ///   - temperature: What logarithms of probabilities are divided by before a token is drawn; 0 takes
  ///     the most probable one, the lowest of equal ones.
  ///   - stream: Where chance comes from.
  public init(
    end: Int, limit: Int, temperature: Double = 0,
    stream: RandomStream = RandomStream(seed: 0, purpose: "tokens")
  ) {
    (self.end, self.limit) = (end, limit)
    if temperature > 0 { sampling = (temperature, stream) }
    hasEnded = limit <= 0
  }

  /// The text so far, until it ends.
  public var live: [TokenHypothesis] { isDone ? [] : [found] }

  /// Whether the text has ended.
  public var isDone: Bool { hasEnded }

  /// The text.
  public var hypotheses: [TokenHypothesis] { [found] }

  /// Adds a token.
  public mutating func take(_ logProbabilities: Tensor) throws(TokenSearchError) -> [Int] {
    let row = try checkedRows(logProbabilities, of: live)[0]
    guard let token = choose(row) else {
      hasEnded = true
      return []
    }
    found.score += Double(row[token])
    if token == end {
      (found.isFinished, hasEnded) = (true, true)
      return []
    }
    found.tokens.append(token)
    hasEnded = found.tokens.count >= limit
    return hasEnded ? [] : [0]
  }

  /// The next token, or `nil` if all are forbidden.
  private mutating func choose(_ row: [Float]) -> Int? {
    var best = 0
    for token in row.indices where row[token] > row[best] { best = token }
    guard row[best] > -.infinity else { return nil }
    guard let temperature = sampling?.temperature else { return best }
    let top = Double(row[best])
    // The largest of scores with Gumbel noise is a draw by the softmax (E. Gumbel, 1954).
    var (drawn, largest) = (best, -Double.infinity)
    for token in row.indices where row[token] > -.infinity {
      let chance = max(Double(sampling?.stream.uniform() ?? 0.5), .leastNormalMagnitude)
      let score = (Double(row[token]) - top) / temperature - log(-log(chance))
      if score > largest { (drawn, largest) = (token, score) }
    }
    return drawn
  }
}
