/// Computes the gradients through
/// ``attention(_:_:_:shape:dropout:into:logSums:)``.
///
/// With P the probabilities, M the dropout's mask, and D = Σ dO · O of a row (T. Dao et al.,
/// "FlashAttention", 2022, appendix B.4):
/// `dV = (P·M)ᵀ dO`, `dS = P · (M · (dO Vᵀ) - D)`, `dQ = dS K / √headSize`, `dK = dSᵀ Q / √headSize`.
///
/// A head of a sequence belongs to one thread, so sums over queries have one order. No two sequences may
/// look at the same keys.
///
/// - Parameters:
///   - q: The queries.
///   - k: The keys.
///   - v: The values.
///   - output: What the forward side computed.
///   - logSums: What it kept of the probabilities.
///   - outputGradient: The gradient with respect to `output`.
///   - shape: The sizes.
///   - dropout: The mask of the forward side.
///   - queryGradient: The gradient with respect to `q`.
///   - keyGradient: The gradient with respect to `k`.
///   - valueGradient: The gradient with respect to `v`.
public func attentionBackward(
  _ q: Span<Float>, _ k: Span<Float>, _ v: Span<Float>, output: Span<Float>,
  logSums: Span<Float>, outputGradient: Span<Float>, shape: AttentionShape, dropout: DropoutMask?,
  into queryGradient: inout MutableSpan<Float>, _ keyGradient: inout MutableSpan<Float>,
  _ valueGradient: inout MutableSpan<Float>
) {
  let pass = AttentionBackward(
    q: Floats(q), k: Floats(k), v: Floats(v), output: Floats(output), logSums: Floats(logSums),
    dy: Floats(outputGradient), shape: shape, dropout: dropout, dq: Floats(&queryGradient),
    dk: Floats(&keyGradient), dv: Floats(&valueGradient))
  let count = shape.rows * shape.columns
  precondition(
    [pass.q, pass.output, pass.dy, pass.dq].allSatisfy { $0.count == count }
      && [pass.v, pass.dk, pass.dv].allSatisfy { $0.count == pass.k.count }
      && pass.k.count >= shape.keyRows * shape.columns
      && pass.logSums.count == shape.rows * shape.heads,
    "Gradients have the shapes of their values.")
  precondition(shape.hasDisjointKeys, "Gradients of keys belong to one sequence each.")
  pass.run()
}

/// The backward side with its operands.
private struct AttentionBackward: Sendable {
  let q: Floats
  let k: Floats
  let v: Floats
  let output: Floats
  let logSums: Floats
  let dy: Floats
  let shape: AttentionShape
  let dropout: DropoutMask?
  let dq: Floats
  let dk: Floats
  let dv: Floats

  /// Computes all heads of all sequences, each by one thread.
  func run() {
    let sequences = shape.sequences
    // Rows of keys that nobody or not every block sees.
    let isSeenByAll =
      !shape.isCausal && shape.keys.reduce(0) { $0 + $1.count } * shape.columns == k.count
      && !shape.lengths.contains(0)
    if !isSeenByAll {
      dk.fill(0)
      dv.fill(0)
    }
    parallel(
      count: sequences.count * shape.heads, scratch: (2 * attentionBlock + 1) * shape.scoreWidth
    ) { [sequences] index, scratch in
      for (number, block) in sequences[index / shape.heads].enumerated() {
        compute(
          block, index % shape.heads, keep: number == 0 && isSeenByAll ? 0 : 1, scratch)
      }
    }
  }

  /// Adds what the rows of a block give to the gradients of the keys and values that they see.
  private func compute(_ block: AttentionBlock, _ head: Int, keep: Float, _ scratch: Floats) {
    let (queries, keys, width) = (block.queries, block.keys, block.width)
    let scores = MatrixLayout(stride: width)
    let slopes = MatrixLayout(offset: attentionBlock * width, stride: width)
    let wide = ProductSize(rows: queries.count, columns: keys.count, inner: shape.headSize)
    let (row, first) = (queries.lowerBound, keys.lowerBound)
    Product(
      a: q, aLayout: shape.layout(row: row, head: head), b: k,
      bLayout: shape.layout(row: first, head: head, .transposed), c: scratch, cLayout: scores,
      size: wide, scale: shape.scale
    ).compute(rows: 0..<queries.count)
    Product(
      a: dy, aLayout: shape.layout(row: row, head: head), b: v,
      bLayout: shape.layout(row: first, head: head, .transposed), c: scratch, cLayout: slopes,
      size: wide
    ).compute(rows: 0..<queries.count)
    turnIntoSlopes(block, head, scratch[0..<(2 * attentionBlock + 1) * width])
    let tall = ProductSize(rows: keys.count, columns: shape.headSize, inner: queries.count)
    Product(
      a: scratch, aLayout: MatrixLayout(stride: width, .transposed), b: dy,
      bLayout: shape.layout(row: row, head: head), c: dv,
      cLayout: shape.layout(row: first, head: head), size: tall, keep: keep
    ).compute(rows: 0..<keys.count)
    Product(
      a: scratch, aLayout: MatrixLayout(offset: slopes.offset, stride: width, .transposed), b: q,
      bLayout: shape.layout(row: row, head: head), c: dk,
      cLayout: shape.layout(row: first, head: head), size: tall, scale: shape.scale, keep: keep
    ).compute(rows: 0..<keys.count)
    Product(
      a: scratch, aLayout: slopes, b: k, bLayout: shape.layout(row: first, head: head), c: dq,
      cLayout: shape.layout(row: row, head: head),
      size: ProductSize(rows: queries.count, columns: shape.headSize, inner: keys.count),
      scale: shape.scale
    ).compute(rows: 0..<queries.count)
  }

  /// Turns scores into probabilities that dropout left, and the probabilities' gradients, which
  /// stand after them, into those of the scores.
  private func turnIntoSlopes(_ block: AttentionBlock, _ head: Int, _ scratch: Floats) {
    let width = block.width
    let mask = scratch[2 * attentionBlock * width..<(2 * attentionBlock + 1) * width]
    for (number, row) in block.queries.enumerated() {
      let scores = scratch[number * width..<(number + 1) * width]
      scores[block.visible(to: number)..<width].fill(-.infinity)
      let slopes = scratch[
        (attentionBlock + number) * width..<(attentionBlock + number + 1) * width]
      let place = row * shape.columns + head * shape.headSize
      let columns = place..<place + shape.headSize
      let total = dotOfRows(dy[columns], output[columns])
      let logSum = logSums[head * shape.rows + row]
      guard let dropout else {
        slopeRow(scores, slopes, logSum: logSum, total: total)
        continue
      }
      dropout.fill(
        mask, of: block.sequence, from: shape.maskStart(row: row - block.first, head: head))
      slopeRow(scores, slopes, mask, logSum: logSum, total: total)
    }
  }
}

/// `slopes = p · (slopes - total)` with `p = e^(scores - logSum)`, which goes where the scores were.
@inline(__always)
private func slopeRow(_ scores: Floats, _ slopes: Floats, logSum: Float, total: Float) {
  for index in stride(from: 0, to: scores.count, by: 16) {
    let p = exponential(scores[lanes: index] - logSum)
    slopes[lanes: index] = p * (slopes[lanes: index] - total)
    scores[lanes: index] = p
  }
}

/// The same with a mask: `slopes = p · (mask · slopes - total)`, and `p · mask` for the scores.
@inline(__always)
private func slopeRow(
  _ scores: Floats, _ slopes: Floats, _ mask: Floats, logSum: Float, total: Float
) {
  for index in stride(from: 0, to: scores.count, by: 16) {
    let p = exponential(scores[lanes: index] - logSum)
    let kept = mask[lanes: index]
    slopes[lanes: index] = p * (slopes[lanes: index] * kept - total)
    scores[lanes: index] = p * kept
  }
}
