public import Kernels
internal import Tensors

/// Returns a convolution over time in groups of channels that gives as many frames as it gets: the
/// relative positions of Wav2Vec2.
///
/// Half a kernel of zeros stands before and after each recording; of the frames that an even kernel
/// then gives the last is dropped.
///
/// - Parameters:
///   - x: Frames × channels, the recordings one after the other.
///   - lengths: The number of frames of each recording.
///   - weight: Channels × (channels / groups) × taps, as PyTorch stores it.
///   - bias: One for each channel.
///   - groups: How many groups the channels fall into.
///   - activation: A non-linearity of the result, or `nil` for none.
/// - Returns: A tensor of the shape of `x`.
public func positionalConvolution(
  _ x: Variable, lengths: [Int], weight: Variable, bias: Variable, groups: Int,
  activation: Activation? = nil
) -> Variable {
  let channels = x.value.rowLength
  precondition(
    groups > 0 && channels.isMultiple(of: groups) && weight.shape.count == 3
      && weight.shape.prefix(2) == [channels, channels / groups] && bias.value.count == channels
      && x.value.rowCount == lengths.reduce(0, +),
    "The shapes \(x.shape), \(weight.shape) and \(bias.shape) do not fit \(groups) groups.")
  let convolution = PositionalConvolution(
    channels: channels, groups: groups, kernel: weight.shape[2])
  return FusedOperation(from: [x, weight, bias], activation).result(shape: x.shape) { y, kept in
    convolvePositions(
      x.value.span, weight: weight.value.span, bias: bias.value.span, lengths: lengths,
      convolution, activation: activation, into: &y, keeping: &kept)
  } backward: { dy in
    var (dx, dw): (Tensor?, Tensor?)
    if x.isTracked {
      dx = Tensor(uninitialized: x.shape).filled { target in
        convolvePositionsBackwardInput(
          dy.span, weight: weight.value.span, lengths: lengths, convolution, into: &target)
      }
    }
    if weight.isTracked {
      dw = Tensor(zeros: weight.shape).filled { target in
        convolvePositionsBackwardWeight(
          x.value.span, dy.span, lengths: lengths, convolution, into: &target)
      }
    }
    return [dx, dw, bias.isTracked ? columnSums(dy, shape: bias.shape) : nil]
  }
}
