internal import Autograd
internal import Kernels
internal import Layers
internal import Tensors

/// The convolutions that turn samples into frames.
struct Wav2Vec2FrontEnd: Layer {
  private struct Stage {
    let convolution: Convolution1D
    let groupNorm: GroupNorm?
    let layerNorm: LayerNorm?

    var parameters: [Parameter] {
      convolution.parameters + (groupNorm?.parameters ?? []) + (layerNorm?.parameters ?? [])
    }
  }

  private let stages: [Stage]
  private let activation: Activation

  init(
    _ name: String, _ configuration: Wav2Vec2Configuration, from source: any ParameterSource
  ) {
    activation = configuration.frontEndActivation
    var channels = 1
    stages = configuration.convolutionChannels.enumerated().map { index, outputs in
      let name = "\(name).conv_layers.\(index)"
      let convolution = Convolution1D(
        "\(name).conv", inputs: channels, outputs: outputs,
        kernel: configuration.convolutionKernels[index],
        stride: configuration.convolutionStrides[index],
        hasBias: configuration.hasConvolutionBias, from: source)
      channels = outputs
      let isLayer = configuration.frontEndNorm == .layer
      return Stage(
        convolution: convolution,
        groupNorm: isLayer || index > 0
          ? nil : GroupNorm("\(name).layer_norm", channels: outputs, from: source),
        layerNorm: isLayer
          ? LayerNorm("\(name).layer_norm", columns: outputs, from: source) : nil)
    }
  }

  var parameters: [Parameter] { stages.flatMap(\.parameters) }

  /// Makes frames of samples: from samples × 1 to frames × channels.
  func callAsFunction(_ samples: Batch, _ pass: ForwardPass) -> Batch {
    let isRecorded =
      samples.rows.isTracked || (pass.tape != nil && parameters.contains(where: \.isTrainable))
    guard !isRecorded, samples.count > 1 else { return frames(samples, pass) }
    // Nothing is kept for a backward pass, so one recording after the other needs less memory.
    return Batch(
      packing: samples.sequences.map { frames(Batch($0), pass).rows.value }, keys: samples.keys)
  }

  private func frames(_ samples: Batch, _ pass: ForwardPass) -> Batch {
    var x = samples
    for stage in stages {
      if let norm = stage.groupNorm {
        x = stage.convolution(x, norm: norm, activation: activation, pass)
      } else if let norm = stage.layerNorm {
        x = stage.convolution(x, pass).map { norm($0, pass, activation: activation) }
      } else {
        x = stage.convolution(x, pass, activation: activation)
      }
    }
    return x
  }
}

/// The step from the front end's frames to those of the encoder.
struct Wav2Vec2Projection: Layer {
  private let name: String
  private let norm: LayerNorm?
  private let projection: Linear

  init(
    _ name: String, _ configuration: Wav2Vec2Configuration, from source: any ParameterSource
  ) {
    let channels = configuration.convolutionChannels.last ?? 1
    self.name = name
    norm =
      configuration.normalisesFeatures
      ? LayerNorm(
        "\(name).layer_norm", columns: channels, epsilon: Float(configuration.normEpsilon),
        from: source) : nil
    projection = Linear(
      "\(name).projection", inputs: channels, outputs: configuration.hiddenSize, from: source)
  }

  var parameters: [Parameter] { (norm?.parameters ?? []) + projection.parameters }

  /// Projects frames; `dropout` is the dropout probability of the result.
  func callAsFunction(_ x: Batch, dropout: Double, _ pass: ForwardPass) -> Batch {
    let projected = x.map { rows in projection(norm.map { $0(rows, pass) } ?? rows, pass) }
    return pass.dropout(projected, probability: Float(dropout), name: name)
  }
}
