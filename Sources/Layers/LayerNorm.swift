public import Autograd

/// Every row brought to zero mean and unit variance, each column then scaled and shifted.
///
/// It treats a frame by itself, so a batch gives each recording the numbers that it has alone.
public struct LayerNorm: Layer {
  /// The factor of each column; 1 at first.
  public let weight: Parameter
  /// The shift of each column; 0 at first.
  public let bias: Parameter

  /// Makes a layer for rows of `columns` numbers.
  public init(_ name: String, columns: Int, from source: any ParameterSource) {
    weight = source.parameter("\(name).weight", [columns], .ones)
    bias = source.parameter("\(name).bias", [columns], .zeros)
  }

  /// The weight and the bias.
  public var parameters: [Parameter] { [weight, bias] }

  /// Applies the layer to every row of `x`.
  public func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
    layerNorm(x, gain: pass(weight), bias: pass(bias))
  }
}
