public import Autograd
public import ExactStrings
internal import Kernels
public import Tensors

/// The optimiser AdamW over a model's parameters.
///
/// Weight decay is decoupled from the gradient, and leaves biases and the gains of norms alone, as
/// the field does; which parameters those are, their names tell.
public final class AdamW {
  /// The decay of the running mean of gradients.
  public let beta1: Double
  /// The decay of the running mean of squared gradients.
  public let beta2: Double
  /// What keeps the quotient finite.
  public let epsilon: Double
  /// The decoupled decay of all parameters but biases and the gains of norms.
  public let weightDecay: Double

  private struct Moments {
    var mean: Tensor
    var squares: Tensor

    mutating func update(_ value: inout Tensor, _ gradient: Tensor, _ step: AdamWStep) {
      Self.update(&value, &mean, &squares, gradient, step)
    }

    private static func update(
      _ value: inout Tensor, _ mean: inout Tensor, _ squares: inout Tensor, _ gradient: Tensor,
      _ step: AdamWStep
    ) {
      var weights = value.mutableSpan
      var means = mean.mutableSpan
      var meanSquares = squares.mutableSpan
      updateByAdamW(
        &weights, mean: &means, squares: &meanSquares, gradient: gradient.span, step: step)
    }
  }

  private let parameters: [Parameter]
  private let rateFactors: [Double]
  private var moments: [Moments?]
  private var updates = 0

  /// Makes an optimiser that has seen no gradient.
  ///
  /// - Parameters:
  ///   - parameters: What it updates.
  ///   - beta1: The decay of the running mean of gradients.
  ///   - beta2: The decay of the running mean of squared gradients.
  ///   - epsilon: What keeps the quotient finite.
  ///   - weightDecay: The decoupled decay of all parameters but biases and the gains of norms.
  ///   - rateFactors: What every parameter's learning rate is multiplied by; 1 if not given.
  public init(
    _ parameters: [Parameter], beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, weightDecay: Double = 0, rateFactors: [Double]? = nil
  ) {
    self.parameters = parameters
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.rateFactors = rateFactors ?? parameters.map { _ in 1 }
    precondition(self.rateFactors.count == parameters.count, "Every parameter has a factor.")
    moments = parameters.map { _ in nil }
  }

  /// The length of all gradients taken as one vector.
  public var gradientNorm: Double {
    parameters.reduce(0.0) { $0 + ($1.gradient?.sumOfSquares ?? 0) }.squareRoot()
  }

  /// Updates every parameter that has a gradient, and takes the gradients away.
  ///
  /// - Parameters:
  ///   - learningRate: The rate of this update.
  ///   - gradientScale: The factor of all gradients, for clipping.
  public func update(learningRate: Double, gradientScale: Double = 1) {
    updates += 1
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = parameter.gradient, parameter.isTrainable else { continue }
      let step = AdamWStep(
        learningRate: Float(learningRate * rateFactors[index]), beta1: Float(beta1),
        beta2: Float(beta2),
        epsilon: Float(epsilon),
        weightDecay: parameter.isDecayed ? Float(weightDecay) : 0, number: updates,
        gradientScale: Float(gradientScale))
      if moments[index] == nil {
        let zeros = Tensor(zeros: parameter.value.shape)
        moments[index] = Moments(mean: zeros, squares: zeros)
      }
      moments[index]?.update(&parameter.value, gradient, step)
      parameter.gradient = nil
    }
  }

  /// Takes all gradients away without an update.
  public func discardGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }

  /// The number of updates done, from which the correction of young means follows.
  public var updateCount: Int { updates }

  /// The running means of every parameter that was updated, to be kept with its name.
  public var state: [(name: String, mean: Tensor, squares: Tensor)] {
    zip(parameters, moments).compactMap { parameter, moments in
      moments.map { (parameter.name, $0.mean, $0.squares) }
    }
  }

  /// The shapes of the parameters by their names.
  var shapes: [ExactString: [Int]] {
    Dictionary(parameters.map { (ExactString($0.name), $0.value.shape) }, uniquingKeysWith: { $1 })
  }

  /// Goes on from a state that was kept.
  ///
  /// - Parameters:
  ///   - updates: What ``updateCount`` was.
  ///   - means: The running means and mean squares by the parameters' names; a parameter that has none
  ///     had no update.
  public func restore(updates: Int, _ means: [ExactString: (mean: Tensor, squares: Tensor)]) {
    self.updates = updates
    moments = parameters.map { parameter in
      guard let (mean, squares) = means[parameter.name] else { return nil }
      precondition(
        mean.shape == parameter.value.shape && squares.shape == mean.shape,
        "Running means have the shape of their parameter.")
      return Moments(mean: mean, squares: squares)
    }
  }
}
