public import Autograd
internal import Kernels

/// Attention with several heads.
///
/// A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2. Rows look at rows of their
/// own sequence (self-attention), of another one (cross-attention), or at keys and values that were
/// computed before and are kept.
public struct MultiHeadAttention: Layer {
  /// The number of heads.
  public let heads: Int
  private let name: String
  private let key: Linear
  private let value: Linear
  private let query: Linear
  private let output: Linear
  private let headSize: Int

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - columns: The length of a row, a multiple of `heads`.
  ///   - heads: The number of heads.
  ///   - initial: How the weights are drawn if they are new.
  ///   - hasKeyBias: Whether something is added to the keys; Whisper has no bias there.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, columns: Int, heads: Int, initial: InitialValue? = nil, hasKeyBias: Bool = true,
    from source: any ParameterSource
  ) {
    precondition(
      heads > 0 && columns.isMultiple(of: heads), "\(heads) heads do not share \(columns) columns.")
    func projection(_ part: String, hasBias: Bool = true) -> Linear {
      Linear(
        "\(name).\(part)", inputs: columns, outputs: columns, initial: initial, hasBias: hasBias,
        from: source)
    }
    self.name = name
    self.heads = heads
    headSize = columns / heads
    key = projection("k_proj", hasBias: hasKeyBias)
    value = projection("v_proj")
    query = projection("q_proj")
    output = projection("out_proj")
  }

  /// The weights and biases of keys, values, queries and output.
  public var parameters: [Parameter] {
    key.parameters + value.parameters + query.parameters + output.parameters
  }

  /// Applies self-attention: rows look at rows of their own sequence.
  ///
  /// - Parameters:
  ///   - x: Rows × columns.
  ///   - isCausal: Whether a row sees no row that follows it.
  ///   - dropout: The dropout probability of the weights of rows.
  ///   - pass: How the model is run.
  /// - Returns: Rows × columns.
  public func callAsFunction(
    _ x: Batch, isCausal: Bool = false, dropout: Float, _ pass: ForwardPass
  ) -> Batch {
    let memory = keysAndValues(x.rows, pass)
    return self(x, memory, of: x.places, isCausal: isCausal, dropout: dropout, pass)
  }

  /// The keys and values of rows that other rows are to look at: rows × columns each.
  public func keysAndValues(_ x: Variable, _ pass: ForwardPass) -> (
    keys: Variable, values: Variable
  ) {
    (key(x, pass), value(x, pass))
  }

  /// Lets rows look at keys and values that there are.
  ///
  /// - Parameters:
  ///   - x: Rows × columns.
  ///   - memory: What ``keysAndValues(_:_:)`` made of the rows that are looked at.
  ///   - rows: Which of those each sequence looks at.
  ///   - isCausal: Whether the last row of a sequence sees all of them, the one before it all but the
  ///     last, and so on.
  ///   - dropout: The dropout probability of the weights of rows.
  ///   - pass: How the model is run.
  /// - Returns: Rows × columns.
  public func callAsFunction(
    _ x: Batch, _ memory: (keys: Variable, values: Variable), of rows: [Range<Int>],
    isCausal: Bool = false, dropout: Float, _ pass: ForwardPass
  ) -> Batch {
    let shape = AttentionShape(
      lengths: x.lengths, keys: rows, isCausal: isCausal, heads: heads, headSize: headSize)
    return x.map {
      let gathered = attention(
        query($0, pass), memory.keys, memory.values, shape: shape,
        dropout: pass.dropout(dropout, name: name, of: x))
      return output(gathered, pass)
    }
  }
}
