public import Autograd

/// Every column brought to zero mean and unit variance over the frames of a batch, then scaled and
/// shifted.
///
/// Only training looks at the batch; inference uses the running mean and variance that training
/// gathered, so that there a recording has the numbers that it has alone. S. Ioffe and C. Szegedy,
/// "Batch Normalization", ICML 2015.
public struct BatchNorm: Layer {
  /// The factor of each column; 1 at first.
  public let weight: Parameter
  /// The shift of each column; 0 at first.
  public let bias: Parameter
  private let mean: Parameter
  private let variance: Parameter

  /// Makes a layer for rows of `columns` numbers.
  public init(_ name: String, columns: Int, from source: any ParameterSource) {
    weight = source.parameter("\(name).weight", [columns], .ones)
    bias = source.parameter("\(name).bias", [columns], .zeros)
    mean = source.parameter("\(name).running_mean", [columns], .zeros)
    variance = source.parameter("\(name).running_var", [columns], .ones)
    for gathered in [mean, variance] { gathered.isTrainable = false }
  }

  /// The weight and the bias, and what is gathered rather than trained.
  public var parameters: [Parameter] { [weight, bias, mean, variance] }

  /// Applies the layer to every row of `x`; training moves the running mean and variance.
  public func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
    batchNorm(
      x, gain: pass(weight), bias: pass(bias),
      statistics: RunningStatistics(mean: mean, variance: variance), isTraining: pass.isTraining)
  }
}
