public import Cancelling
internal import Kernels
public import Layers
internal import Tensors

extension AttentionDecoder {
  /// Writes the texts of recordings, each by a search of its own; all share the passes of the decoder.
  ///
  /// A recording's text does not depend on those that are written beside it. One without encoder's rows
  /// is left alone.
  ///
  /// - Parameters:
  ///   - encoded: The encoder's rows of each recording: rows × columns.
  ///   - prompts: The tokens that each text begins with, at least one.
  ///   - searches: How each text is looked for. They are gone on with until they are done, or until a
  ///     text with its prompt has ``Options/mostTokens``.
  ///   - filters: What is forbidden, in this order.
  ///   - cancellation: Whether to stop.
  /// - Throws: `Cancelled`, and ``TokenSearchError`` if a score is not a number.
  public func write(
    lookingAt encoded: Batch, prompts: [[Int]], _ searches: inout [some TokenSearch],
    filters: [any TokenFilter] = [], _ cancellation: Cancellation = .never
  ) throws {
    precondition(
      prompts.count == encoded.count && searches.count == encoded.count
        && prompts.allSatisfy { !$0.isEmpty && $0.count <= options.mostTokens },
      "Each of \(encoded.count) recordings has a search and a prompt.")
    var state = begin(lookingAt: encoded, capacity: options.mostTokens)
    var active = searches.indices.filter { !searches[$0].isDone && encoded.lengths[$0] > 0 }
    state.select(active)
    var next = active.map { prompts[$0] }
    while !active.isEmpty {
      try cancellation.check()
      let scores = step(next, &state)
      var (row, parents, ongoing): (Int, [Int], [Int]) = (0, [], [])
      next = []
      for place in active {
        let live = searches[place].live
        let rows = scores.rows(row..<row + live.count)
        let chosen = try searches[place].take(logProbabilities(rows, of: live, filters))
        let texts = searches[place].live.map(\.tokens)
        let length = prompts[place].count + (texts.first?.count ?? 0)
        if !texts.isEmpty, length <= options.mostTokens {
          ongoing.append(place)
          parents += chosen.map { [row] in row + $0 }
          next += texts.map { Array($0.suffix(1)) }
        }
        row += live.count
      }
      active = ongoing
      state.select(parents)
    }
  }
}

/// The logarithms of the tokens' probabilities, of those that filters leave.
///
/// - Parameters:
///   - scores: Texts × tokens, unnormalised.
///   - live: The texts.
///   - filters: What is forbidden, in this order.
/// - Returns: Texts × tokens; minus infinity for what is forbidden, which may be all.
private func logProbabilities(
  _ scores: Tensor, of live: [TokenHypothesis], _ filters: [any TokenFilter]
) -> Tensor {
  let columns = scores.rowLength
  guard !filters.isEmpty else {
    return scores.mapped { logSoftmax($0, columns: columns, into: &$1) }
  }
  let rows = live.enumerated().map { place, text in
    var row = scores.rows(place..<place + 1).elements
    for filter in filters { filter.filter(&row, behind: text.tokens) }
    let left = Tensor(row, shape: [1, columns])
    // Of nothing there are no probabilities.
    guard row.contains(where: { $0 != -.infinity }) else { return left }
    return left.mapped { logSoftmax($0, columns: columns, into: &$1) }
  }
  return Tensor(joining: rows, shape: [live.count, columns])
}
