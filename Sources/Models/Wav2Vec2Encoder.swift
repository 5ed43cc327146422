internal import Autograd
internal import Layers
internal import Tensors

/// Layers of attention over the frames of a recording.
struct Wav2Vec2Encoder: Layer {
  private let name: String
  private let normalisesFirst: Bool
  private let positions: Wav2Vec2Positions
  private let norm: LayerNorm
  private let layers: [Wav2Vec2EncoderLayer]

  init(
    _ name: String, _ configuration: Wav2Vec2Configuration, from source: any ParameterSource
  ) {
    self.name = name
    normalisesFirst = configuration.normalisesFirst
    positions = Wav2Vec2Positions("\(name).pos_conv_embed", configuration, from: source)
    norm = LayerNorm(
      "\(name).layer_norm", columns: configuration.hiddenSize,
      epsilon: Float(configuration.normEpsilon), from: source)
    layers = (0..<configuration.layers).map {
      Wav2Vec2EncoderLayer("\(name).layers.\($0)", configuration, from: source)
    }
  }

  var parameters: [Parameter] {
    positions.parameters + norm.parameters + layers.flatMap(\.parameters)
  }

  /// Applies the encoder to recordings.
  ///
  /// - Parameters:
  ///   - x: Frames × columns.
  ///   - training: What is dropped while training.
  ///   - pass: How the model is run.
  ///   - seen: Told what each layer reads, and what the last one gives.
  /// - Returns: Frames × columns.
  func callAsFunction(
    _ x: Batch, _ training: Wav2Vec2Training, _ pass: ForwardPass,
    seen: (Batch) -> Void = { _ in }
  ) -> Batch {
    let placed = positions(x, pass)
    var x =
      normalisesFirst
      ? x.map { add($0, placed.rows) } : norm.added(placed, to: x, pass).normalised
    x = pass.dropout(x, probability: Float(training.hiddenDropout), name: name)
    let dropsLayers = training.layerDrop > 0 && !pass.keepsAllLayers
    var draws = dropsLayers ? pass.stream("layerdrop \(name)") : nil
    for layer in layers where !pass.shouldStop() {
      seen(x)
      // One draw for each layer and step, whether or not it is used.
      let draw = draws?.uniform() ?? 1
      guard draw >= Float(training.layerDrop) else { continue }
      x = pass.checkpointed(x) { layer($0, training, $1) }
    }
    seen(x)
    return normalisesFirst ? x.map { norm($0, pass) } : x
  }
}
