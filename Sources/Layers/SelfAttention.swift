public import Autograd

/// Attention with several heads, in which every frame of a recording looks at all of its frames.
///
/// A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2.
public struct SelfAttention: Layer {
  /// The number of heads.
  public let heads: Int
  private let name: String
  private let key: Linear
  private let value: Linear
  private let query: Linear
  private let output: Linear

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - columns: The length of a row, a multiple of `heads`.
  ///   - heads: The number of heads.
  ///   - initial: How the weights are drawn if they are new.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, columns: Int, heads: Int, initial: InitialValue? = nil,
    from source: any ParameterSource
  ) {
    precondition(
      heads > 0 && columns.isMultiple(of: heads), "\(heads) heads do not share \(columns) columns.")
    func projection(_ part: String) -> Linear {
      Linear(
        "\(name).\(part)", inputs: columns, outputs: columns, initial: initial, from: source)
    }
    self.name = name
    self.heads = heads
    key = projection("k_proj")
    value = projection("v_proj")
    query = projection("q_proj")
    output = projection("out_proj")
  }

  /// The weights and biases of keys, values, queries and output.
  public var parameters: [Parameter] {
    key.parameters + value.parameters + query.parameters + output.parameters
  }

  /// Applies the layer to recordings that lie end to end.
  ///
  /// - Parameters:
  ///   - x: Frames × columns.
  ///   - lengths: The number of frames of each recording.
  ///   - dropout: The share of the weights of frames that is dropped while training.
  ///   - pass: How the model is run.
  /// - Returns: A variable of the shape of `x`.
  public func callAsFunction(
    _ x: Variable, lengths: [Int], dropout: Float, _ pass: ForwardPass
  ) -> Variable {
    let heard = attention(
      query(x, pass), key(x, pass), value(x, pass), lengths: lengths, heads: heads,
      dropout: pass.dropout(dropout, name: name))
    return output(heard, pass)
  }
}
