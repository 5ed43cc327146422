import Autograd
import Tensors
import TestSupport
import Testing

struct AttentionTests {
  @Test(arguments: try OperationFixture.named(["attention"], in: "attention.json"))
  func `has PyTorch's numbers`(fixture: OperationFixture) throws {
    let (lengths, heads) = (try #require(fixture.lengths), try #require(fixture.heads))
    let faults = try fixture.faults { inputs in
      attention(
        try #require(inputs["q"]), try #require(inputs["k"]), try #require(inputs["v"]),
        lengths: lengths, heads: heads)
    }
    #expect(faults == [])
  }

  @Test(arguments: [1, 2, 16, 33]) func `has the gradients of central differences`(size: Int) {
    let inputs = operands(rows: 8, columns: 2 * size)
    #expect(
      gradientFaults(at: inputs) {
        attention($0[0], $0[1], $0[2], lengths: [3, 0, 1, 4], heads: 2)
      } == [])
  }

  @Test func `drops the same probabilities backward as forward`() {
    let stream = RandomStream(seed: 5, purpose: "dropout")
    let inputs = operands(rows: 9, columns: 6)
    #expect(
      gradientFaults(at: inputs) {
        attention($0[0], $0[1], $0[2], lengths: [5, 4], heads: 3, dropout: Dropout(0.4, stream))
      } == [])
  }

  @Test func `drops a share of the probabilities, by head and row`() {
    // Equal scores and a value of 1 for all: each output is the share that is kept, scaled.
    let zeros = Variable(Tensor(zeros: [400, 4]))
    let ones = Variable(Tensor(repeating: 1, shape: [400, 4]))
    let dropped = attention(
      zeros, zeros, ones, lengths: [100, 300], heads: 2,
      dropout: Dropout(0.25, RandomStream(seed: 1, purpose: "dropout"))
    ).value.elements
    let mean = dropped.reduce(0, +) / Float(dropped.count)
    #expect(abs(mean - 1) < 0.01)
    // The two columns of a head share its mask; heads and rows do not.
    for row in 0..<400 { #expect(dropped[4 * row] == dropped[4 * row + 1]) }
    #expect((0..<400).count { dropped[4 * $0] != dropped[4 * $0 + 2] } > 300)
    #expect(Set((0..<100).map { dropped[4 * $0] }).count > 10)
  }

  @Test func `a batch gives each recording the numbers that it has alone`() {
    let inputs = operands(rows: 301, columns: 32)
    let lengths = [1, 130, 0, 170]
    let together = attention(
      Variable(inputs[0]), Variable(inputs[1]), Variable(inputs[2]), lengths: lengths, heads: 4)
    var start = 0
    for length in lengths {
      let rows = start..<start + length
      let alone = attention(
        Variable(inputs[0].rows(rows)), Variable(inputs[1].rows(rows)),
        Variable(inputs[2].rows(rows)), lengths: [length], heads: 4)
      #expect(alone.value == together.value.rows(rows))
      start += length
    }
  }

  @Test func `large scores neither overflow nor vanish`() {
    // The second key's score is 400 above the first's for every query.
    let q = Variable(Tensor(repeating: 200, shape: [2, 4]))
    let k = Variable(Tensor([0, 0, 0, 0, 1, 1, 1, 1], shape: [2, 4]))
    let v = Variable(Tensor([1, 2, 3, 4, 5, 6, 7, 8], shape: [2, 4]))
    let y = attention(q, k, v, lengths: [2], heads: 1).value
    #expect(y.elements == [5, 6, 7, 8, 5, 6, 7, 8])
  }

  private func operands(rows: Int, columns: Int) -> [Tensor] {
    (0..<3).map { randomTensor([rows, columns], salt: UInt64($0)) }
  }
}
