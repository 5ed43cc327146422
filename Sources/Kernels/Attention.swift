internal import Glibc

/// Rows whose scores are held at a time: with 500 keys they fit into a level-2 cache.
let attentionBlock = 96

/// Computes `softmax(q · kᵀ / √headSize) · v` for every sequence and head by itself.
///
/// A. Vaswani et al., "Attention Is All You Need", 2017, section 3.2. No more than a block of rows of
/// scores is held; of the probabilities only the logarithm of each row's divisor is kept, from which
/// ``attentionBackward(_:_:_:output:logSums:outputGradient:shape:dropout:into:_:_:)`` finds them
/// again (T. Dao et al., "FlashAttention", 2022, section 3.1).
///
/// - Parameters:
///   - q: The queries: rows × columns, the heads side by side, the sequences end to end.
///   - k: The keys: rows × columns, of which ``AttentionShape/keys`` says who looks at which.
///   - v: The values, laid out as the keys.
///   - shape: The sizes.
///   - dropout: Which probabilities count as 0, or `nil` if all count.
///   - output: The result, laid out as the queries.
///   - logSums: For each head, for each row, ln Σ e^score.
public func attention(
  _ q: Span<Float>, _ k: Span<Float>, _ v: Span<Float>, shape: AttentionShape,
  dropout: DropoutMask?, into output: inout MutableSpan<Float>,
  logSums: inout MutableSpan<Float>
) {
  let pass = AttentionForward(
    q: Floats(q), k: Floats(k), v: Floats(v), shape: shape, dropout: dropout,
    output: Floats(&output), logSums: Floats(&logSums))
  let count = shape.rows * shape.columns
  precondition(
    pass.q.count == count && pass.output.count == count
      && pass.logSums.count == shape.rows * shape.heads, "The output has the queries' shape.")
  precondition(
    pass.k.count >= shape.keyRows * shape.columns && pass.v.count == pass.k.count,
    "There are a key and a value for each row that is looked at.")
  pass.run()
}

/// The forward side with its operands.
private struct AttentionForward: Sendable {
  let q: Floats
  let k: Floats
  let v: Floats
  let shape: AttentionShape
  let dropout: DropoutMask?
  let output: Floats
  let logSums: Floats

  /// Computes all blocks, each by one thread.
  func run() {
    let blocks = shape.sequences.flatMap { blocks in
      (0..<shape.heads).flatMap { head in blocks.map { (block: $0, head: head) } }
    }
    parallel(count: blocks.count, scratch: (attentionBlock + 1) * shape.scoreWidth) {
      [blocks] index, scratch in
      compute(blocks[index].block, blocks[index].head, scratch)
    }
  }

  /// Computes the rows of a block.
  private func compute(_ block: AttentionBlock, _ head: Int, _ scratch: Floats) {
    let (queries, keys, width) = (block.queries, block.keys, block.width)
    let place = MatrixLayout(stride: width)
    Product(
      a: q, aLayout: shape.layout(row: queries.lowerBound, head: head),
      b: k, bLayout: shape.layout(row: keys.lowerBound, head: head, .transposed),
      c: scratch, cLayout: place,
      size: ProductSize(rows: queries.count, columns: keys.count, inner: shape.headSize),
      scale: shape.scale
    ).compute(rows: 0..<queries.count)
    let mask = scratch[attentionBlock * width..<(attentionBlock + 1) * width]
    for (number, row) in queries.enumerated() {
      let scores = scratch[number * width..<(number + 1) * width]
      scores[block.visible(to: number)..<width].fill(-.infinity)
      logSums[head * shape.rows + row] = turnIntoProbabilities(scores)
      guard let dropout else { continue }
      dropout.fill(
        mask, of: block.sequence, from: shape.maskStart(row: row - block.first, head: head))
      mapRow(scores, mask, into: scores) { $0 * $1 }
    }
    Product(
      a: scratch, aLayout: place, b: v, bLayout: shape.layout(row: keys.lowerBound, head: head),
      c: output, cLayout: shape.layout(row: queries.lowerBound, head: head),
      size: ProductSize(rows: queries.count, columns: shape.headSize, inner: keys.count)
    ).compute(rows: 0..<queries.count)
  }
}

/// Replaces a row of scores by its softmax, and returns ln Σ e^score.
///
/// The row is full vectors; what is past its last key is minus infinity, and becomes 0.
@inline(__always)
private func turnIntoProbabilities(_ scores: Floats) -> Float {
  let shift = largest(scores)
  var sums = Lanes.zero
  for index in stride(from: 0, to: scores.count, by: 16) {
    let values = exponentialOfNegative(scores[lanes: index] - shift)
    sums += values
    scores[lanes: index] = values
  }
  let sum = sums.total
  let inverse = 1 / sum
  mapRow(scores, into: scores) { $0 * inverse }
  return shift + Glibc.logf(sum)
}
