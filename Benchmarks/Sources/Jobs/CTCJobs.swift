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
]

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
    guard tape.gradient(of: logits) != nil else { throw NoGradient() }
  }
}

/// The gradient is missing: the time means nothing.
private struct NoGradient: Error {}
