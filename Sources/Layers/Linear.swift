public import Autograd
public import Kernels

/// A matrix product with a bias: `x · weightᵀ + bias`.
public struct Linear: Layer {
  /// Outputs × inputs.
  public let weight: Parameter
  /// One for each output.
  public let bias: Parameter

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - inputs: The length of an input row.
  ///   - outputs: The length of an output row.
  ///   - initial: How the weight is drawn if it is new, the bias then being 0; `nil` draws both as
  ///     PyTorch does.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, inputs: Int, outputs: Int, initial: InitialValue? = nil,
    from source: any ParameterSource
  ) {
    weight = source.parameter("\(name).weight", [outputs, inputs], initial ?? .fanIn(inputs))
    bias = source.parameter(
      "\(name).bias", [outputs], initial == nil ? .fanIn(inputs) : .zeros)
  }

  /// The weight and the bias.
  public var parameters: [Parameter] { [weight, bias] }

  /// Applies the layer to every row of `x`, and then `activation` if there is one.
  public func callAsFunction(
    _ x: Variable, _ pass: ForwardPass, activation: Activation? = nil
  ) -> Variable {
    linear(x, weight: pass(weight), bias: pass(bias), activation: activation)
  }
}
