internal import Autograd
internal import Kernels
internal import Layers

/// The convolution over many frames from which the encoder learns where it is.
struct Wav2Vec2Positions: Layer {
  private enum Convolution {
    case weightNorm(WeightNormConvolution)
    case batchNorm(BatchNorm, GroupedConvolution)
  }

  private let convolution: Convolution
  private let activation: Activation

  init(
    _ name: String, _ configuration: Wav2Vec2Configuration, from source: any ParameterSource
  ) {
    let channels = configuration.hiddenSize
    let (kernel, groups) = (configuration.positionKernel, configuration.positionGroups)
    activation = configuration.frontEndActivation
    if configuration.normalisesPositionsByBatch {
      let plain = GroupedConvolution(
        "\(name).conv", channels: channels, kernel: kernel, groups: groups, from: source)
      convolution = .batchNorm(
        BatchNorm("\(name).batch_norm", columns: channels, from: source), plain)
    } else {
      convolution = .weightNorm(
        WeightNormConvolution(
          "\(name).conv", channels: channels, kernel: kernel, groups: groups, from: source))
    }
  }

  var parameters: [Parameter] {
    switch convolution {
    case .weightNorm(let convolution): convolution.parameters
    case .batchNorm(let norm, let convolution): convolution.parameters + norm.parameters
    }
  }

  /// What is to be added to frames: frames × columns.
  func callAsFunction(_ x: Batch, _ pass: ForwardPass) -> Batch {
    switch convolution {
    case .weightNorm(let convolution):
      convolution(x, pass, activation: activation)
    case .batchNorm(let norm, let convolution):
      convolution(x.map { norm($0, pass) }, pass, activation: activation)
    }
  }
}
