import Autograd
import Tensors
import TestSupport
import Testing
import Training

/// What transformers' trainer does with weight decay; `Tests/Fixtures/training.py` wrote it.
private struct DecayFixture: Decodable {
  struct Steps: Decodable {
    var start: [String: TensorFixture]
    var gradients: [[String: TensorFixture]]
    var end: [String: TensorFixture]
  }

  var kind: String
  var names: [String: Bool]
  var steps: Steps?
}

@Test func `weight decay spares what transformers' trainer spares`() throws {
  let fixtures = try jsonFixture("training/weight_decay.json", as: [DecayFixture].self)
  #expect(fixtures.count == 5)
  for fixture in fixtures {
    for (name, isDecayed) in fixture.names {
      // Only the decay moves a weight whose gradient is 0.
      let parameter = Parameter(name, Tensor([8]))
      parameter.gradient = Tensor([0])
      AdamW([parameter], weightDecay: 0.25).update(learningRate: 0.5)
      #expect(parameter.value.elements == [isDecayed ? 7 : 8], "\(fixture.kind): \(name)")
    }
  }
}

@Test func `three steps with decay and clipping end where PyTorch ends`() throws {
  let fixtures = try jsonFixture("training/weight_decay.json", as: [DecayFixture].self)
  let steps = try #require(fixtures.compactMap(\.steps).first)
  let parameters = steps.start.map { Parameter($0.key, $0.value.tensor) }
  #expect(parameters.count == 5 && steps.gradients.count == 3)
  let optimizer = AdamW(parameters, weightDecay: 0.1)
  for gradients in steps.gradients {
    for parameter in parameters { parameter.gradient = gradients[parameter.name]?.tensor }
    optimizer.update(
      learningRate: 0.05, gradientScale: min(1, 1 / (optimizer.gradientNorm + 1e-6)))
  }
  for parameter in parameters {
    #expect(
      differences(parameter.value, steps.end[parameter.name], tolerance: 1e-6) == "",
      "\(parameter.name)")
  }
}

@Test func `the gradient's length is that of all parameters together`() {
  let parameters = [Parameter("a", Tensor([0, 0])), Parameter("b", Tensor([0]))]
  let optimizer = AdamW(parameters)
  #expect(optimizer.gradientNorm == 0)
  parameters[0].gradient = Tensor([2, 3])
  parameters[1].gradient = Tensor([6])
  #expect(optimizer.gradientNorm == 7)
  optimizer.discardGradients()
  #expect(optimizer.gradientNorm == 0 && parameters[0].value.elements == [0, 0])
}

@Test func `the first step goes the learning rate's length against the gradient's sign`() {
  let parameter = Parameter("a", Tensor([1, 1, 1]))
  parameter.gradient = Tensor([1e-3, -5, 0])
  AdamW([parameter]).update(learningRate: 0.25)
  #expect(differences(parameter.value.elements, [0.75, 1.25, 1]) == "")
}
