internal import Autograd
internal import Layers

/// The parts of which the layers of an encoder and of a decoder are made: each normalises what it reads,
/// and what it gives is added to that.
///
/// A norm comes first (R. Xiong et al., "On Layer Normalization in the Transformer Architecture",
/// ICML 2020), as in Whisper and Speech2Text, whose names the parameters have.
extension TransformerSizes {
  func attention(_ name: String, from source: any ParameterSource) -> MultiHeadAttention {
    MultiHeadAttention(
      name, columns: columns, heads: heads, initial: initial, hasKeyBias: hasKeyBias, from: source)
  }

  func norm(_ name: String, from source: any ParameterSource) -> LayerNorm {
    LayerNorm(name, columns: columns, from: source)
  }

  func feedForward(_ name: String, from source: any ParameterSource) -> FeedForward {
    FeedForward(
      name, columns: columns, inner: inner, activation: activation, initial: initial,
      parts: ("fc1", "fc2"), from: source)
  }
}

/// The end of a layer: a feed-forward part on rows that are normalised, added to what they were before.
///
/// - Parameters:
///   - rows: What there is, as it is and normalised.
///   - part: The feed-forward part.
///   - name: The layer's name.
///   - sizes: What is dropped.
///   - pass: How the model is run.
/// - Returns: Rows × columns.
func fed(
  _ rows: (sum: Batch, normalised: Batch), _ part: FeedForward, name: String,
  _ sizes: TransformerSizes, _ pass: ForwardPass
) -> Batch {
  let fed = part(rows.normalised, dropout: sizes.activationDropout, pass)
  return pass.dropout(fed, probability: sizes.dropout, name: "\(name).fc2").map {
    add($0, rows.sum.rows)
  }
}
