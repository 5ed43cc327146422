public import Kernels
internal import Tensors

/// Returns the convolution over time of recordings that lie end to end, and the lengths of the
/// results.
///
/// - Parameters:
///   - x: Frames × inputs, the recordings one after the other.
///   - lengths: The number of frames of each recording.
///   - weight: Outputs × inputs × taps, as PyTorch stores it.
///   - bias: One for each output, or `nil` for none.
///   - stride: How many frames lie between two windows.
///   - padding: How many zeros stand before the first and after the last frame of each recording.
///   - activation: A non-linearity of the result, or `nil` for none.
/// - Returns: Output frames × outputs, and the number of output frames of each recording:
///   ⌊(frames + 2·padding - taps) / stride⌋ + 1, or 0 for one shorter than a window.
public func convolveTime(
  _ x: Variable, lengths: [Int], weight: Variable, bias: Variable?, stride: Int, padding: Int = 0,
  activation: Activation? = nil
) -> (Variable, lengths: [Int]) {
  precondition(
    weight.shape.count == 3 && x.shape == [lengths.reduce(0, +), weight.shape[1]]
      && (bias.map { $0.value.count == weight.shape[0] } ?? true),
    "The shapes \(x.shape) and \(weight.shape) do not fit a convolution over time.")
  let convolution = TimeConvolution(
    inputs: weight.shape[1], outputs: weight.shape[0], kernel: weight.shape[2], stride: stride,
    padding: padding)
  let outputLengths = lengths.map { convolution.outputFrames($0) }
  let operation = FusedOperation(from: [x, weight] + (bias.map { [$0] } ?? []), activation)
  let shape = [outputLengths.reduce(0, +), convolution.outputs]
  let added = bias?.value ?? Tensor([])
  let y = operation.result(shape: shape) { y, kept in
    Kernels.convolveTime(
      x.value.span, weight: weight.value.span, bias: added.span,
      lengths: lengths, convolution, activation: activation, into: &y, keeping: &kept)
  } backward: { dy in
    let (dx, dw) = convolutionGradients(x, weight, lengths, convolution, dy)
    let dbias = bias.flatMap { $0.isTracked ? columnSums(dy, shape: $0.shape) : nil }
    return [dx, dw, dbias]
  }
  return (y, outputLengths)
}

/// Returns the gradients of a convolution's input and weight, of each if it is wanted.
func convolutionGradients(
  _ x: Variable, _ weight: Variable, _ lengths: [Int], _ convolution: TimeConvolution, _ dy: Tensor
) -> (Tensor?, Tensor?) {
  var (dx, dw): (Tensor?, Tensor?)
  if x.isTracked {
    dx = Tensor(uninitialized: x.shape).filled { target in
      convolveTimeBackwardInput(
        dy.span, weight: weight.value.span, lengths: lengths, convolution, into: &target)
    }
  }
  if weight.isTracked {
    dw = Tensor(zeros: weight.shape).filled { target in
      convolveTimeBackwardWeight(
        x.value.span, dy.span, lengths: lengths, convolution, into: &target)
    }
  }
  return (dx, dw)
}
