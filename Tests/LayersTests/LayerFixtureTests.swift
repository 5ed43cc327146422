import Autograd
import Layers
import Tensors
import TestSupport
import Testing

@Test func `a recurrent layer has PyTorch's parameters, names and numbers`() throws {
  for network in try RecurrenceFixture.all() where network.layers == 1 {
    let layer = GatedRecurrentUnit(
      "rnn", inputs: network.inputs, state: network.state,
      isBidirectional: network.bidirectional,
      from: RandomParameters(seed: 1))
    #expect(Set(layer.parameters.map(\.name)) == Set(network.weights.keys.map { "rnn.\($0)" }))
    for parameter in layer.parameters {
      let weight = try #require(network.weights[String(parameter.name.dropFirst(4))])
      #expect(parameter.value.shape == weight.shape)
      parameter.value = weight.tensor
    }
    let tape = Tape()
    let pass = ForwardPass.training(on: tape, seed: 1, step: 1)
    let x = Batch(tape.variable(network.x.tensor), lengths: network.lengths)
    let output = layer(x, pass).rows
    #expect(output.shape.last == layer.outputs)
    #expect(differences(output.value, network.output) == "")
    tape.backward(from: output, gradient: network.outer.tensor)
    for parameter in layer.parameters {
      let expected = network.weightGradients[String(parameter.name.dropFirst(4))]
      #expect(differences(parameter.gradient, expected) == "", "\(parameter.name)")
    }
  }
}

@Test func `an inference records nothing and gives the same numbers`() throws {
  for network in try RecurrenceFixture.all() where network.layers == 1 {
    let layer = GatedRecurrentUnit(
      "rnn", inputs: network.inputs, state: network.state,
      isBidirectional: network.bidirectional,
      from: RandomParameters(seed: 1))
    let tape = Tape()
    let x = Batch(Variable(network.x.tensor), lengths: network.lengths)
    let trained = layer(x, .training(on: tape, seed: 1, step: 1)).rows
    let output = layer(x, .inference).rows
    #expect(output.value == trained.value)
    #expect(!output.isTracked && trained.isTracked)
  }
}

@Test func `parameters start within PyTorch's bounds, the same for the same seed and name`() {
  func layer(_ name: String, seed: UInt64) -> Linear {
    Linear(name, inputs: 16, outputs: 100, from: RandomParameters(seed: seed))
  }
  let first = layer("head", seed: 3)
  for parameter in first.parameters {
    #expect(parameter.value.elements.allSatisfy { abs($0) <= 0.25 })
    #expect(parameter.value.elements.contains { abs($0) > 0.2 })
  }
  #expect(first.weight.value == layer("head", seed: 3).weight.value)
  #expect(first.weight.value != layer("head", seed: 4).weight.value)
  #expect(first.weight.value != layer("tail", seed: 3).weight.value)
}

@Test func `dropout happens while training, and differs from step to step`() {
  let x = Batch(Tensor(repeating: 1, shape: [10, 10]))
  func dropped(_ step: Int, _ name: String = "a") -> Tensor {
    ForwardPass.training(on: Tape(), seed: 1, step: step).dropout(x, probability: 0.5, name: name)
      .rows.value
  }
  #expect(ForwardPass.inference.dropout(x, probability: 0.5, name: "a").rows.value == x.rows.value)
  #expect(dropped(1) == dropped(1))
  #expect(dropped(1) != dropped(2))
  #expect(dropped(1) != dropped(1, "b"))
  // What stays is scaled so that the expectation stays.
  #expect(Set(dropped(1).elements) == [0, 2])
}
