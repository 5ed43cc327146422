public import Kernels
internal import Tensors

/// Returns what the heads of an attention gather for each row of queries.
///
/// Every head computes `softmax(q · kᵀ / √headSize) · v` on its columns (A. Vaswani et al.,
/// "Attention Is All You Need", 2017, section 3.2). A block of scores at a time is held, and nothing of
/// them is kept for the backward side, nor of the dropout's mask: it computes both again.
///
/// - Parameters:
///   - q: The queries: rows × (heads · headSize), the sequences one after the other.
///   - k: The keys: rows × (heads · headSize).
///   - v: The values, of the shape of `k`.
///   - shape: Who looks at which keys. Where there are gradients, no two sequences look at the same.
///   - dropout: The chance of each probability to count as 0, below 1, and where chance comes from.
/// - Returns: A tensor of the shape of `q`.
public func attention(
  _ q: Variable, _ k: Variable, _ v: Variable, shape: AttentionShape, dropout: Dropout? = nil
) -> Variable {
  precondition(
    q.shape == [shape.rows, shape.columns] && k.value.rowLength == shape.columns
      && k.value.rowCount >= shape.keyRows && v.shape == k.shape,
    "Queries, keys and values of \(q.shape), \(k.shape) and \(v.shape) do not fit \(shape).")
  let mask = dropout?.mask(columns: shape.maskColumns)
  var output = Tensor(uninitialized: q.shape)
  var logSums = Tensor(uninitialized: [shape.heads, shape.rows])
  var target = output.mutableSpan
  var sums = logSums.mutableSpan
  Kernels.attention(
    q.value.span, k.value.span, v.value.span, shape: shape, dropout: mask, into: &target,
    logSums: &sums)
  return Variable(output, from: [q, k, v]) { dy in
    var (dq, dk, dv) = (
      Tensor(uninitialized: q.shape), Tensor(uninitialized: k.shape), Tensor(uninitialized: v.shape)
    )
    var first = dq.mutableSpan
    var second = dk.mutableSpan
    var third = dv.mutableSpan
    attentionBackward(
      q.value.span, k.value.span, v.value.span, output: output.span, logSums: logSums.span,
      outputGradient: dy.span, shape: shape, dropout: mask, into: &first, &second, &third)
    return [dq, dk, dv]
  }
}

/// Returns what the heads of a self-attention gather from each sequence by itself: every row looks at
/// all rows of its own sequence.
///
/// - Parameters:
///   - q: The queries: rows × (heads · headSize), the sequences one after the other.
///   - k: The keys, of the same shape.
///   - v: The values, of the same shape.
///   - lengths: The number of rows of each sequence.
///   - heads: The number of heads; they lie side by side in a row.
///   - dropout: The chance of each probability to count as 0, below 1, and where chance comes from.
/// - Returns: A tensor of the shape of `q`.
public func attention(
  _ q: Variable, _ k: Variable, _ v: Variable, lengths: [Int], heads: Int,
  dropout: Dropout? = nil
) -> Variable {
  let columns = q.value.rowLength
  precondition(
    heads > 0 && columns.isMultiple(of: heads) && columns > 0 && k.shape == q.shape,
    "\(columns) columns cannot be shared by \(heads) heads.")
  return attention(
    q, k, v, shape: AttentionShape(lengths: lengths, heads: heads, headSize: columns / heads),
    dropout: dropout)
}
