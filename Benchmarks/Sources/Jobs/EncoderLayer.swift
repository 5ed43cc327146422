internal import Autograd
internal import Kernels
internal import Layers

/// A layer of the encoder of wav2vec2-base, with the norms after the sums.
struct EncoderLayer: Layer {
  private let attention: MultiHeadAttention
  private let attentionNorm: LayerNorm
  private let feedForward: FeedForward
  private let finalNorm: LayerNorm

  /// The dropout probability in all its places.
  let dropout: Float

  init(dropout: Float) {
    let source = RandomParameters(seed: 1)
    let columns = 768
    self.dropout = dropout
    attention = MultiHeadAttention("attention", columns: columns, heads: 12, from: source)
    attentionNorm = LayerNorm("attention_norm", columns: columns, from: source)
    feedForward = FeedForward(
      "feed_forward", columns: columns, inner: 3_072, activation: .gelu, from: source)
    finalNorm = LayerNorm("final_norm", columns: columns, from: source)
  }

  var parameters: [Parameter] {
    attention.parameters + attentionNorm.parameters + feedForward.parameters + finalNorm.parameters
  }

  func callAsFunction(_ x: Batch, _ pass: ForwardPass) -> Batch {
    let attended = attentionNorm.added(
      attention(x, dropout: dropout, pass), to: x, dropout: dropout, name: "attended", pass
    ).normalised
    return finalNorm.added(
      feedForward(attended, dropout: dropout, pass), to: attended, dropout: dropout, name: "fed",
      pass
    ).normalised
  }
}
