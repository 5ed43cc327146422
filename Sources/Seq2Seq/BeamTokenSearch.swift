internal import Glibc
public import Tensors

/// Keeps the most probable beginnings of a text, a fixed number of them, until enough have ended.
///
/// As in openai-whisper: each beginning offers its best tokens, one more than the width; of all offers the
/// best go on, and those before them that end the text are finished, until `width · patience` are
/// (J. Kasai et al., "A Call for Clarity in Beam Search", 2024).
public struct BeamTokenSearch: TokenSearch {
  private let width: Int
  private let end: Int
  private let limit: Int
  private let wanted: Int
  private let lengthPenalty: Double?
  /// The beginnings that go on, the best first.
  public private(set) var live = [TokenHypothesis()]
  private var finished: [TokenHypothesis] = []

  /// Begins a text.
  ///
  /// - Parameters:
  ///   - width: The most beginnings that are kept.
  ///   - end: The token that ends a text.
  ///   - limit: The most tokens before it.
  ///   - patience: How many times the width have to be finished.
  ///   - lengthPenalty: α of `((5 + n) / 6)^α`, by which scores of n tokens are divided (Y. Wu et al., "Google's
  ///     Neural Machine Translation System", 2016, section 7); divided by n if `nil`.
  public init(
    width: Int, end: Int, limit: Int, patience: Double = 1, lengthPenalty: Double? = nil
  ) {
    precondition(width > 0 && patience > 0 && patience < 1e6, "A search keeps something.")
    (self.width, self.end, self.limit) = (width, end, limit)
    self.lengthPenalty = lengthPenalty
    wanted = max(1, Int((Double(width) * patience).rounded()))
    if limit <= 0 { live = [] }
  }

  /// Whether enough have ended, or none goes on.
  public var isDone: Bool { finished.count >= wanted || live.isEmpty }

  /// The finished texts and, if they are fewer than the width, the best that were not; the best first.
  public var hypotheses: [TokenHypothesis] {
    let all = finished + cut.prefix(max(0, width - finished.count))
    let ranked = all.enumerated().sorted {
      let (one, other) = (rank($0.element), rank($1.element))
      return one != other ? one > other : $0.offset < $1.offset
    }
    return ranked.map(\.element)
  }

  /// Beginnings that are as long as they may be, or are going on.
  private var cut: [TokenHypothesis] { live.isEmpty ? stopped : live }
  private var stopped: [TokenHypothesis] = []

  /// The logarithm of its probability, less for every token.
  public func rank(_ hypothesis: TokenHypothesis) -> Double {
    let count = Double(hypothesis.tokens.count)
    return lengthPenalty.map { hypothesis.score / pow((5 + count) / 6, $0) }
      ?? (hypothesis.score / max(count, 1))
  }

  /// Goes on with the best tokens behind each beginning.
  public mutating func take(_ logProbabilities: Tensor) throws(TokenSearchError) -> [Int] {
    let rows = try checkedRows(logProbabilities, of: live)
    var offers: [(parent: Int, token: Int, score: Double)] = []
    for (parent, row) in rows.enumerated() {
      for token in best(row, count: width + 1) {
        offers.append((parent, token, live[parent].score + Double(row[token])))
      }
    }
    // Of equal offers that of the better beginning, then that of the lower token.
    offers.sort {
      $0.score != $1.score
        ? $0.score > $1.score : ($0.parent, $0.token) < ($1.parent, $1.token)
    }
    var next: [TokenHypothesis] = []
    var parents: [Int] = []
    for offer in offers {
      guard next.count < width else { break }
      var hypothesis = live[offer.parent]
      hypothesis.score = offer.score
      if offer.token == end {
        hypothesis.isFinished = true
        if finished.count < wanted { finished.append(hypothesis) }
      } else {
        hypothesis.tokens.append(offer.token)
        next.append(hypothesis)
        parents.append(offer.parent)
      }
    }
    guard let length = next.first?.tokens.count, length < limit else {
      (stopped, live) = (next.isEmpty ? stopped : next, [])
      return []
    }
    live = next
    guard isDone else { return parents }
    (stopped, live) = (live, [])
    return []
  }

  /// The tokens of the largest scores, the largest first, of equal ones the lower first.
  private func best(_ row: [Float], count: Int) -> [Int] {
    var chosen: [Int] = []
    for token in row.indices where row[token] > -.infinity {
      if chosen.count == count, let last = chosen.last, row[token] <= row[last] { continue }
      let place = chosen.firstIndex { row[token] > row[$0] } ?? chosen.count
      chosen.insert(token, at: place)
      if chosen.count > count { chosen.removeLast() }
    }
    return chosen
  }
}
