import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

/// A batch gives each recording the bits that it has alone, also one that has no frames.
struct RaggedFrontEndTests {
  /// Too short for a window, just long enough, none at all, and more than a tile of 256 frames.
  private static let lengths = [9, 10, 0, 77, 4_321, 400, 1]

  private func expectSame(
    _ lengths: [Int], columns: Int,
    _ operation: (Variable, [Int]) -> (Variable, lengths: [Int])
  ) {
    let x = randomTensor([lengths.reduce(0, +), columns])
    let together = operation(Variable(x), lengths)
    #expect(together.lengths.count == lengths.count)
    var (input, output) = (0, 0)
    for (index, length) in lengths.enumerated() {
      let alone = operation(Variable(x.rows(input..<input + length)), [length])
      let part = together.0.value.rows(output..<output + together.lengths[index])
      #expect(alone.lengths == [together.lengths[index]])
      #expect(alone.0.value == part, "recording \(index)")
      input += length
      output += together.lengths[index]
    }
    #expect(output == together.0.value.rowCount)
    let nothing = operation(Variable(Tensor(zeros: [0, columns])), [])
    #expect(nothing.0.value.rowCount == 0 && nothing.lengths == [])
  }

  @Test func `convolutions of samples and of channels`() {
    let (first, second) = (randomTensor([32, 1, 10], salt: 1), randomTensor([24, 32, 3], salt: 2))
    let bias = Variable(randomTensor([24], salt: 3))
    expectSame(Self.lengths, columns: 1) { x, lengths in
      let (y, lengths) = convolveTime(
        x, lengths: lengths, weight: Variable(first), bias: nil, stride: 5, activation: .gelu)
      return convolveTime(
        y, lengths: lengths, weight: Variable(second), bias: bias, stride: 2, activation: .gelu)
    }
    expectSame([3, 0, 600, 1], columns: 32) { x, lengths in
      convolveTime(
        x, lengths: lengths, weight: Variable(second), bias: bias, stride: 2, padding: 1)
    }
  }

  @Test func `convolutions whose results are normalised, alone and with a second one`() {
    let weights = TimeConvolutionWeights(
      weight: Variable(randomTensor([32, 1, 10], salt: 1)), bias: nil, stride: 5)
    let second = TimeConvolutionWeights(
      weight: Variable(randomTensor([24, 32, 3], salt: 2)), bias: nil, stride: 2)
    let (gain, shift) = (Variable(randomTensor([32], salt: 3)), Variable(randomTensor([32])))
    expectSame(Self.lengths, columns: 1) { x, lengths in
      convolveNormalised(
        x, lengths: lengths, weights, gain: gain, shift: shift, activation: .gelu)
    }
    expectSame(Self.lengths, columns: 1) { x, lengths in
      convolveNormalised(
        x, lengths: lengths, weights, gain: gain, shift: shift, activation: .gelu, then: second)
    }
  }

  @Test func `norms over frames and positional convolutions`() {
    let (gain, bias) = (Variable(randomTensor([48], salt: 1)), Variable(randomTensor([48])))
    let weight = Variable(randomTensor([48, 24, 16], salt: 3, deviation: 0.1))
    expectSame([300, 0, 1, 17, 700], columns: 48) { x, lengths in
      (groupNorm(x, lengths: lengths, gain: gain, bias: bias, activation: .gelu), lengths)
    }
    expectSame([300, 0, 1, 17, 700], columns: 48) { x, lengths in
      (
        positionalConvolution(
          x, lengths: lengths, weight: weight, bias: bias, groups: 2, activation: .gelu), lengths
      )
    }
  }

  @Test func `nothing is kept where no gradient is wanted`() {
    let (y, _) = convolveNormalised(
      Variable(randomTensor([100, 1])), lengths: [100],
      TimeConvolutionWeights(weight: Variable(randomTensor([8, 1, 10])), bias: nil, stride: 5),
      gain: Variable(randomTensor([8])), shift: Variable(randomTensor([8])))
    #expect(!y.isTracked)
  }
}
