public import Autograd
public import Kernels

/// Two linear layers with a non-linearity between them.
public struct FeedForward: Layer {
  private let name: String
  private let activation: Activation
  private let inner: Linear
  private let outer: Linear

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - columns: The length of a row.
  ///   - inner: The length of a row between the two layers.
  ///   - activation: The non-linearity.
  ///   - initial: How the weights are drawn if they are new.
  ///   - parts: What its two layers are called; the names of wav2vec 2.0 if not given.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, columns: Int, inner: Int, activation: Activation,
    initial: InitialValue? = nil,
    parts: (inner: String, outer: String) = ("intermediate_dense", "output_dense"),
    from source: any ParameterSource
  ) {
    self.name = name
    self.activation = activation
    self.inner = Linear(
      "\(name).\(parts.inner)", inputs: columns, outputs: inner, initial: initial, from: source)
    outer = Linear(
      "\(name).\(parts.outer)", inputs: inner, outputs: columns, initial: initial, from: source)
  }

  /// The weights and biases of the first, then of the second layer.
  public var parameters: [Parameter] { inner.parameters + outer.parameters }

  /// Applies the layer to every row of `x`.
  ///
  /// - Parameters:
  ///   - x: Rows × columns.
  ///   - dropout: The dropout probability of the numbers between the two layers.
  ///   - pass: How the model is run.
  /// - Returns: Rows × columns.
  public func callAsFunction(_ x: Batch, dropout: Float, _ pass: ForwardPass) -> Batch {
    x.map {
      feedForward(
        $0, weight: pass(inner.weight), bias: pass(inner.bias), activation: activation,
        outputWeight: pass(outer.weight), outputBias: pass(outer.bias),
        dropout: pass.dropout(dropout, name: name, of: x))
    }
  }
}
