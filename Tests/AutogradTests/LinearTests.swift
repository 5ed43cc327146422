import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

struct LinearTests {
  @Test(
    arguments: try OperationFixture.named(["linear_gelu", "linear_relu"], in: "attention.json"))
  func `with an activation, has PyTorch's numbers`(fixture: OperationFixture) throws {
    let activation: Activation = fixture.operation == "linear_gelu" ? .gelu : .relu
    let faults = try fixture.faults { inputs in
      linear(
        try #require(inputs["x"]), weight: try #require(inputs["weight"]), bias: inputs["bias"],
        activation: activation)
    }
    #expect(faults == [])
  }

  @Test(arguments: [Activation?.none, .gelu, .silu])
  func `tracked or not, with or without bias, the bits are the same`(activation: Activation?) {
    let (x, weight) = (randomTensor([301, 40]), randomTensor([77, 40], salt: 1))
    for bias in [nil, randomTensor([77], salt: 2)] {
      let tape = Tape()
      let tracked = linear(
        tape.variable(x), weight: Variable(weight), bias: bias.map { Variable($0) },
        activation: activation)
      let plain = linear(
        Variable(x), weight: Variable(weight), bias: bias.map { Variable($0) },
        activation: activation)
      #expect(tracked.value == plain.value)
      let apart = linear(Variable(x), weight: Variable(weight), bias: bias.map { Variable($0) })
      #expect(plain.value == (activation.map { activate(apart, $0) } ?? apart).value)
    }
  }

  @Test func `gradients add to what a parameter has gathered`() {
    let weight = Parameter("w", randomTensor([4, 3]))
    let x = Variable(randomTensor([5, 3], salt: 1))
    for _ in 0..<2 {
      let tape = Tape()
      tape.backward(from: sum(linear(x, weight: tape.variable(weight))))
    }
    let expected = weight.gradient?.elements.map { Double($0) } ?? []
    weight.gradient = nil
    let tape = Tape()
    tape.backward(from: scale(sum(linear(x, weight: tape.variable(weight))), by: 2))
    #expect(differences(weight.gradient?.elements ?? [], expected) == "")
  }
}
