public import Autograd

/// Every column brought to zero mean and unit variance over the frames of a batch, then scaled and
/// shifted.
///
/// Only training looks at the batch; inference uses the running mean and variance that training
/// gathered, so that there a recording has the numbers that it has alone. They move when the optimizer
/// steps (``ForwardPass/batchStatistics``). A norm whose statistics are held uses them in training too.
/// S. Ioffe and C. Szegedy, "Batch Normalization", ICML 2015.
public struct BatchNorm: Layer {
  /// The factor of each column; 1 at first.
  public let weight: Parameter
  /// The shift of each column; 0 at first.
  public let bias: Parameter
  private let statistics: RunningStatistics
  private let momentum: Float
  private let epsilon: Float

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - columns: The length of a row.
  ///   - momentum: How far the running statistics move at each step; PyTorch's default.
  ///   - epsilon: What is added to a variance; PyTorch's default.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, columns: Int, momentum: Float = 0.1, epsilon: Float = 1e-5,
    from source: any ParameterSource
  ) {
    self.momentum = momentum
    self.epsilon = epsilon
    weight = source.parameter("\(name).weight", [columns], .ones)
    bias = source.parameter("\(name).bias", [columns], .zeros)
    statistics = RunningStatistics(
      mean: source.parameter("\(name).running_mean", [columns], .zeros),
      variance: source.parameter("\(name).running_var", [columns], .ones))
  }

  /// The weight and the bias, and what is gathered rather than trained.
  public var parameters: [Parameter] { [weight, bias, statistics.mean, statistics.variance] }

  /// Applies the layer to every row of `x`.
  public func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
    batchNorm(
      x, gain: pass(weight), bias: pass(bias), statistics: statistics,
      isTraining: pass.isTraining && !statistics.mean.isHeld, collector: pass.batchStatistics,
      momentum: momentum, epsilon: epsilon)
  }
}
