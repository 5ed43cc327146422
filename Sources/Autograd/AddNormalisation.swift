internal import Kernels
internal import Tensors

/// Returns `dropout(x) + residual`, and the same with every row normalised.
///
/// One pass over the rows forward and one backward.
///
/// - Parameters:
///   - x: What is added, rows × columns.
///   - residual: What it is added to, of the same shape.
///   - gain: The factor of each normalised column.
///   - bias: The shift of each normalised column.
///   - epsilon: What keeps the root from zero; PyTorch's default.
///   - dropout: The chance of each element of `x` to count as 0, below 1, and where chance comes
///     from; as ``dropout(_:_:)`` draws it.
/// - Returns: The sum and the normalised sum.
public func addNormalised(
  _ x: Variable, _ residual: Variable, gain: Variable, bias: Variable, epsilon: Float = 1e-5,
  dropout: Dropout? = nil
) -> (sum: Variable, normalised: Variable) {
  precondition(x.shape == residual.shape, "\(x.shape) and \(residual.shape) cannot be added.")
  precondition(
    gain.value.count == x.value.rowLength && bias.shape == gain.shape,
    "A gain of \(gain.shape) does not fit \(x.shape).")
  let mask = dropout?.mask(columns: x.value.rowLength)
  var sum = Tensor(uninitialized: x.shape)
  var normalised = Tensor(uninitialized: x.shape)
  var first = sum.mutableSpan
  var second = normalised.mutableSpan
  let statistics = addAndNormalise(
    x.value.span, residual.value.span, dropout: mask, gain: gain.value.span,
    bias: bias.value.span, epsilon: epsilon, into: &first, &second)
  guard let tape = Variable.tape(of: [x, residual, gain, bias]) else {
    return (Variable(sum), Variable(normalised))
  }
  let outputs = [Slot(tape: tape, shape: x.shape), Slot(tape: tape, shape: x.shape)]
  let (dx, dresidual, dgain, dbias) = (x.slot, residual.slot, gain.slot, bias.slot)
  let gains = gain.value
  tape.record(outputs) { gradients in
    let ds = sumGradient(sum, gains, statistics, gradients, dgain, dbias)
    dresidual?.add(ds)
    dx?.add(mask.map { mask in ds.mapped { drop($0, mask, into: &$1) } } ?? ds)
  }
  return (Variable(sum, slot: outputs[0]), Variable(normalised, slot: outputs[1]))
}

/// Returns the gradient of the sum, and adds to those of gain and bias.
private func sumGradient(
  _ sum: Tensor, _ gain: Tensor, _ statistics: RowStatistics, _ gradients: [Tensor?],
  _ dgain: Slot?, _ dbias: Slot?
) -> Tensor {
  let more = gradients[0]
  guard let dy = gradients[1] else { return more ?? Tensor(zeros: sum.shape) }
  var result = Tensor(uninitialized: sum.shape)
  var gainGradient = dgain?.take() ?? Tensor(zeros: gain.shape)
  var biasGradient = dbias?.take() ?? Tensor(zeros: gain.shape)
  var target = result.mutableSpan
  var first = gainGradient.mutableSpan
  var second = biasGradient.mutableSpan
  addAndNormaliseBackward(
    sum: sum.span, gain: gain.span, statistics: statistics, outputGradient: dy.span,
    sumGradient: more?.span, into: &target, gainGradient: &first, biasGradient: &second)
  dgain?.gradient = gainGradient
  dbias?.gradient = biasGradient
  return result
}
