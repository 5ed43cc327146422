internal import Autograd
internal import CTC
internal import Kernels
internal import Layers
internal import Models
internal import Tensors
internal import Text
internal import Training

/// The recognizer of the notebook, in its base size with random weights: scores of recordings, and
/// steps of training.
let wav2vec2Jobs = [
  inference("wav2vec2_base_10s", seconds: [10]),
  inference("wav2vec2_base_ragged", seconds: [2, 3, 5, 10]),
  training("wav2vec2_training_4x5s", seconds: [5, 5, 5, 5], labels: 60),
  training("wav2vec2_training_ragged", seconds: [2, 3, 5, 10], labels: 30),
]

/// Scores of a batch of recordings.
private func inference(_ name: String, seconds: [Int]) -> Job {
  Job(name: name, repetitions: 5, warmups: 1) {
    let model = try network()
    let samples = noise(seconds)
    return {
      keepingFreeBlocks { _ = model.logits(samples, .inference) }
    }
  }
}

/// A step of training with the convolutions frozen: loss, gradient, clipping, AdamW.
private func training(_ name: String, seconds: [Int], labels: Int) -> Job {
  Job(name: name, repetitions: 3, warmups: 1) {
    let model = try network()
    try model.freeze("feature_encoder")
    let samples = noise(seconds)
    var stream = RandomStream(seed: 1, purpose: "labels")
    let spoken = seconds.map { _ in (0..<labels).map { _ in 1 + stream.integer(below: 31) } }
    let loss = CTCLoss(blank: model.blank, zeroInfinity: true)
    let optimizer = AdamW(model.parameters, weightDecay: 0.01)
    var step = 0
    return {
      try keepingFreeBlocks {
        let tape = Tape()
        let pass = ForwardPass.training(on: tape, seed: 1, step: step)
        let logits = model.logits(samples, pass)
        tape.backward(
          from: try loss(logits.rows, lengths: logits.lengths, labels: spoken).value)
        let scale = min(1, 1 / (optimizer.gradientNorm + 1e-6))
        optimizer.update(learningRate: 1e-4, gradientScale: scale)
        step += 1
      }
    }
  }
}

/// Wav2Vec2 base with 32 tokens.
private func network() throws -> Wav2Vec2 {
  let letters = "abcdefghijklmnopqrstuvwxyz'čć".map(String.init)
  let tokenizer = try CTCTokenizer(
    vocabulary: Vocabulary(tokens: ["[PAD]", "[UNK]", "|"] + letters))
  return Wav2Vec2(
    tokenizer: tokenizer, configuration: Wav2Vec2Configuration(), extractor: FeatureExtractor(),
    from: RandomParameters(seed: 1))
}

/// Noise of so many seconds each: samples × 1.
private func noise(_ seconds: [Int]) -> Batch {
  var stream = RandomStream(seed: 1, purpose: "noise")
  return Batch(
    packing: seconds.map {
      Tensor(normalWithDeviation: 1, shape: [$0 * 16_000, 1], from: &stream)
    })
}
