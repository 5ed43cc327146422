public import Kernels
internal import Tensors

/// Returns the convolution of recordings that lie end to end, and the lengths of the results.
///
/// - Parameters:
///   - x: Frames × (bins · channels), the recordings one after the other.
///   - lengths: The number of frames of each recording.
///   - weight: Output channels × input channels × bin taps × time taps.
///   - bias: One for each output channel.
///   - convolution: The sizes.
/// - Returns: Output frames × (output bins · output channels); the frames of each recording are
///   ``Convolution/outputFrames(_:)`` of its length.
public func convolve(
  _ x: Variable, lengths: [Int], weight: Variable, bias: Variable, _ convolution: Convolution
) -> Variable {
  precondition(
    x.shape == [lengths.reduce(0, +), convolution.inputRow]
      && weight.value.count == convolution.weightCount
      && bias.value.count == convolution.outputChannels,
    "The shapes \(x.shape), \(weight.shape) and \(bias.shape) do not fit the convolution.")
  let frames = lengths.reduce(0) { $0 + convolution.outputFrames($1) }
  var value = Tensor(uninitialized: [frames, convolution.outputRow])
  var target = value.mutableSpan
  Kernels.convolve(
    x.value.span, weight: weight.value.span, bias: bias.value.span, lengths: lengths,
    convolution, into: &target)
  return Variable(value, from: [x, weight, bias]) { dy in
    var gradients: [Tensor?] = [nil, nil, nil]
    if x.isTracked {
      var dx = Tensor(zeros: x.shape)
      var target = dx.mutableSpan
      convolveBackwardInput(
        dy.span, weight: weight.value.span, lengths: lengths, convolution, into: &target)
      gradients[0] = dx
    }
    if weight.isTracked {
      var dw = Tensor(zeros: weight.shape)
      var target = dw.mutableSpan
      convolveBackwardWeight(x.value.span, dy.span, lengths: lengths, convolution, into: &target)
      gradients[1] = dw
    }
    if bias.isTracked { gradients[2] = columnSums(dy, shape: bias.shape) }
    return gradients
  }
}
