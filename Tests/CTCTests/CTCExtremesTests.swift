import Autograd
import CTC
import Recognizers
import Glibc
import Tensors
import TestSupport
import Testing

private func lossAndGradient(
  _ loss: CTCLoss, _ scores: Tensor, lengths: [Int], labels: [[Int]]
) throws -> (value: Float, rows: [Double], gradient: Tensor) {
  let tape = Tape()
  let logits = tape.variable(scores)
  let result = try loss(logits, lengths: lengths, labels: labels)
  tape.backward(from: result.value, gradient: Tensor(repeating: 1, shape: result.value.shape))
  return (
    try #require(result.value.value.elements.first), result.rowLosses,
    try #require(tape.gradient(of: logits))
  )
}

@Test func `an empty batch has a loss of 0`() throws {
  let none = Tensor(zeros: [0, 4])
  for reduction in [LossReduction.sum, .mean] {
    let result = try lossAndGradient(
      CTCLoss(reduction: reduction), none, lengths: [], labels: [])
    #expect(result.value == 0 && result.rows == [] && result.gradient.count == 0)
  }
}

@Test func `no frames spell no labels, and nothing else`() throws {
  let none = Tensor(zeros: [0, 4])
  let loss = CTCLoss(reduction: .sum)
  #expect(try lossAndGradient(loss, none, lengths: [0, 0], labels: [[], []]).rows == [0, 0])
  let rows = try lossAndGradient(loss, none, lengths: [0, 0], labels: [[], [1]]).rows
  #expect(rows == [0, .infinity])
}

@Test func `without labels the loss is that of blanks alone`() throws {
  let scores = Tensor([0, 0, 1, 0, 0, 0], shape: [3, 2])
  let result = try lossAndGradient(
    CTCLoss(blank: 1, reduction: .sum), scores, lengths: [3], labels: [[]])
  // -ln(1/2) twice, and -ln(1/(1 + e)) once.
  #expect(abs(result.rows[0] - (2 * 0.693_147_18 + 1.313_261_69)) < 1e-6)
}

@Test(arguments: [false, true])
func `labels that cannot fit are infinite, or count as 0 if that is wanted`(zero: Bool) throws {
  let scores = randomTensor([7, 3], salt: 1)
  let result = try lossAndGradient(
    CTCLoss(reduction: .sum, zeroInfinity: zero), scores, lengths: [4, 3],
    labels: [[1, 2], [1, 1]])
  #expect(result.rows[1].isFinite, "two equal labels fit three frames")
  let tight = try lossAndGradient(
    CTCLoss(reduction: .sum, zeroInfinity: zero), scores, lengths: [5, 2],
    labels: [[1, 2], [1, 1]])
  #expect(tight.rows[0].isFinite && tight.rows[1] == .infinity)
  #expect(tight.gradient.rows(0..<5).isFinite)
  if zero {
    #expect(abs(Double(tight.value) - tight.rows[0]) < 1e-5)
    #expect(tight.gradient.rows(5..<7).elements.allSatisfy { $0 == 0 })
  } else {
    #expect(tight.value == .infinity)
    #expect(tight.gradient.rows(5..<7).elements.allSatisfy { $0.isNaN })
  }
}

@Test(arguments: [false, true], [Float.nan, .infinity, -.infinity])
func `scores that are no numbers give no loss, and are not passed over as infinite`(
  zero: Bool, poison: Float
) throws {
  for frame in 0..<4 {
    for columns in [nil, 0, 2] as [Int?] {
      var values = randomTensor([8, 3], salt: 2).elements
      for column in columns.map({ [$0] }) ?? [0, 1, 2] { values[frame * 3 + column] = poison }
      let result = try lossAndGradient(
        CTCLoss(reduction: .sum, zeroInfinity: zero), Tensor(values, shape: [8, 3]),
        lengths: [4, 4], labels: [[1, 2], [2, 1]])
      // One symbol without any probability is a score like another.
      if poison == -.infinity, columns != nil {
        #expect(!result.rows[0].isNaN)
        if !zero, result.rows[0].isFinite { #expect(result.gradient.isFinite) }
        continue
      }
      #expect(result.rows[0].isNaN && result.value.isNaN)
      #expect(result.gradient.rows(0..<4).elements.contains { $0.isNaN })
      #expect(result.rows[1].isFinite && result.gradient.rows(4..<8).isFinite)
    }
  }
}

@Test func `scores of ten thousand either way keep their digits`() throws {
  // The only good path is two frames of label 1, then one of label 2; each is sure.
  let sure = Tensor([-1e4, 1e4, -1e4, -1e4, 1e4, -1e4, -1e4, -1e4, 1e4], shape: [3, 3])
  let loss = CTCLoss(reduction: .sum)
  let good = try lossAndGradient(loss, sure, lengths: [3], labels: [[1, 2]])
  #expect(good.rows[0] == 0 && good.gradient.elements.allSatisfy { abs($0) < 1e-6 })
  // The two best paths for [2, 1] have two frames that are as good as impossible.
  let bad = try lossAndGradient(loss, sure, lengths: [3], labels: [[2, 1]])
  #expect(abs(bad.rows[0] - (40_000 - 0.693_147_18)) < 1e-2)
  #expect(bad.gradient.isFinite)
}

@Test func `impossible symbols leave the other paths`() throws {
  // The blank is impossible: three frames spell [1, 2] as 112 or 122 alone.
  let x = -Float.infinity
  let scores = Tensor([x, 0, 0, x, 0, 0, x, 0, 0], shape: [3, 3])
  let loss = CTCLoss(reduction: .sum)
  let result = try lossAndGradient(loss, scores, lengths: [3], labels: [[1, 2]])
  #expect(abs(result.rows[0] - 2 * 0.693_147_18) < 1e-6)
  #expect(
    differences(result.gradient.elements, [0, -0.5, 0.5, 0, 0, 0, 0, 0.5, -0.5]) == "")
  // Equal labels need the blank between them.
  #expect(try lossAndGradient(loss, scores, lengths: [3], labels: [[1, 1]]).rows == [.infinity])
}

@Test func `long recordings with many labels keep their digits`() throws {
  // All scores equal: each path has probability V^-T, and the paths number C(T + S, 2S) when no
  // label repeats.
  let (frames, symbols, labels) = (2_000, 31, 600)
  let spoken = (0..<labels).map { 1 + $0 % (symbols - 1) }
  let result = try lossAndGradient(
    CTCLoss(reduction: .sum), Tensor(zeros: [frames, symbols]), lengths: [frames],
    labels: [spoken])
  func logFactorial(_ n: Int) -> Double { lgamma(Double(n) + 1) }
  let paths =
    logFactorial(frames + labels) - logFactorial(2 * labels) - logFactorial(frames - labels)
  let expected = Double(frames) * log(Double(symbols)) - paths
  #expect(abs(result.rows[0] / expected - 1) < 2e-6)
  #expect(result.gradient.isFinite)
}
