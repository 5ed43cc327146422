internal import Autograd
internal import Layers

/// A layer of an encoder: self-attention and a feed-forward part.
struct AttentionEncoderLayer: Layer {
  private let name: String
  private let sizes: TransformerSizes
  private let attention: MultiHeadAttention
  private let norm: LayerNorm
  private let feedForward: FeedForward
  private let finalNorm: LayerNorm

  init(_ name: String, _ sizes: TransformerSizes, from source: any ParameterSource) {
    (self.name, self.sizes) = (name, sizes)
    attention = sizes.attention("\(name).self_attn", from: source)
    norm = sizes.norm("\(name).self_attn_layer_norm", from: source)
    feedForward = sizes.feedForward(name, from: source)
    finalNorm = sizes.norm("\(name).final_layer_norm", from: source)
  }

  var parameters: [Parameter] {
    attention.parameters + norm.parameters + feedForward.parameters + finalNorm.parameters
  }

  func callAsFunction(_ x: Batch, _ pass: ForwardPass) -> Batch {
    let attended = attention(
      x.map { norm($0, pass) }, dropout: sizes.attentionDropout, pass)
    let rows = finalNorm.added(
      attended, to: x, dropout: sizes.dropout, name: "\(name).self_attn", pass)
    return fed(rows, feedForward, name: name, sizes, pass)
  }
}
