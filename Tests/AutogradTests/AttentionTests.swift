import Autograd
import Foundation
import Kernels
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
    let inputs = operands(rows: 9, columns: 6)
    let dropout = dropout(0.4, [5, 4])
    #expect(
      gradientFaults(at: inputs) {
        attention($0[0], $0[1], $0[2], lengths: [5, 4], heads: 3, dropout: dropout)
      } == [])
  }

  @Test func `drops of a sequence what it drops of it alone`() {
    let lengths = [130, 0, 7, 101]
    let inputs = operands(rows: 238, columns: 24)
    func dropped(_ rows: Range<Int>, _ dropout: Dropout, _ lengths: [Int]) -> [Tensor] {
      let tape = Tape()
      let (q, k, v) = (
        tape.variable(inputs[0].rows(rows)), tape.variable(inputs[1].rows(rows)),
        tape.variable(inputs[2].rows(rows))
      )
      let y = attention(q, k, v, lengths: lengths, heads: 3, dropout: dropout)
      tape.backward(from: y, gradient: inputs[0].rows(rows))
      return [y.value] + [q, k, v].map { tape.gradient(of: $0) ?? Tensor(zeros: [0, 24]) }
    }
    let together = dropped(0..<238, dropout(0.3, lengths), lengths)
    var start = 0
    for (number, length) in lengths.enumerated() where length > 0 {
      let rows = start..<start + length
      let alone = dropped(rows, dropout(0.3, [length], from: number), [length])
      #expect(alone == together.map { $0.rows(rows) })
      start += length
    }
  }

  @Test func `drops a share of the probabilities, by head and row`() {
    // Equal scores and a value of 1 for all: each output is the share that is kept, scaled.
    let zeros = Variable(Tensor(zeros: [400, 4]))
    let ones = Variable(Tensor(repeating: 1, shape: [400, 4]))
    let dropped = attention(
      zeros, zeros, ones, lengths: [100, 300], heads: 2,
      dropout: dropout(0.25, [100, 300])
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

  /// Sequences that look at keys of other lengths, in another order than their own, and at fewer.
  private static let shapes: [(AttentionShape, keyRows: Int)] = [
    (
      AttentionShape(
        lengths: [3, 0, 2, 1], keys: [4..<9, 0..<2, 2..<3, 9..<12], isCausal: false, heads: 2,
        headSize: 5), 13
    ),
    (
      AttentionShape(
        lengths: [4, 2, 1], keys: [0..<4, 4..<9, 9..<10], isCausal: true, heads: 2, headSize: 3), 10
    ),
    // More queries than a block has.
    (
      AttentionShape(
        lengths: [130, 5], keys: [5..<140, 0..<5], isCausal: true, heads: 1, headSize: 4), 140
    ),
  ]

  @Test(arguments: shapes)
  func `has the numbers of the formula, summed in double precision`(
    shape: AttentionShape, keyRows: Int
  ) {
    let (q, k, v) = (
      randomTensor([shape.rows, shape.columns], salt: 1),
      randomTensor([keyRows, shape.columns], salt: 2),
      randomTensor([keyRows, shape.columns], salt: 3)
    )
    let found = attention(Variable(q), Variable(k), Variable(v), shape: shape).value.elements
    let wanted = formula(q.elements, k.elements, v.elements, shape)
    #expect(zip(found, wanted).allSatisfy { abs(Double($0) - $1) < 1e-5 })
  }

  @Test(arguments: shapes.filter { $0.0.rows < 50 })
  func `cross-attention and causal attention have the gradients of central differences`(
    shape: AttentionShape, keyRows: Int
  ) {
    let inputs = [
      randomTensor([shape.rows, shape.columns], salt: 1),
      randomTensor([keyRows, shape.columns], salt: 2),
      randomTensor([keyRows, shape.columns], salt: 3),
    ]
    #expect(gradientFaults(at: inputs) { attention($0[0], $0[1], $0[2], shape: shape) } == [])
    let dropout = dropout(0.3, shape.lengths)
    #expect(
      gradientFaults(at: inputs) {
        attention($0[0], $0[1], $0[2], shape: shape, dropout: dropout)
      } == [])
  }

  @Test func `a token that is written after others has the bits that it has among them`() {
    // A decoder that writes token by token has a query, and keys that a cache holds, of which some
    // rows are not written yet.
    let (rows, columns, room) = (150, 24, 200)
    let inputs = operands(rows: rows, columns: columns)
    let all = attention(
      Variable(inputs[0]), Variable(inputs[1]), Variable(inputs[2]),
      shape: AttentionShape(
        lengths: [rows], keys: [0..<rows], isCausal: true, heads: 3, headSize: 8)
    ).value
    func cached(_ tensor: Tensor) -> Variable {
      let unwritten = [Float](repeating: .nan, count: (room - rows) * columns)
      return Variable(Tensor(tensor.elements + unwritten, shape: [room, columns]))
    }
    let (keys, values) = (cached(inputs[1]), cached(inputs[2]))
    for row in [0, 1, 15, 16, 95, 96, 149] {
      let one = attention(
        Variable(inputs[0].rows(row..<row + 1)), keys, values,
        shape: AttentionShape(
          lengths: [1], keys: [0..<row + 1], isCausal: true, heads: 3, headSize: 8)
      ).value
      #expect(one == all.rows(row..<row + 1))
    }
  }

  @Test func `hypotheses may look at the same encoder's rows`() {
    let inputs = operands(rows: 7, columns: 6)
    let q = randomTensor([2, 6], salt: 9)
    let (k, v) = (Variable(inputs[1]), Variable(inputs[2]))
    func heard(_ q: Tensor, _ keys: [Range<Int>]) -> Tensor {
      attention(
        Variable(q), k, v,
        shape: AttentionShape(
          lengths: keys.map { _ in 1 }, keys: keys, isCausal: false, heads: 2, headSize: 3)
      ).value
    }
    let both = heard(q, [2..<7, 2..<7])
    #expect(both.rows(0..<1) == heard(q.rows(0..<1), [2..<7]))
    #expect(both.rows(1..<2) == heard(q.rows(1..<2), [2..<7]))
  }

  /// `softmax(q · kᵀ / √headSize) · v`, element by element.
  private func formula(
    _ q: [Float], _ k: [Float], _ v: [Float], _ shape: AttentionShape
  ) -> [Double] {
    var output: [Double] = []
    for (length, keys) in zip(shape.lengths, shape.keys) {
      for number in 0..<length {
        let row = output.count / shape.columns
        let seen = shape.isCausal ? keys.dropLast(length - 1 - number) : keys
        for column in 0..<shape.columns {
          let head = column / shape.headSize * shape.headSize
          let scores = seen.map { key in
            (head..<head + shape.headSize).reduce(0.0) {
              $0 + Double(q[row * shape.columns + $1]) * Double(k[key * shape.columns + $1])
            } / Double(shape.headSize).squareRoot()
          }
          let powers = scores.map { exp($0) }
          let sum = powers.reduce(0, +)
          output.append(
            zip(seen, powers).reduce(0) {
              $0 + $1.1 / sum * Double(v[$1.0 * shape.columns + column])
            })
        }
      }
    }
    return output
  }

  private func operands(rows: Int, columns: Int) -> [Tensor] {
    (0..<3).map { randomTensor([rows, columns], salt: UInt64($0)) }
  }
}
