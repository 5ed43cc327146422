internal import Autograd
internal import Layers

/// A layer of a decoder: self-attention to the tokens before, attention to the encoder's rows, and a
/// feed-forward part.
struct AttentionDecoderLayer: Layer {
  private let name: String
  private let sizes: TransformerSizes
  private let attention: MultiHeadAttention
  private let norm: LayerNorm
  private let crossAttention: MultiHeadAttention
  private let crossNorm: LayerNorm
  private let feedForward: FeedForward
  private let finalNorm: LayerNorm

  init(_ name: String, _ sizes: TransformerSizes, from source: any ParameterSource) {
    (self.name, self.sizes) = (name, sizes)
    attention = sizes.attention("\(name).self_attn", from: source)
    norm = sizes.norm("\(name).self_attn_layer_norm", from: source)
    crossAttention = sizes.attention("\(name).encoder_attn", from: source)
    crossNorm = sizes.norm("\(name).encoder_attn_layer_norm", from: source)
    feedForward = sizes.feedForward(name, from: source)
    finalNorm = sizes.norm("\(name).final_layer_norm", from: source)
  }

  var parameters: [Parameter] {
    attention.parameters + norm.parameters + crossAttention.parameters + crossNorm.parameters
      + feedForward.parameters + finalNorm.parameters
  }

  /// Applies the layer to texts as they are.
  ///
  /// - Parameters:
  ///   - x: Tokens × columns.
  ///   - encoded: The encoder's rows for each text.
  ///   - pass: How the model is run.
  /// - Returns: Tokens × columns.
  func callAsFunction(_ x: Batch, lookingAt encoded: Batch, _ pass: ForwardPass) -> Batch {
    apply(x, pass) { own in
      attention(own, isCausal: true, dropout: sizes.attentionDropout, pass)
    } heard: { asking in
      crossAttention(
        asking, crossAttention.keysAndValues(encoded.rows, pass), of: encoded.places,
        dropout: sizes.attentionDropout, pass)
    }
  }

  /// The keys and values of the encoder's rows: rows × columns each.
  func memory(of encoded: Batch) -> (keys: Variable, values: Variable) {
    crossAttention.keysAndValues(encoded.rows, .inference)
  }

  /// Goes on by some tokens of each text.
  ///
  /// - Parameters:
  ///   - x: New tokens × columns.
  ///   - cache: The keys and values of the tokens before; those of the new ones are added.
  ///   - memory: What ``memory(of:)`` gave.
  ///   - sources: Which of its rows each text looks at.
  /// - Returns: New tokens × columns.
  func step(
    _ x: Batch, _ cache: inout KeyValueCache, _ memory: (keys: Variable, values: Variable),
    of sources: [Range<Int>]
  ) -> Batch {
    apply(x, .inference) { own in
      let new = attention.keysAndValues(own.rows, .inference)
      cache.append(keys: new.keys.value, values: new.values.value, counts: own.lengths)
      return attention(
        own, (Variable(cache.keys), Variable(cache.values)), of: cache.ranges, isCausal: true,
        dropout: 0, .inference)
    } heard: { asking in
      crossAttention(asking, memory, of: sources, dropout: 0, .inference)
    }
  }

  /// Puts the parts together, however they find their keys and values.
  private func apply(
    _ x: Batch, _ pass: ForwardPass, own: (Batch) -> Batch, heard: (Batch) -> Batch
  ) -> Batch {
    let first = crossNorm.added(
      own(x.map { norm($0, pass) }), to: x, dropout: sizes.dropout, name: "\(name).self_attn",
      pass)
    let second = finalNorm.added(
      heard(first.normalised), to: first.sum, dropout: sizes.dropout,
      name: "\(name).encoder_attn", pass)
    return fed(second, feedForward, name: name, sizes, pass)
  }
}
