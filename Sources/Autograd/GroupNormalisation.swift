public import Kernels
internal import Tensors

/// Returns every channel of every recording at zero mean and unit variance over the recording's own
/// frames, then scaled and shifted.
///
/// This is PyTorch's `GroupNorm` with a group for each channel, over each recording alone.
///
/// - Parameters:
///   - x: Frames × channels, the recordings one after the other.
///   - lengths: The number of frames of each recording.
///   - gain: The factor of each channel.
///   - bias: The shift of each channel.
///   - epsilon: What keeps the root from zero; PyTorch's default.
///   - activation: A non-linearity of the result, or `nil` for none.
/// - Returns: A tensor of the shape of `x`.
public func groupNorm(
  _ x: Variable, lengths: [Int], gain: Variable, bias: Variable, epsilon: Float = 1e-5,
  activation: Activation? = nil
) -> Variable {
  precondition(
    x.value.rowCount == lengths.reduce(0, +) && gain.value.count == x.value.rowLength
      && bias.shape == gain.shape,
    "A gain of \(gain.shape) does not fit \(x.shape) and the lengths \(lengths).")
  let statistics = ChannelStatistics(
    measuring: x.value.span, lengths: lengths, channels: gain.value.count, epsilon: epsilon)
  return channelNorm(
    x, lengths: lengths, statistics, areConstant: false, gain: gain, bias: bias, activation)
}

/// Returns the channels normalised by statistics that were measured, or are given.
func channelNorm(
  _ x: Variable, lengths: [Int], _ statistics: ChannelStatistics, areConstant: Bool,
  gain: Variable, bias: Variable, _ activation: Activation?
) -> Variable {
  let value = x.value.mapped {
    normaliseChannels(
      $0, lengths: lengths, statistics: statistics, gain: gain.value.span, bias: bias.value.span,
      activation: activation, into: &$1)
  }
  return Variable(value, from: [x, gain, bias]) { dy in
    var dx = Tensor(uninitialized: x.shape)
    var dgain = Tensor(zeros: gain.shape)
    var dbias = Tensor(zeros: bias.shape)
    var first = dx.mutableSpan
    var second = dgain.mutableSpan
    var third = dbias.mutableSpan
    normaliseChannelsBackward(
      x.value.span, lengths: lengths, statistics: statistics, gain: gain.value.span,
      bias: bias.value.span, activation: activation, outputGradient: dy.span,
      areConstant: areConstant, into: &first, gainGradient: &second, biasGradient: &third)
    return [dx, dgain, dbias]
  }
}
