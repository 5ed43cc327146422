public import Autograd
internal import Tensors

/// A matrix product with a bias: `x · weightᵀ + bias`.
public struct Linear: Layer {
  /// Outputs × inputs.
  public let weight: Parameter
  /// One for each output.
  public let bias: Parameter

  /// Makes a layer with random weights.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - inputs: The length of an input row.
  ///   - outputs: The length of an output row.
  ///   - seed: The root seed.
  public init(_ name: String, inputs: Int, outputs: Int, seed: UInt64) {
    weight = drawn("\(name).weight", [outputs, inputs], fanIn: inputs, seed: seed)
    bias = drawn("\(name).bias", [outputs], fanIn: inputs, seed: seed)
  }

  /// The weight and the bias.
  public var parameters: [Parameter] { [weight, bias] }

  /// Applies the layer to every row of `x`.
  public func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
    linear(x, weight: pass(weight), bias: pass(bias))
  }
}
