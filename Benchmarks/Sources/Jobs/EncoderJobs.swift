internal import Autograd
internal import Layers
internal import Tensors
internal import Training

/// Transformer layers, and the optimiser of a whole wav2vec2-base.
let encoderJobs = [
  Job(name: "encoder_layer_10s") {
    let layer = EncoderLayer(dropout: 0)
    let x = Batch(noise([499, 768]))
    return { _ = layer(x, .inference) }
  },
  Job(name: "encoder_layer_training") {
    let layer = EncoderLayer(dropout: 0.1)
    let (x, dy) = (noise([996, 768]), noise([996, 768]))
    return {
      let tape = Tape()
      let batch = Batch(tape.variable(x), lengths: [249, 249, 249, 249])
      let y = layer(batch, .training(on: tape, seed: 1, step: 1))
      tape.backward(from: y.rows, gradient: dy)
      for parameter in layer.parameters { parameter.gradient = nil }
    }
  },
  Job(name: "adamw_95M") {
    // As in the model: a few large matrices a layer, and vectors.
    let layer = [[3_072, 768], [768, 3_072], [1_536, 1_536], [768]]
    let parameters = repeatElement(layer, count: 13).joined().map {
      Parameter("weight", Tensor(repeating: 0.1, shape: $0))
    }
    let gradients = parameters.map { Tensor(repeating: 0.01, shape: $0.value.shape) }
    let optimizer = AdamW(parameters, weightDecay: 0.01)
    return {
      for (parameter, gradient) in zip(parameters, gradients) { parameter.gradient = gradient }
      let norm = optimizer.gradientNorm
      optimizer.update(learningRate: 1e-4, gradientScale: min(1, 1 / norm))
    }
  },
]

/// Small normal numbers, the same every time.
private func noise(_ shape: [Int]) -> Tensor {
  var stream = RandomStream(seed: 1, purpose: "benchmark")
  return Tensor(normalWithDeviation: 0.1, shape: shape, from: &stream)
}
