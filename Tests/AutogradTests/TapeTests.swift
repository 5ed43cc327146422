import Autograd
import Tensors
import TestSupport
import Testing

struct TapeTests {
  @Test func `inference records nothing`() {
    let y = linear(Variable(randomTensor([2, 3])), weight: Variable(randomTensor([4, 3])))
    #expect(!y.isTracked)
  }

  @Test func `a frozen parameter gets no gradient, others do`() {
    let tape = Tape()
    let (weight, bias) = (Parameter("w", randomTensor([4, 3])), Parameter("b", randomTensor([4])))
    weight.isTrainable = false
    let y = linear(
      Variable(randomTensor([2, 3])), weight: tape.variable(weight), bias: tape.variable(bias))
    tape.backward(from: sum(y))
    #expect(weight.gradient == nil)
    #expect(bias.gradient == Tensor([2, 2, 2, 2]))
    #expect(tape.count == 0)
  }

  @Test func `gradients of two backward runs add up`() {
    let bias = Parameter("b", randomTensor([4]))
    for _ in 0..<2 {
      let tape = Tape()
      tape.backward(from: sum(scale(tape.variable(bias), by: 3)))
    }
    #expect(bias.gradient == Tensor([6, 6, 6, 6]))
  }

  @Test func `a batch gives each recording the numbers that it has alone`() {
    let weights = [
      randomTensor([24, 5], salt: 1), randomTensor([24, 8], salt: 2), randomTensor([24], salt: 3),
      randomTensor([24], salt: 4),
    ].map { Variable($0) }
    let direction = GatedRecurrenceWeights(
      inputWeight: weights[0], stateWeight: weights[1], inputBias: weights[2],
      stateBias: weights[3])
    let x = randomTensor([9, 5])
    let together = gatedRecurrence(
      Variable(x), lengths: [2, 4, 3], directions: [direction, direction])
    var start = 0
    for length in [2, 4, 3] {
      let alone = gatedRecurrence(
        Variable(x.rows(start..<start + length)), lengths: [length],
        directions: [direction, direction])
      let part = together.value.rows(start..<start + length).elements
      for (one, other) in zip(alone.value.elements, part) { #expect(abs(one - other) < 1e-6) }
      start += length
    }
  }
}
