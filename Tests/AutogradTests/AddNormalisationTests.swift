import Autograd
import Tensors
import TestSupport
import Testing

struct AddNormalisationTests {
  @Test(arguments: try OperationFixture.named(["add_normalised"], in: "attention.json"))
  func `has PyTorch's numbers`(fixture: OperationFixture) throws {
    let epsilon = try #require(fixture.epsilon)
    let rows = try #require(fixture.inputs["x"]).shape[0]
    let tape = Tape()
    let inputs = fixture.inputs.mapValues { tape.variable($0.tensor) }
    let (sum, normalised) = addNormalised(
      try #require(inputs["x"]), try #require(inputs["residual"]),
      gain: try #require(inputs["weight"]), bias: try #require(inputs["bias"]), epsilon: epsilon)
    let both = sum.value.elements + normalised.value.elements
    #expect(differences(both, fixture.output.data) == "")
    let outer = fixture.outer.tensor
    tape.backward(
      from: [sum, normalised], gradients: [outer.rows(0..<rows), outer.rows(rows..<2 * rows)])
    for (name, variable) in inputs {
      #expect(differences(tape.gradient(of: variable), fixture.gradients[name]) == "", "\(name)")
    }
  }

  @Test func `is a dropout, a sum and a layer norm`() {
    let dropped = dropout(0.3, [30, 1, 0, 39])
    for columns in [1, 7, 64, 130] {
      let (x, residual) = (randomTensor([70, columns]), randomTensor([70, columns], salt: 1))
      let gain = Variable(randomTensor([columns], salt: 2))
      let bias = Variable(randomTensor([columns], salt: 3))
      let (sum, normalised) = addNormalised(
        Variable(x), Variable(residual), gain: gain, bias: bias, dropout: dropped)
      let expected = add(
        dropout(Variable(x), dropped), Variable(residual))
      #expect(sum.value == expected.value)
      #expect(normalised.value == layerNorm(expected, gain: gain, bias: bias).value)
    }
  }

  @Test(arguments: [(true, true), (true, false), (false, true)])
  func `gathers the gradients of both results`(usesSum: Bool, usesNorm: Bool) {
    let inputs = [
      randomTensor([4, 18]), randomTensor([4, 18], salt: 1), randomTensor([18], salt: 2),
      randomTensor([18], salt: 3),
    ]
    let dropped = dropout(0.3, [3, 1])
    let used = usesNorm ? inputs : Array(inputs[..<2])
    #expect(
      gradientFaults(at: used, tolerance: 6e-3) { variables in
        let (gain, bias) = (Variable(inputs[2]), Variable(inputs[3]))
        let (sum, normalised) = addNormalised(
          variables[0], variables[1], gain: usesNorm ? variables[2] : gain,
          bias: usesNorm ? variables[3] : bias, dropout: dropped)
        guard usesSum else { return normalised }
        return usesNorm ? add(sum, normalised) : sum
      } == [])
  }
}
