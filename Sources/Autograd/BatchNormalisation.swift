internal import Kernels
internal import Tensors

/// The running statistics of a batch normalisation, which training gathers and use reads.
///
/// They are saved with a model as its parameters are, under their own names, but no gradient ever
/// changes them: ``BatchStatistics/commit()`` does.
public struct RunningStatistics {
  /// The mean of each channel; `running_mean` in a checkpoint.
  public let mean: Parameter
  /// The variance of each channel; `running_var` in a checkpoint.
  public let variance: Parameter

  /// Names the two, which from now on are statistics.
  public init(mean: Parameter, variance: Parameter) {
    precondition(
      mean.value.shape == variance.value.shape, "A variance for each mean: \(mean.value.shape).")
    self.mean = mean
    self.variance = variance
    for gathered in [mean, variance] {
      gathered.isTrainable = false
      gathered.isStatistic = true
    }
  }
}

/// Returns every channel brought to zero mean and unit variance, then scaled and shifted.
///
/// In use the running statistics say what mean and variance are, so that a batch gives each
/// recording the numbers that it has alone. In training they are measured over all rows of the
/// batch, which `collector` is told (S. Ioffe and C. Szegedy, "Batch Normalization", 2015).
///
/// - Parameters:
///   - x: Rows × channels.
///   - gain: The factor of each channel.
///   - bias: The shift of each channel.
///   - statistics: The running statistics; not changed.
///   - isTraining: Whether to measure the batch.
///   - collector: What keeps the batch's statistics until the optimizer steps; `nil` where they are
///     not wanted, as when a part is computed again.
///   - momentum: How far the running statistics move; PyTorch's default.
///   - epsilon: What keeps the root from zero; PyTorch's default.
/// - Returns: A tensor of the shape of `x`.
public func batchNorm(
  _ x: Variable, gain: Variable, bias: Variable, statistics: RunningStatistics, isTraining: Bool,
  collector: BatchStatistics? = nil, momentum: Float = 0.1, epsilon: Float = 1e-5
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
  collector?.collect(measured, rows: rows, for: statistics, momentum: momentum)
  return channelNorm(x, lengths: [rows], measured, areConstant: false, gain: gain, bias: bias, nil)
}
