public import Autograd
internal import Tensors

/// Every column brought to zero mean and unit variance over the frames of a batch, then scaled and
/// shifted.
///
/// Only training looks at the batch; inference uses the running mean and variance that training
/// gathered, so that there a recording has the numbers that it has alone. S. Ioffe and C. Szegedy,
/// "Batch Normalization", ICML 2015.
public struct BatchNorm: Layer {
  /// The share of the newest batch in the running mean and variance.
  public static let momentum: Float = 0.1

  /// The factor of each column; 1 at first.
  public let weight: Parameter
  /// The shift of each column; 0 at first.
  public let bias: Parameter
  private let mean: Parameter
  private let variance: Parameter
  private let batches: Parameter

  /// Makes a layer for rows of `columns` numbers.
  public init(_ name: String, columns: Int, from source: any ParameterSource) {
    weight = source.parameter("\(name).weight", [columns], .ones)
    bias = source.parameter("\(name).bias", [columns], .zeros)
    mean = source.parameter("\(name).running_mean", [columns], .zeros)
    variance = source.parameter("\(name).running_var", [columns], .ones)
    batches = source.parameter("\(name).num_batches_tracked", [], .zeros)
    for gathered in [mean, variance, batches] { gathered.isTrainable = false }
  }

  /// The weight and the bias, and what is gathered rather than trained.
  public var parameters: [Parameter] { [weight, bias, mean, variance, batches] }

  /// Applies the layer to every row of `x`.
  public func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
    guard pass.isTraining else {
      return batchNorm(
        x, gain: pass(weight), bias: pass(bias), mean: mean.value, variance: variance.value)
    }
    let (y, newMean, newVariance) = batchNorm(x, gain: pass(weight), bias: pass(bias))
    let rows = Float(x.value.rowCount)
    gather(newMean, into: mean)
    // The running variance is an estimate from a sample, the batch's own is not.
    gather(newVariance, into: variance, factor: rows / max(rows - 1, 1))
    batches.value = Tensor([(batches.value.scalar ?? 0) + 1], shape: [])
    return y
  }

  private func gather(_ value: Tensor, into running: Parameter, factor: Float = 1) {
    running.value.scale(by: 1 - Self.momentum)
    running.value.add(value, scale: Self.momentum * factor)
  }
}
