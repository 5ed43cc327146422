internal import Autograd
internal import CTC
internal import Tensors

/// Losses of batches with their gradients, from unnormalised scores.
let ctcJobs = [
  Job(name: "ctc_loss") {
    try lossAndGradient(recordings: 16, frames: 500, symbols: 32, labels: 80)
  },
  Job(name: "ctc_loss_long") {
    try lossAndGradient(recordings: 8, frames: 1_500, symbols: 32, labels: 400)
  },
  Job(name: "alignment_1500x200") { try alignment(frames: 1_500, symbols: 32, labels: 200) },
  Job(name: "alignment_hour", repetitions: 3, warmups: 1) {
    try alignment(frames: 180_000, symbols: 32, labels: 45_000)
  },
]

/// The alignment of a text with scores in which it can be heard: a spike for every label, and noise.
private func alignment(
  frames: Int, symbols: Int, labels: Int
) throws -> () throws -> Void {
  var stream = RandomStream(seed: 1, purpose: "benchmark")
  var scores = Tensor(normalWithDeviation: 1, shape: [frames, symbols], from: &stream)
  let spoken = (0..<labels).map { _ in 1 + stream.integer(below: symbols - 1) }
  var values = scores.mutableSpan
  for frame in 0..<frames { values[frame * symbols] += 6 }
  for (index, label) in spoken.enumerated() {
    let frame = frames * (2 * index + 1) / (2 * labels)
    values[frame * symbols] -= 6
    values[frame * symbols + label] += 6
  }
  let (logits, aligner) = (scores, ForcedAligner())
  return {
    guard try aligner.align(logits, labels: spoken).labels.count == labels else {
      throw NoResult()
    }
  }
}

private func lossAndGradient(
  recordings: Int, frames: Int, symbols: Int, labels: Int
) throws -> () throws -> Void {
  var stream = RandomStream(seed: 1, purpose: "benchmark")
  let scores = Tensor(
    normalWithDeviation: 1, shape: [recordings * frames, symbols], from: &stream)
  let spoken = (0..<recordings).map { _ in
    (0..<labels).map { _ in 1 + stream.integer(below: symbols - 1) }
  }
  let lengths = Array(repeating: frames, count: recordings)
  let loss = CTCLoss(zeroInfinity: true)
  return {
    let tape = Tape()
    let logits = tape.variable(scores)
    tape.backward(from: try loss(logits, lengths: lengths, labels: spoken).value)
    guard tape.gradient(of: logits) != nil else { throw NoResult() }
  }
}

/// The result is missing: the time means nothing.
private struct NoResult: Error {}
