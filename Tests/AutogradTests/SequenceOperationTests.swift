import Autograd
import Foundation
import Tensors
import TestSupport
import Testing

struct CrossEntropyTests {
  private static let targets: [Int?] = [3, 0, nil, 18, 7]

  /// -Σ q ln p with q = (1 - ε) of the right class + ε/K, in double precision.
  private func formula(_ x: [Float], _ target: Int, _ smoothing: Double) -> Double {
    let scores = x.map(Double.init)
    let top = scores.max() ?? 0
    let logSum = top + log(scores.reduce(0) { $0 + exp($1 - top) })
    return scores.enumerated().reduce(0) { sum, entry in
      let wanted =
        (entry.offset == target ? 1 - smoothing : 0) + smoothing / Double(scores.count)
      return sum - wanted * (entry.element - logSum)
    }
  }

  @Test(arguments: [0, 0.1, 1], [Float(1), 400])
  func `has the values of the formula, also of large scores`(smoothing: Double, scale: Float) {
    let x = Tensor(randomTensor([5, 19]).elements.map { scale * $0 + 3 * scale }, shape: [5, 19])
    let loss = CrossEntropy(
      Variable(x), targets: Self.targets, labelSmoothing: Float(smoothing))
    var total = 0.0
    for (row, target) in Self.targets.enumerated() {
      let wanted =
        target.map {
          formula(Array(x.elements[row * 19..<(row + 1) * 19]), $0, smoothing)
        } ?? 0
      total += wanted
      #expect(
        abs(Double(loss.losses.value.elements[row]) - wanted) <= 2e-6 * max(1, abs(wanted)) * 4)
    }
    #expect(abs(Double(loss.sum.value.scalar ?? .nan) - total) <= 1e-5 * max(1, abs(total)))
  }

  @Test(arguments: [Float(0), 0.1, 1])
  func `has the gradients of central differences, none in rows that are left out`(
    smoothing: Float
  ) {
    let x = randomTensor([5, 19])
    #expect(
      gradientFaults(at: [x]) {
        CrossEntropy($0[0], targets: Self.targets, labelSmoothing: smoothing).sum
      } == [])
    let tape = Tape()
    let variable = tape.variable(x)
    tape.backward(
      from: CrossEntropy(variable, targets: Self.targets, labelSmoothing: smoothing).sum)
    let gradient = tape.gradient(of: variable)?.rows(2..<3).elements
    #expect(gradient == [Float](repeating: 0, count: 19))
  }
}

/// Losses as PyTorch computes them: `Tests/Fixtures/seq2seq.py`.
private struct CrossEntropyFixture: Decodable {
  var logits: TensorFixture
  /// The right class of each row; -100 leaves a row out.
  var targets: [Int]
  var smoothing: Float
  var losses: TensorFixture
  /// Of the sum of the losses.
  var gradient: TensorFixture
}

@Test func `the cross-entropy has PyTorch's values and gradients`() throws {
  let fixtures = try jsonFixture("seq2seq/cross_entropy.json", as: [CrossEntropyFixture].self)
  for fixture in fixtures {
    let tape = Tape()
    let logits = tape.variable(fixture.logits.tensor)
    let loss = CrossEntropy(
      logits, targets: fixture.targets.map { $0 < 0 ? nil : $0 },
      labelSmoothing: fixture.smoothing)
    #expect(differences(loss.losses.value, fixture.losses) == "")
    tape.backward(from: loss.sum)
    #expect(differences(tape.gradient(of: logits), fixture.gradient) == "")
  }
}

@Test func `each row's loss has a gradient of its own`() {
  let targets: [Int?] = [3, 0, nil, 1]
  #expect(
    gradientFaults(at: [randomTensor([4, 5])]) {
      CrossEntropy($0[0], targets: targets, labelSmoothing: 0.2).losses
    } == [])
}

struct SequenceSumTests {
  private static let lengths = [2, 0, 3, 1]

  @Test func `adds up each sequence`() {
    let x = Variable(Tensor([1, 2, 4, 8, 16, 32]))
    #expect(sequenceSums(x, lengths: Self.lengths).value.elements == [3, 0, 28, 32])
  }

  @Test func `keeps digits that single precision would lose`() {
    let x = Variable(Tensor([1e8, 1, -1e8, 1]))
    #expect(sequenceSums(x, lengths: [4]).value.elements == [2])
  }

  @Test func `has the gradients of central differences`() {
    #expect(
      gradientFaults(at: [randomTensor([6])]) { sequenceSums($0[0], lengths: Self.lengths) } == [])
  }
}

struct EmbeddingTests {
  @Test func `takes rows, and gives their gradients back, summed`() {
    let table = randomTensor([4, 5])
    let found = embedding([2, 0, 2], Variable(table)).value
    #expect(
      found.elements == table.rows(2..<3).elements + table.rows(0..<1).elements
        + table.rows(2..<3).elements)
    let weights = Variable(randomTensor([3, 5], salt: 1))
    #expect(
      gradientFaults(at: [table]) { multiply(embedding([2, 0, 2], $0[0]), weights) } == [])
  }

  @Test func `the row of the padding stays as it is`() {
    let tape = Tape()
    let table = tape.variable(randomTensor([4, 5]))
    tape.backward(from: sum(embedding([1, 3, 3], table, padding: 3)))
    let gradient = tape.gradient(of: table)
    #expect(gradient?.rows(3..<4).elements == [0, 0, 0, 0, 0])
    #expect(gradient?.rows(1..<2).elements == [1, 1, 1, 1, 1])
  }
}
