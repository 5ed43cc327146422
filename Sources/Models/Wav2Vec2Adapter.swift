internal import Autograd
internal import Layers
internal import Tensors

/// Convolutions behind the encoder that make its frames fewer.
struct Wav2Vec2Adapter: Layer {
  private let name: String
  private let projection: Linear?
  private let norm: LayerNorm?
  private let convolutions: [Convolution1D]

  init(
    _ name: String, _ adapter: Wav2Vec2Configuration.Adapter,
    _ configuration: Wav2Vec2Configuration, from source: any ParameterSource
  ) {
    let (inputs, width) = (configuration.hiddenSize, configuration.outputWidth)
    let initial = InitialValue.normal(deviation: Float(configuration.initializerRange))
    self.name = name
    projection =
      inputs == width
      ? nil
      : Linear("\(name).proj", inputs: inputs, outputs: width, initial: initial, from: source)
    norm =
      inputs == width
      ? nil : LayerNorm("\(name).proj_layer_norm", columns: width, from: source)
    convolutions = (0..<adapter.layers).map {
      Convolution1D(
        "\(name).layers.\($0).conv", inputs: width, outputs: 2 * width, kernel: adapter.kernel,
        stride: adapter.stride, padding: 1, from: source)
    }
  }

  var parameters: [Parameter] {
    (projection?.parameters ?? []) + (norm?.parameters ?? [])
      + convolutions.flatMap(\.parameters)
  }

  /// Applies the convolutions to recordings.
  ///
  /// One that is left out of a training step leaves the frames as many as they were.
  ///
  /// - Parameters:
  ///   - x: Frames × columns.
  ///   - training: How often a convolution is left out.
  ///   - pass: How the model is run.
  /// - Returns: Frames × columns.
  func callAsFunction(_ x: Batch, _ training: Wav2Vec2Training, _ pass: ForwardPass) -> Batch {
    var x = x
    if let projection { x = x.map { projection($0, pass) } }
    if let norm { x = x.map { norm($0, pass) } }
    let dropsLayers = training.layerDrop > 0 && !pass.keepsAllLayers
    var draws = dropsLayers ? pass.stream("layerdrop \(name)") : nil
    for convolution in convolutions {
      let draw = draws?.uniform() ?? 1
      guard draw >= Float(training.layerDrop) else { continue }
      x = convolution(x, pass).map(gatedLinearUnit)
    }
    return x
  }
}
