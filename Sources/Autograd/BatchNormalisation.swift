internal import Kernels
internal import Tensors

/// The running statistics of a batch normalisation, which training updates and use reads.
///
/// They are saved with a model as its parameters are, under their own names, but no gradient ever
/// changes them.
public struct RunningStatistics {
  /// The mean of each channel; `running_mean` in a checkpoint.
  public let mean: Parameter
  /// The variance of each channel; `running_var` in a checkpoint.
  public let variance: Parameter

  /// Names the two, which from now on are not trainable.
  public init(mean: Parameter, variance: Parameter) {
    precondition(
      mean.value.shape == variance.value.shape, "A variance for each mean: \(mean.value.shape).")
    self.mean = mean
    self.variance = variance
    mean.isTrainable = false
    variance.isTrainable = false
  }

  /// Moves the statistics towards those of a batch of `rows` rows, whose variance becomes the
  /// unbiased one; a single row has none and changes nothing.
  func update(with batch: ChannelStatistics, rows: Int, momentum: Float) {
    guard rows > 1 else { return }
    let factor = momentum * Float(rows) / Float(rows - 1)
    mean.value = moved(mean.value, to: batch.means, keep: 1 - momentum, take: momentum)
    variance.value = moved(variance.value, to: batch.variances, keep: 1 - momentum, take: factor)
  }

  private func moved(_ old: Tensor, to new: Storage, keep: Float, take: Float) -> Tensor {
    let (before, now) = (old.elements, elements(new.span(0..<new.count)))
    return Tensor(zip(before, now).map { keep * $0 + take * $1 }, shape: old.shape)
  }
}

/// Returns every channel brought to zero mean and unit variance, then scaled and shifted.
///
/// In use the running statistics say what mean and variance are, so that a batch gives each
/// recording the numbers that it has alone. In training they are measured over all rows of the
/// batch, and the running statistics follow (S. Ioffe and C. Szegedy, "Batch Normalization", 2015).
///
/// - Parameters:
///   - x: Rows × channels.
///   - gain: The factor of each channel.
///   - bias: The shift of each channel.
///   - statistics: The running statistics; updated in training.
///   - isTraining: Whether to measure the batch.
///   - momentum: How far the running statistics move; PyTorch's default.
///   - epsilon: What keeps the root from zero; PyTorch's default.
/// - Returns: A tensor of the shape of `x`.
public func batchNorm(
  _ x: Variable, gain: Variable, bias: Variable, statistics: RunningStatistics, isTraining: Bool,
  momentum: Float = 0.1, epsilon: Float = 1e-5
) -> Variable {
  let (rows, channels) = (x.value.rowCount, x.value.rowLength)
  precondition(
    gain.value.count == channels && bias.value.count == channels
      && statistics.mean.value.count == channels,
    "A gain of \(gain.shape) does not fit \(x.shape).")
  // A batch without rows has no statistics.
  guard isTraining, rows > 0 else {
    let (mean, variance) = (statistics.mean.value, statistics.variance.value)
    let given = ChannelStatistics(means: mean.span, variances: variance.span, epsilon: epsilon)
    return channelNorm(x, lengths: [rows], given, areConstant: true, gain: gain, bias: bias, nil)
  }
  let measured = ChannelStatistics(
    measuring: x.value.span, lengths: [rows], channels: channels, epsilon: epsilon)
  statistics.update(with: measured, rows: rows, momentum: momentum)
  return channelNorm(x, lengths: [rows], measured, areConstant: false, gain: gain, bias: bias, nil)
}
