import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

struct FeedForwardTests {
  private let inputs = [
    randomTensor([5, 6]), randomTensor([17, 6], salt: 1), randomTensor([17], salt: 2),
    randomTensor([4, 17], salt: 3, deviation: 0.4), randomTensor([4], salt: 4),
  ]

  private func fused(_ variables: [Variable], dropout probability: Float) -> Variable {
    feedForward(
      variables[0], weight: variables[1], bias: variables[2], activation: .gelu,
      outputWeight: variables[3], outputBias: variables[4],
      dropout: dropout(probability, [3, 2]))
  }

  @Test(arguments: [0, 0.4] as [Float]) func `is two linear layers with a dropout between`(
    probability: Float
  ) {
    let variables = inputs.map { Variable($0) }
    let inner = linear(variables[0], weight: variables[1], bias: variables[2], activation: .gelu)
    let expected = linear(
      dropout(inner, dropout(probability, [3, 2])), weight: variables[3],
      bias: variables[4])
    #expect(fused(variables, dropout: probability).value == expected.value)
    let tape = Tape()
    let tracked = [tape.variable(inputs[0])] + variables.dropFirst()
    #expect(fused(tracked, dropout: probability).value == expected.value)
  }

  @Test(arguments: [0, 0.4] as [Float]) func `has the gradients of central differences`(
    probability: Float
  ) {
    #expect(gradientFaults(at: inputs) { fused($0, dropout: probability) } == [])
  }

  @Test(arguments: 0..<5) func `any of its inputs may be tracked alone`(number: Int) {
    #expect(
      gradientFaults(at: [inputs[number]]) { tracked in
        var variables = inputs.map { Variable($0) }
        variables[number] = tracked[0]
        return fused(variables, dropout: 0.4)
      } == [])
  }
}
