internal import Autograd
internal import Kernels
internal import Tensors

/// The convolutions of wav2vec2-base, on 10 seconds of noise at 16 kHz.
let frontEndJobs = [
  Job(name: "wav2vec2_front_end_10s", repetitions: 7) {
    let (frontEnd, x) = (FrontEnd(hasBias: false), noise([160_000, 1], deviation: 1))
    return { _ = frontEnd.groupNormalised(Variable(x), frontEnd.weights { Variable($0) }) }
  },
  Job(name: "wav2vec2_front_end_layer_norm_10s", repetitions: 7) {
    let (frontEnd, x) = (FrontEnd(hasBias: true), noise([160_000, 1], deviation: 1))
    return { _ = frontEnd.layerNormalised(Variable(x), frontEnd.weights { Variable($0) }) }
  },
  Job(name: "wav2vec2_front_end_training_10s", repetitions: 5, warmups: 1) {
    let (frontEnd, x) = (FrontEnd(hasBias: false), noise([160_000, 1], deviation: 1))
    return {
      let tape = Tape()
      let y = frontEnd.groupNormalised(tape.variable(x), frontEnd.weights { tape.variable($0) })
      tape.backward(from: y, gradient: y.value)
    }
  },
  Job(name: "positional_convolution") {
    let (embedding, x) = (PositionalEmbedding(), noise([499, 768], deviation: 1))
    return { _ = embedding(Variable(x)) { Variable($0) } }
  },
  Job(name: "positional_convolution_training", repetitions: 7) {
    let (embedding, x) = (PositionalEmbedding(), noise([499, 768], deviation: 1))
    return {
      let tape = Tape()
      let y = embedding(tape.variable(x)) { tape.variable($0) }
      tape.backward(from: y, gradient: x)
    }
  },
]

/// Normal numbers, the same every time.
private func noise(_ shape: [Int], deviation: Float) -> Tensor {
  var stream = RandomStream(seed: 1, purpose: "benchmark")
  return Tensor(normalWithDeviation: deviation, shape: shape, from: &stream)
}

/// The seven convolutions.
private struct FrontEnd {
  private let kernels: [Tensor]
  private let biases: [Tensor?]
  private let gain = Variable(Tensor(repeating: 1, shape: [512]))
  private let shift = Variable(Tensor(zeros: [512]))

  init(hasBias: Bool) {
    kernels = [10, 3, 3, 3, 3, 2, 2].enumerated().map { layer, kernel in
      noise([512, layer == 0 ? 1 : 512, kernel], deviation: 0.05)
    }
    biases = kernels.map { _ in hasBias ? noise([512], deviation: 0.1) : nil }
  }

  func weights(_ variable: (Tensor) -> Variable) -> [TimeConvolutionWeights] {
    kernels.indices.map { layer in
      TimeConvolutionWeights(
        weight: variable(kernels[layer]), bias: biases[layer].map { variable($0) },
        stride: layer == 0 ? 5 : 2)
    }
  }

  /// As in wav2vec2-base: a norm over time after the first convolution.
  func groupNormalised(_ x: Variable, _ weights: [TimeConvolutionWeights]) -> Variable {
    var (y, lengths) = convolveNormalised(
      x, lengths: [x.shape[0]], weights[0], gain: gain, shift: shift, activation: .gelu,
      then: weights[1])
    for layer in weights.dropFirst(2) {
      (y, lengths) = convolveTime(
        y, lengths: lengths, weight: layer.weight, bias: layer.bias, stride: layer.stride,
        activation: .gelu)
    }
    return y
  }

  /// As in wav2vec2-large-lv60: a norm over channels after every convolution.
  func layerNormalised(_ x: Variable, _ weights: [TimeConvolutionWeights]) -> Variable {
    var (y, lengths) = (x, [x.shape[0]])
    for layer in weights {
      (y, lengths) = convolveTime(
        y, lengths: lengths, weight: layer.weight, bias: layer.bias, stride: layer.stride)
      y = layerNorm(y, gain: gain, bias: shift, activation: .gelu)
    }
    return y
  }
}

/// The convolution over 128 frames that tells the encoder where it is.
private struct PositionalEmbedding {
  private let gain = Tensor(repeating: 1, shape: [1, 1, 128])
  private let direction = noise([768, 48, 128], deviation: 0.05)
  private let bias = Tensor(zeros: [768])

  func callAsFunction(_ x: Variable, _ variable: (Tensor) -> Variable) -> Variable {
    positionalConvolution(
      x, lengths: [x.shape[0]],
      weight: weightNormalised(gain: variable(gain), direction: variable(direction)),
      bias: variable(bias), groups: 16, activation: .gelu)
  }
}
