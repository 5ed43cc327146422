import Autograd
import CTC
import Recognizers
import Tensors
import TestSupport
import Testing

@Test(arguments: 0..<8)
func `the loss is the sum over every path, and the gradient fits`(seed: UInt64) throws {
  var stream = RandomStream(seed: seed, purpose: "every path")
  var feasible = 0
  for _ in 0..<500 {
    let small = SmallCase(&stream)
    let expected = small.byEveryPath()
    let tape = Tape()
    let logits = tape.variable(small.logits)
    let result = try CTCLoss(blank: small.blank, reduction: .sum)(
      logits, lengths: [small.frames], labels: [small.labels])
    let loss = result.rowLosses[0]
    let isRight =
      expected.loss == .infinity
      ? loss == .infinity : abs(loss - expected.loss) <= 1e-5 * max(1, expected.loss)
    #expect(isRight, "\(loss), not \(expected.loss), for \(small)")
    guard expected.loss.isFinite else { continue }
    feasible += 1
    tape.backward(from: result.value)
    let gradient = try #require(tape.gradient(of: logits))
    #expect(
      differences(gradient.elements, expected.gradient, tolerance: 2e-5) == "", "\(small)")
  }
  #expect(feasible > 200)
}

@Test(arguments: [LossReduction.sum, .mean, .none])
func `the gradient is that of central differences`(reduction: LossReduction) {
  let lengths = [9, 4, 1, 12]
  let labels = [[1, 1, 2, 3], [2], [], [4, 3, 3, 1, 2]]
  let faults = gradientFaults(at: [randomTensor([26, 5], salt: 5)]) { inputs in
    do {
      return try CTCLoss(reduction: reduction)(inputs[0], lengths: lengths, labels: labels).value
    } catch {
      Issue.record("\(error)")
      return inputs[0]
    }
  }
  #expect(faults == [])
}

/// Recordings of many lengths with labels that fit them.
private func batch(of count: Int) -> (logits: Tensor, lengths: [Int], labels: [[Int]]) {
  var stream = RandomStream(seed: 3, purpose: "batch")
  let lengths = (0..<count).map { _ in 30 + stream.integer(below: 90) }
  let labels = lengths.map { length in
    (0..<length / 3).map { _ in 1 + stream.integer(below: 31) }
  }
  let frames = lengths.reduce(0, +)
  return (
    Tensor(normalWithDeviation: 3, shape: [frames, 32], from: &stream), lengths, labels
  )
}

@Test func `a batch gives each recording the bits that it has alone`() throws {
  let (scores, lengths, labels) = batch(of: 16)
  let loss = CTCLoss(reduction: .sum)
  let tape = Tape()
  let all = tape.variable(scores)
  let together = try loss(all, lengths: lengths, labels: labels)
  tape.backward(from: together.value)
  let gradient = try #require(tape.gradient(of: all))
  var frame = 0
  for (index, length) in lengths.enumerated() {
    let place = frame..<frame + length
    frame += length
    let tape = Tape()
    let one = tape.variable(scores.rows(place))
    let alone = try loss(one, lengths: [length], labels: [labels[index]])
    #expect(alone.rowLosses[0] == together.rowLosses[index])
    tape.backward(from: alone.value)
    #expect(tape.gradient(of: one)?.elements == gradient.rows(place).elements)
  }
}

@Test func `the loss is the same whether a gradient is wanted or not`() throws {
  let (scores, lengths, labels) = batch(of: 8)
  let untracked = try CTCLoss()(Variable(scores), lengths: lengths, labels: labels)
  let tape = Tape()
  let tracked = try CTCLoss()(tape.variable(scores), lengths: lengths, labels: labels)
  #expect(untracked.rowLosses == tracked.rowLosses)
  #expect(untracked.value.value == tracked.value.value)
}

@Test func `what is wrong with lengths and labels is named`() {
  let scores = Variable(Tensor(zeros: [5, 3]))
  let cases: [(blank: Int, lengths: [Int], labels: [[Int]], error: CTCError)] = [
    (0, [5], [[1, 3]], .labelOutsideVocabulary(row: 0, position: 1, label: 3, symbols: 3)),
    (0, [2, 3], [[1], [-1]], .labelOutsideVocabulary(row: 1, position: 0, label: -1, symbols: 3)),
    (2, [2, 3], [[1], [0, 2]], .labelIsBlank(row: 1, position: 1, blank: 2)),
    (3, [5], [[1]], .blankOutsideVocabulary(blank: 3, symbols: 3)),
    (-1, [5], [[1]], .blankOutsideVocabulary(blank: -1, symbols: 3)),
    (0, [2, 3], [[1]], .countsDiffer(recordings: 2, labels: 1)),
    (0, [4], [[1]], .framesDiffer(lengths: 4, frames: 5)),
    (0, [6, -1], [[1], []], .framesDiffer(lengths: 5, frames: 5)),
  ]
  for item in cases {
    #expect(throws: item.error) {
      try CTCLoss(blank: item.blank)(scores, lengths: item.lengths, labels: item.labels)
    }
    #expect(!item.error.description.isEmpty && !item.error.description.contains("\n"))
  }
  #expect(throws: CTCError.self) {
    try CTCLoss()(scores, lengths: [.max, .max, 7], labels: [[], [], []])
  }
}
