internal import Kernels
internal import Tensors

/// Returns a convolution's weight whose every tap has a length of its own: `gain · v / ‖v‖`.
///
/// This is PyTorch's `weight_norm` with `dim=2`: the norm of a tap is taken over all outputs and
/// inputs.
///
/// - Parameters:
///   - gain: 1 × 1 × taps.
///   - direction: Outputs × inputs × taps.
/// - Returns: A tensor of the shape of `direction`.
public func weightNormalised(gain: Variable, direction: Variable) -> Variable {
  precondition(
    direction.shape.count == 3 && gain.value.count == direction.shape[2],
    "A gain of \(gain.shape) does not fit \(direction.shape).")
  var value = Tensor(uninitialized: direction.shape)
  var target = value.mutableSpan
  let inverses = normaliseWeight(direction.value.span, gain: gain.value.span, into: &target)
  return Variable(value, from: [gain, direction]) { dw in
    var dgain = Tensor(uninitialized: gain.shape)
    var ddirection = Tensor(uninitialized: direction.shape)
    var first = dgain.mutableSpan
    var second = ddirection.mutableSpan
    normaliseWeightBackward(
      direction.value.span, gain: gain.value.span, inverses: inverses, outputGradient: dw.span,
      gainGradient: &first, directionGradient: &second)
    return [dgain, ddirection]
  }
}
