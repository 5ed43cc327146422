import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

struct CheckpointingTests {
  private let weights = [
    Parameter("a", randomTensor([6, 6], salt: 1)), Parameter("b", randomTensor([6, 6], salt: 2)),
  ]

  /// A part with its input in two places.
  private func part(_ x: Variable, _ tape: Tape) -> Variable {
    let first = linear(x, weight: tape.variable(weights[0]), activation: .gelu)
    return add(x, linear(first, weight: tape.variable(weights[1])))
  }

  /// Runs two parts, the first one's result also used outside, and returns all gradients.
  private func gradients(isTracked: Bool, checkpoints: Bool) -> [Tensor?] {
    let tape = Tape()
    let x = isTracked ? tape.variable(randomTensor([3, 6])) : Variable(randomTensor([3, 6]))
    func run(_ x: Variable) -> Variable {
      checkpoints ? checkpointed(x, on: tape) { part($0, $1) } : part(x, tape)
    }
    let middle = run(x)
    tape.backward(from: sum(multiply(run(middle), middle)))
    defer { for weight in weights { weight.gradient = nil } }
    return weights.map(\.gradient) + [tape.gradient(of: x)]
  }

  @Test(arguments: [true, false]) func `gradients are those without it, to the last bit`(
    isTracked: Bool
  ) {
    let plain = gradients(isTracked: isTracked, checkpoints: false)
    let checkpointed = gradients(isTracked: isTracked, checkpoints: true)
    #expect(plain == checkpointed)
    #expect(plain[0] != nil && plain[1] != nil && (plain[2] != nil) == isTracked)
  }

  @Test func `what trains nothing is not run again`() {
    for weight in weights { weight.isTrainable = false }
    let tape = Tape()
    var runs = 0
    let y = checkpointed(Variable(randomTensor([3, 6])), on: tape) {
      runs += 1
      return part($0, $1)
    }
    #expect(!y.isTracked && tape.count == 0 && runs == 1)
  }

  @Test func `one operation is recorded for a part`() {
    let tape = Tape()
    let y = checkpointed(Variable(randomTensor([3, 6])), on: tape) { part($0, $1) }
    #expect(y.isTracked && tape.count == 1)
    tape.backward(from: sum(y))
    #expect(tape.count == 0 && weights[0].gradient != nil)
  }
}
