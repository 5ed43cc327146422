public import Autograd
internal import Tensors

/// How a parameter is drawn that no checkpoint gives a value.
public enum InitialValue: Sendable, Equatable {
  /// All 0.
  case zeros
  /// All 1.
  case ones
  /// All one number.
  case constant(Float)
  /// Even between ± a bound.
  case uniform(within: Float)
  /// Even between 0 and 1.
  case unitUniform
  /// Normal around 0 with a standard deviation.
  case normal(deviation: Float)
  /// Even between ± 1/√n where every output adds up n numbers, as PyTorch draws linear layers.
  case fanIn(Int)
}

/// Where the first values of a model's parameters come from: chance, or a checkpoint.
public protocol ParameterSource {
  /// Makes a parameter of a model.
  ///
  /// - Parameters:
  ///   - name: Its name in a checkpoint.
  ///   - shape: The shape that the model wants.
  ///   - initial: How it is drawn where the source has no value.
  /// - Returns: The parameter, of that name and shape.
  func parameter(_ name: String, _ shape: [Int], _ initial: InitialValue) -> Parameter
}

/// Parameters drawn at random, each from a stream that its name and the seed name.
public struct RandomParameters: ParameterSource {
  private let seed: UInt64

  /// Draws from the streams of `seed`.
  public init(seed: UInt64) {
    self.seed = seed
  }

  /// Draws a parameter.
  public func parameter(_ name: String, _ shape: [Int], _ initial: InitialValue) -> Parameter {
    var stream = RandomStream(seed: seed, purpose: "initial \(name)")
    let value =
      switch initial {
      case .zeros: Tensor(zeros: shape)
      case .ones: Tensor(repeating: 1, shape: shape)
      case .constant(let number): Tensor(repeating: number, shape: shape)
      case .uniform(let bound): Tensor(uniformWithin: bound, shape: shape, from: &stream)
      case .unitUniform:
        Tensor((0..<shape.reduce(1, *)).map { _ in stream.uniform() }, shape: shape)
      case .normal(let deviation):
        Tensor(normalWithDeviation: deviation, shape: shape, from: &stream)
      case .fanIn(let count):
        Tensor(
          uniformWithin: 1 / Float(max(count, 1)).squareRoot(), shape: shape, from: &stream)
      }
    return Parameter(name, value)
  }
}
