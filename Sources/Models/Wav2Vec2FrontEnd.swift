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

  /// Makes frames of samples that lie end to end.
  ///
  /// - Parameters:
  ///   - samples: Samples × 1.
  ///   - lengths: The number of samples of each recording.
  ///   - pass: How the model is run.
  /// - Returns: Frames × channels, and the number of frames of each recording.
  func callAsFunction(
    _ samples: Variable, lengths: [Int], _ pass: ForwardPass
  ) -> (Variable, lengths: [Int]) {
    let isRecorded =
      samples.isTracked || (pass.tape != nil && parameters.contains(where: \.isTrainable))
    guard !isRecorded, lengths.count > 1 else { return frames(samples, lengths, pass) }
    // Nothing is kept for a backward pass, so one recording after the other needs less memory.
    var start = 0
    var counts: [Int] = []
    let parts = lengths.map { length in
      defer { start += length }
      let own = Variable(samples.value.rows(start..<start + length))
      let (y, frames) = frames(own, [length], pass)
      counts += frames
      return y.value
    }
    let shape = [counts.reduce(0, +), parts.first?.rowLength ?? 0]
    return (Variable(Tensor(joining: parts, shape: shape)), counts)
  }

  private func frames(
    _ samples: Variable, _ lengths: [Int], _ pass: ForwardPass
  ) -> (Variable, lengths: [Int]) {
    var (x, lengths) = (samples, lengths)
    for stage in stages {
      if let norm = stage.groupNorm {
        (x, lengths) = stage.convolution(
          x, lengths: lengths, norm: norm, activation: activation, pass)
      } else if let norm = stage.layerNorm {
        (x, lengths) = stage.convolution(x, lengths: lengths, pass)
        x = norm(x, pass, activation: activation)
      } else {
        (x, lengths) = stage.convolution(x, lengths: lengths, pass, activation: activation)
      }
    }
    return (x, lengths)
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

  /// Projects frames; `dropout` is the share that is dropped behind.
  func callAsFunction(_ x: Variable, dropout: Double, _ pass: ForwardPass) -> Variable {
    let heard = norm.map { $0(x, pass) } ?? x
    return pass.dropout(projection(heard, pass), probability: Float(dropout), name: name)
  }
}
