import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

/// A convolution fused with its norm against the two of them one after the other.
struct NormalisedConvolutionTests {
  private func inputs(_ samples: Tensor, outputs: Int = 20) -> [Tensor] {
    [
      samples, randomTensor([outputs, 1, 10], salt: 1, deviation: 0.3),
      randomTensor([outputs], salt: 2), randomTensor([outputs], salt: 3),
      randomTensor([outputs], salt: 4),
    ]
  }

  private func fused(_ v: [Variable], _ lengths: [Int]) -> Variable {
    convolveNormalised(
      v[0], lengths: lengths, TimeConvolutionWeights(weight: v[1], bias: v[2], stride: 5),
      gain: v[3], shift: v[4], activation: .gelu
    ).0
  }

  private func composed(_ v: [Variable], _ lengths: [Int]) -> Variable {
    let (y, outputs) = convolveTime(
      v[0], lengths: lengths, weight: v[1], bias: v[2], stride: 5)
    return groupNorm(y, lengths: outputs, gain: v[3], bias: v[4], activation: .gelu)
  }

  /// The largest differences of the results and of each gradient, relative to the largest number.
  private func distances(
    _ tensors: [Tensor], _ lengths: [Int], remainder: Float = 2e-4
  ) -> [Float] {
    var results: [[Tensor]] = []
    for operation in [fused, composed] {
      let tape = Tape()
      let tracked = tensors.map { tape.variable($0) }
      let y = operation(tracked, lengths)
      tape.backward(from: y, gradient: randomTensor(y.shape, salt: 9))
      results.append([y.value] + tracked.compactMap { tape.gradient(of: $0) })
    }
    #expect(results[0].count == 6 && results[1].count == 6)
    // The norm takes the bias away again: its gradient is nothing but what rounding leaves.
    for (number, result) in results.enumerated() {
      let largest = result[3].elements.reduce(0) { max($0, abs($1)) }
      #expect(largest < remainder, "operation \(number) leaves \(largest)")
    }
    return zip(results[0], results[1]).enumerated().filter { $0.offset != 3 }.map {
      let (one, other) = $0.element
      let size = other.elements.reduce(Float(1)) { max($0, abs($1)) }
      return zip(one.elements, other.elements).reduce(0) { max($0, abs($1.0 - $1.1) / size) }
    }
  }

  @Test func `gives the numbers of its parts`() {
    let lengths = [10, 9, 3_000, 0, 65]
    let found = distances(inputs(randomTensor([3_084, 1])), lengths)
    #expect(found.allSatisfy { $0 < 2e-6 }, "\(found)")
  }

  @Test func `gives them for slow waves, whose differences are small, and for silence`() {
    // Neighbouring samples are almost alike, so some filters let next to nothing through.
    let slow = (0..<3_000).map { Float(($0 % 500) - 250) / 250 }
    let found = distances(inputs(Tensor(slow, shape: [3_000, 1])), [3_000])
    #expect(found.allSatisfy { $0 < 1e-5 }, "\(found)")
    // The norm multiplies by 1/√1e-5 = 316: 599 frames, each rounded to 2⁻²⁵, may leave 316 · 599 · 2⁻²⁵.
    let silence = distances(
      inputs(Tensor(zeros: [3_000, 1])), [3_000], remainder: 316 * 599 / 33_554_432)
    #expect(silence.allSatisfy { $0 < 1e-6 }, "\(silence)")
  }

  @Test func `keeps its digits on a loud constant`() {
    // The sums themselves are rounded at 100 times their size.
    let loud = randomTensor([2_000, 1]).elements.map { $0 + 100 }
    let found = distances(inputs(Tensor(loud, shape: [2_000, 1])), [2_000])
    #expect(found.allSatisfy { $0 < 5e-5 }, "\(found)")
  }

  @Test func `gradients`() {
    #expect(
      gradientFaults(at: inputs(randomTensor([130, 1]), outputs: 3), tolerance: 6e-3) {
        fused($0, [35, 95])
      } == [])
  }

  @Test func `a second convolution reads the same numbers, with gradients and without`() {
    let tensors = inputs(randomTensor([3_500, 1]))
    let weight = randomTensor([16, 20, 3], salt: 7)
    func result(_ v: [Variable]) -> Variable {
      convolveNormalised(
        v[0], lengths: [3_400, 100],
        TimeConvolutionWeights(weight: v[1], bias: v[2], stride: 5), gain: v[3], shift: v[4],
        activation: .gelu,
        then: TimeConvolutionWeights(weight: Variable(weight), bias: nil, stride: 2)
      ).0
    }
    let tape = Tape()
    let tracked = result(tensors.map { tape.variable($0) })
    let plain = result(tensors.map { Variable($0) })
    #expect(tracked.isTracked && !plain.isTracked)
    #expect(tracked.value == plain.value)
  }
}
