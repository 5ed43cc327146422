import Autograd
import Tensors
import TestSupport
import Testing
import Training

@Test func `weight decay shrinks matrices and leaves vectors alone`() throws {
  let shapes = [[3, 4], [2, 3, 2], [5], []]
  let parameters = shapes.enumerated().map { Parameter("p\($0)", randomTensor($1)) }
  let before = parameters.map(\.value.elements)
  for parameter in parameters { parameter.gradient = Tensor(zeros: parameter.value.shape) }
  AdamW(parameters, weightDecay: 0.1).update(learningRate: 0.5)
  for (index, parameter) in parameters.enumerated() {
    let factor: Double = shapes[index].count > 1 ? 1 - 0.5 * 0.1 : 1
    let expected = before[index].map { Double($0) * factor }
    #expect(differences(parameter.value.elements, expected, tolerance: 1e-6) == "")
    #expect(parameter.gradient == nil)
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
