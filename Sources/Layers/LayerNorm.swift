public import Autograd
public import Kernels

/// Every row brought to zero mean and unit variance, each column then scaled and shifted.
///
/// It treats a frame by itself, so a batch gives each recording the numbers that it has alone.
public struct LayerNorm: Layer {
  /// The factor of each column; 1 at first.
  public let weight: Parameter
  /// The shift of each column; 0 at first.
  public let bias: Parameter
  /// What keeps the root of the variance from zero.
  public let epsilon: Float

  /// Makes a layer for rows of `columns` numbers.
  public init(
    _ name: String, columns: Int, epsilon: Float = 1e-5, from source: any ParameterSource
  ) {
    weight = source.parameter("\(name).weight", [columns], .ones)
    bias = source.parameter("\(name).bias", [columns], .zeros)
    self.epsilon = epsilon
  }

  /// The weight and the bias.
  public var parameters: [Parameter] { [weight, bias] }

  /// Applies the layer to every row of `x`, and then a non-linearity, if one is given.
  public func callAsFunction(
    _ x: Variable, _ pass: ForwardPass, activation: Activation? = nil
  ) -> Variable {
    layerNorm(
      x, gain: pass(weight), bias: pass(bias), epsilon: epsilon, activation: activation)
  }

  /// Applies the layer to every row of `x + residual`.
  ///
  /// - Parameters:
  ///   - x: What was computed.
  ///   - residual: What it is added to, of the same shape.
  ///   - dropout: The dropout probability of `x`, before it is added.
  ///   - name: Where in the model `x` comes from, so that no two places drop alike.
  ///   - pass: How the model is run.
  /// - Returns: The sum as it is, and normalised.
  public func added(
    _ x: Batch, to residual: Batch, dropout: Float = 0, name: String = "", _ pass: ForwardPass
  ) -> (sum: Batch, normalised: Batch) {
    let (sum, normalised) = addNormalised(
      x.rows, residual.rows, gain: pass(weight), bias: pass(bias), epsilon: epsilon,
      dropout: pass.dropout(dropout, name: name, of: x))
    return (x.with(sum), x.with(normalised))
  }
}
