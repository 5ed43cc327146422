import Autograd
import CTC
import Recognizers
import Tensors
import TestSupport
import Testing

@Test(arguments: try CTCFixture.all())
func `gives PyTorch's losses and gradients`(fixture: CTCFixture) throws {
  let logits = Tensor(
    fixture.logits.map { Float($0) }, shape: [fixture.lengths.reduce(0, +), fixture.symbols])
  for expected in fixture.reductions {
    let reduction = try #require(LossReduction(rawValue: expected.reduction))
    let loss = CTCLoss(
      blank: fixture.blank, reduction: reduction, zeroInfinity: fixture.zeroInfinity)
    let tape = Tape()
    let tracked = tape.variable(logits)
    let result = try loss(tracked, lengths: fixture.lengths, labels: fixture.labels)
    let value = result.value.value
    #expect(differences(value.elements, expected.value) == "", "\(reduction)")
    for (actual, expected) in zip(value.elements, expected.value) where expected == nil {
      #expect(actual == .infinity, "\(reduction)")
    }
    let outer = Tensor(expected.outer.map { Float($0) }, shape: value.shape)
    tape.backward(from: result.value, gradient: outer)
    let gradient = try #require(tape.gradient(of: tracked))
    #expect(differences(gradient.elements, expected.gradient) == "", "\(reduction)")
  }
}

@Test(arguments: try CTCFixture.all())
func `gives every recording's own loss`(fixture: CTCFixture) throws {
  let logits = Tensor(
    fixture.logits.map { Float($0) }, shape: [fixture.lengths.reduce(0, +), fixture.symbols])
  let loss = CTCLoss(blank: fixture.blank, zeroInfinity: true)
  let result = try loss(Variable(logits), lengths: fixture.lengths, labels: fixture.labels)
  #expect(differences(result.rowLosses.map { Float($0) }, fixture.rowLosses) == "")
  for (actual, expected) in zip(result.rowLosses, fixture.rowLosses) {
    #expect((actual == .infinity) == (expected == nil))
  }
}
