public import Kernels
internal import Tensors

/// Returns every row at zero mean and unit variance, each column then scaled and shifted.
///
/// - Parameters:
///   - x: Rows × columns.
///   - gain: The factor of each column.
///   - bias: The shift of each column.
///   - epsilon: What keeps the root from zero; PyTorch's default.
///   - activation: A non-linearity of the result, or `nil` for none.
/// - Returns: A tensor of the shape of `x`.
public func layerNorm(
  _ x: Variable, gain: Variable, bias: Variable, epsilon: Float = 1e-5,
  activation: Activation? = nil
) -> Variable {
  precondition(
    gain.value.count == x.value.rowLength && bias.shape == gain.shape,
    "A gain of \(gain.shape) does not fit \(x.shape).")
  var value = Tensor(uninitialized: x.shape)
  var target = value.mutableSpan
  let statistics = Kernels.layerNorm(
    x.value.span, gain: gain.value.span, bias: bias.value.span, epsilon: epsilon,
    activation: activation, into: &target)
  return Variable(value, from: [x, gain, bias]) { dy in
    var dx = Tensor(uninitialized: x.shape)
    var dgain = Tensor(zeros: gain.shape)
    var dbias = Tensor(zeros: bias.shape)
    var first = dx.mutableSpan
    var second = dgain.mutableSpan
    var third = dbias.mutableSpan
    layerNormBackward(
      x.value.span, gain: gain.value.span, bias: bias.value.span, statistics: statistics,
      activation: activation, outputGradient: dy.span, into: &first, gainGradient: &second,
      biasGradient: &third)
    return [dx, dgain, dbias]
  }
}
