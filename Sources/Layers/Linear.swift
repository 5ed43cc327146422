public import Autograd
public import Kernels
internal import Tensors

/// A matrix product with a bias: `x · weightᵀ + bias`.
public struct Linear: Layer {
  /// Outputs × inputs.
  public let weight: Parameter
  /// One for each output; zeros that nothing trains where the layer has none.
  public let bias: Parameter
  private let hasBias: Bool

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - inputs: The length of an input row.
  ///   - outputs: The length of an output row.
  ///   - initial: How the weight is drawn if it is new, the bias then being 0; `nil` draws both as
  ///     PyTorch does.
  ///   - hasBias: Whether something is added to the product.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, inputs: Int, outputs: Int, initial: InitialValue? = nil, hasBias: Bool = true,
    from source: any ParameterSource
  ) {
    self.hasBias = hasBias
    weight = source.parameter("\(name).weight", [outputs, inputs], initial ?? .fanIn(inputs))
    if hasBias {
      bias = source.parameter(
        "\(name).bias", [outputs], initial == nil ? .fanIn(inputs) : .zeros)
    } else {
      bias = Parameter("\(name).bias", Tensor(zeros: [outputs]))
      bias.isTrainable = false
    }
  }

  /// The weight, and the bias if it has one.
  public var parameters: [Parameter] { hasBias ? [weight, bias] : [weight] }

  /// Applies the layer to every row of `x`, and then `activation` if there is one.
  public func callAsFunction(
    _ x: Variable, _ pass: ForwardPass, activation: Activation? = nil
  ) -> Variable {
    linear(x, weight: pass(weight), bias: pass(bias), activation: activation)
  }
}
