internal import Autograd
internal import Kernels
internal import Layers

/// One layer of the encoder: attention and a feed-forward part, each added to what it reads.
struct Wav2Vec2EncoderLayer: Layer {
  private let name: String
  private let normalisesFirst: Bool
  private let attention: MultiHeadAttention
  private let norm: LayerNorm
  private let feedForward: FeedForward
  private let finalNorm: LayerNorm
  private let adapter: Wav2Vec2LayerAdapter?

  init(
    _ name: String, _ configuration: Wav2Vec2Configuration, from source: any ParameterSource
  ) {
    let columns = configuration.hiddenSize
    let epsilon = Float(configuration.normEpsilon)
    let initial = InitialValue.normal(deviation: Float(configuration.initializerRange))
    self.name = name
    normalisesFirst = configuration.normalisesFirst
    attention = MultiHeadAttention(
      "\(name).attention", columns: columns, heads: configuration.heads, initial: initial,
      from: source)
    norm = LayerNorm("\(name).layer_norm", columns: columns, epsilon: epsilon, from: source)
    feedForward = FeedForward(
      "\(name).feed_forward", columns: columns, inner: configuration.intermediateSize,
      activation: configuration.activation, initial: initial, from: source)
    finalNorm = LayerNorm(
      "\(name).final_layer_norm", columns: columns, epsilon: epsilon, from: source)
    adapter = configuration.layerAdapterWidth.map {
      Wav2Vec2LayerAdapter(
        "\(name).adapter_layer", columns: columns, inner: $0, initial: initial, from: source)
    }
  }

  var parameters: [Parameter] {
    attention.parameters + norm.parameters + feedForward.parameters + finalNorm.parameters
      + (adapter?.parameters ?? [])
  }

  /// Applies the layer to recordings: frames × columns.
  func callAsFunction(_ x: Batch, _ training: Wav2Vec2Training, _ pass: ForwardPass) -> Batch {
    let dropout = Float(training.hiddenDropout)
    func attended(_ x: Batch) -> Batch {
      attention(x, dropout: Float(training.attentionDropout), pass)
    }
    func fed(_ x: Batch) -> Batch {
      feedForward(x, dropout: Float(training.activationDropout), pass)
    }
    let (first, second) = ("\(name).attention.output", "\(name).feed_forward.output")
    guard normalisesFirst else {
      let middle = norm.added(attended(x), to: x, dropout: dropout, name: first, pass).normalised
      return finalNorm.added(fed(middle), to: middle, dropout: dropout, name: second, pass)
        .normalised
    }
    let (sum, normalised) = finalNorm.added(
      attended(x.map { norm($0, pass) }), to: x, dropout: dropout, name: first, pass)
    let result = pass.dropout(fed(normalised), probability: dropout, name: second).map {
      add($0, sum.rows)
    }
    return adapter.map { adapter in result.map { add(adapter($0, pass), $0) } } ?? result
  }
}

/// The small network in a layer that is trained for a language while the rest stays: MMS.
///
/// V. Pratap et al., "Scaling Speech Technology to 1,000+ Languages", 2023, section 5.1.
struct Wav2Vec2LayerAdapter: Layer {
  private let norm: LayerNorm
  private let inner: Linear
  private let outer: Linear

  init(
    _ name: String, columns: Int, inner width: Int, initial: InitialValue,
    from source: any ParameterSource
  ) {
    norm = LayerNorm("\(name).norm", columns: columns, from: source)
    inner = Linear(
      "\(name).linear_1", inputs: columns, outputs: width, initial: initial, from: source)
    outer = Linear(
      "\(name).linear_2", inputs: width, outputs: columns, initial: initial, from: source)
  }

  var parameters: [Parameter] { norm.parameters + inner.parameters + outer.parameters }

  /// What is to be added to the rows of `x`.
  func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
    outer(inner(norm(x, pass), pass, activation: .relu), pass)
  }
}
