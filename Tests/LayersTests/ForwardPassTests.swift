import Autograd
import Layers
import Tensors
import TestSupport
import Testing

struct ForwardPassTests {
  private let layer = Linear("layer", inputs: 8, outputs: 8, from: RandomParameters(seed: 1))

  /// The gradients of a layer with dropout in a checkpointed part.
  private func gradients(checkpoints: Bool) -> [Tensor?] {
    let tape = Tape()
    let pass = ForwardPass.training(
      on: tape, seed: 3, step: 5, checkpointsGradients: checkpoints)
    let y = pass.checkpointed(Batch(randomTensor([40, 8]))) { x, pass in
      pass.dropout(x.map { layer($0, pass) }, probability: 0.5, name: "a")
    }.rows
    tape.backward(from: sum(multiply(y, y)))
    defer { for parameter in layer.parameters { parameter.gradient = nil } }
    return [y.value] + layer.parameters.map(\.gradient)
  }

  @Test func `checkpointing repeats dropout, and changes no bit`() {
    let plain = gradients(checkpoints: false)
    #expect(plain == gradients(checkpoints: true))
    #expect(plain.allSatisfy { $0 != nil })
  }

  @Test func `chance is there in training only`() {
    let pass = ForwardPass.training(on: Tape(), seed: 3, step: 5)
    #expect(pass.isTraining && !ForwardPass.inference.isTraining)
    #expect(ForwardPass.inference.stream("mask") == nil)
    let batch = Batch(randomTensor([4, 8]))
    #expect(ForwardPass.inference.dropout(0.5, name: "a", of: batch) == nil)
    #expect(pass.dropout(0, name: "a", of: batch) == nil)
    var (stream, other) = (pass.stream("mask"), pass.stream("skip"))
    #expect(stream?.bits() != other?.bits())
    var again = RandomStream(seed: 3, purpose: "mask", place: 5).branch(0)
    _ = again.bits()
    #expect(stream?.bits() == again.bits())
  }

  @Test func `in inference a checkpointed part is just run`() {
    let x = Batch(randomTensor([4, 8]))
    let y = ForwardPass.inference.checkpointed(x) { x, pass in x.map { layer($0, pass) } }.rows
    #expect(y.value == layer(x.rows, .inference).value && !y.isTracked)
  }
}
