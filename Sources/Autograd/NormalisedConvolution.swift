public import Kernels
internal import Tensors

/// The weights of a convolution over time.
public struct TimeConvolutionWeights {
  /// Outputs × inputs × taps.
  public let weight: Variable
  /// One for each output, or `nil` for none.
  public let bias: Variable?
  /// How many frames lie between two windows.
  public let stride: Int

  /// Names the weights of a convolution.
  public init(weight: Variable, bias: Variable?, stride: Int) {
    self.weight = weight
    self.bias = bias
    self.stride = stride
  }

  var variables: [Variable] { [weight] + (bias.map { [$0] } ?? []) }

  var sizes: TimeConvolution {
    TimeConvolution(
      inputs: weight.shape[1], outputs: weight.shape[0], kernel: weight.shape[2], stride: stride)
  }
}

/// Returns a convolution over time whose channels are brought to zero mean and unit variance over
/// each recording, and the lengths of the results: ``convolveTime(_:lengths:weight:bias:stride:padding:activation:)``,
/// then ``groupNorm(_:lengths:gain:bias:epsilon:activation:)``.
///
/// Of a convolution of samples, what the norm needs is known before it is computed, so that it is
/// computed once and kept nowhere; the way back computes it again.
///
/// - Parameters:
///   - x: Frames × inputs, the recordings one after the other.
///   - lengths: The number of frames of each recording.
///   - weights: The convolution's weights.
///   - gain: The factor of each normalised channel.
///   - shift: What is added to each.
///   - epsilon: What keeps the root from zero.
///   - activation: A non-linearity of the result, or `nil` for none.
/// - Returns: Output frames × outputs, and the number of output frames of each recording.
public func convolveNormalised(
  _ x: Variable, lengths: [Int], _ weights: TimeConvolutionWeights, gain: Variable,
  shift: Variable, epsilon: Float = 1e-5, activation: Activation? = nil
) -> (Variable, lengths: [Int]) {
  let sizes = weights.sizes
  guard isNarrow(sizes) else {
    let (y, outputs) = convolveTime(
      x, lengths: lengths, weight: weights.weight, bias: weights.bias, stride: weights.stride)
    return (
      groupNorm(
        y, lengths: outputs, gain: gain, bias: shift, epsilon: epsilon, activation: activation),
      outputs
    )
  }
  let outputs = lengths.map { sizes.outputFrames($0) }
  var value = Tensor(uninitialized: [outputs.reduce(0, +), sizes.outputs])
  let bias = weights.bias?.value ?? Tensor([])
  var target = value.mutableSpan
  let statistics = Kernels.convolveNormalised(
    x.value.span, weight: weights.weight.value.span, bias: bias.span, lengths: lengths, sizes,
    gain: gain.value.span, shift: shift.value.span,
    norm: FollowingNorm(epsilon: epsilon, activation: activation), into: &target)
  let y = Variable(value, from: [x, gain, shift] + weights.variables) { dy in
    gradients(x, lengths, weights, gain, shift, statistics, activation, dy)
  }
  return (y, outputs)
}

/// Returns ``convolveNormalised(_:lengths:_:gain:shift:epsilon:activation:)`` and then a second
/// convolution of its results with a non-linearity of its own.
///
/// Where no gradient is wanted, the first one's results exist only a few frames at a time: those of
/// Wav2Vec2 would be 6 MB for each second of sound.
///
/// - Parameters:
///   - x: Frames × inputs, the recordings one after the other.
///   - lengths: The number of frames of each recording.
///   - weights: The first convolution's weights.
///   - gain: The factor of each normalised channel.
///   - shift: What is added to each.
///   - epsilon: What keeps the root from zero.
///   - activation: A non-linearity of the normalised channels and of the second convolution.
///   - second: The second convolution's weights.
/// - Returns: The second convolution's frames × outputs, and their number for each recording.
public func convolveNormalised(
  _ x: Variable, lengths: [Int], _ weights: TimeConvolutionWeights, gain: Variable,
  shift: Variable, epsilon: Float = 1e-5, activation: Activation? = nil,
  then second: TimeConvolutionWeights
) -> (Variable, lengths: [Int]) {
  let (first, next) = (weights.sizes, second.sizes)
  let variables = [x, gain, shift] + weights.variables + second.variables
  guard isNarrow(first), !variables.contains(where: \.isTracked) else {
    let (middle, lengths) = convolveNormalised(
      x, lengths: lengths, weights, gain: gain, shift: shift, epsilon: epsilon,
      activation: activation)
    return convolveTime(
      middle, lengths: lengths, weight: second.weight, bias: second.bias, stride: second.stride,
      activation: activation)
  }
  let outputs = lengths.map { next.outputFrames(first.outputFrames($0)) }
  var value = Tensor(uninitialized: [outputs.reduce(0, +), next.outputs])
  let (bias, secondBias) = (weights.bias?.value ?? Tensor([]), second.bias?.value ?? Tensor([]))
  var target = value.mutableSpan
  convolveNormalisedTwice(
    x.value.span, weight: weights.weight.value.span, bias: bias.span, lengths: lengths, first,
    gain: gain.value.span, shift: shift.value.span,
    norm: FollowingNorm(epsilon: epsilon, activation: activation),
    secondWeight: second.weight.value.span, secondBias: secondBias.span, next,
    activation: activation, into: &target)
  return (Variable(value), outputs)
}

/// Computes the convolution again, and from its norm's gradients those of the inputs.
private func gradients(
  _ x: Variable, _ lengths: [Int], _ weights: TimeConvolutionWeights, _ gain: Variable,
  _ shift: Variable, _ statistics: ChannelStatistics, _ activation: Activation?, _ dy: Tensor
) -> [Tensor?] {
  let sizes = weights.sizes
  let (again, outputs) = convolveTime(
    Variable(x.value), lengths: lengths, weight: Variable(weights.weight.value),
    bias: weights.bias.map { Variable($0.value) }, stride: weights.stride)
  var dz = Tensor(uninitialized: dy.shape)
  var dgain = Tensor(zeros: gain.shape)
  var dshift = Tensor(zeros: shift.shape)
  var first = dz.mutableSpan
  var second = dgain.mutableSpan
  var third = dshift.mutableSpan
  normaliseChannelsBackward(
    again.value.span, lengths: outputs, statistics: statistics, gain: gain.value.span,
    bias: shift.value.span, activation: activation, outputGradient: dy.span, into: &first,
    gainGradient: &second, biasGradient: &third)
  let (dx, dw) = convolutionGradients(x, weights.weight, lengths, sizes, dz)
  return [dx, dgain, dshift, dw] + (weights.bias.map { [columnSums(dz, shape: $0.shape)] } ?? [])
}
