import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

/// The convolutional side of Wav2Vec2 and HuBERT against central differences.
struct FrontEndGradientTests {
  @Test(arguments: [(3, 2, 0), (10, 5, 0), (2, 2, 0), (3, 1, 1), (4, 3, 2), (2, 5, 0)])
  func `convolution over time`(kernel: Int, stride: Int, padding: Int) {
    let lengths = [12, 1, 0, 7]
    let inputs = [
      randomTensor([20, 2]), randomTensor([3, 2, kernel], salt: 1, deviation: 0.3),
      randomTensor([3], salt: 2),
    ]
    for activation in [nil, Activation.gelu] {
      #expect(
        gradientFaults(at: inputs) {
          convolveTime(
            $0[0], lengths: lengths, weight: $0[1], bias: $0[2], stride: stride, padding: padding,
            activation: activation
          ).0
        } == [])
    }
  }

  @Test(arguments: [(1, 4), (2, 5), (4, 1)])
  func `positional convolution`(groups: Int, kernel: Int) {
    let lengths = [6, 0, 1, 4]
    let inputs = [
      randomTensor([11, 4]), randomTensor([4, 4 / groups, kernel], salt: 1, deviation: 0.4),
      randomTensor([4], salt: 2),
    ]
    #expect(
      gradientFaults(at: inputs) {
        positionalConvolution(
          $0[0], lengths: lengths, weight: $0[1], bias: $0[2], groups: groups, activation: .gelu)
      } == [])
  }

  @Test func `weight normalisation`() {
    let inputs = [randomTensor([1, 1, 5]), randomTensor([4, 3, 5], salt: 1)]
    #expect(
      gradientFaults(at: inputs) { weightNormalised(gain: $0[0], direction: $0[1]) } == [])
  }

  @Test(arguments: [2, 16, 21]) func `norms with a non-linearity`(columns: Int) {
    let inputs = [
      randomTensor([9, columns]), randomTensor([columns], salt: 1),
      randomTensor([columns], salt: 2),
    ]
    #expect(
      gradientFaults(at: inputs, tolerance: 6e-3) {
        groupNorm($0[0], lengths: [5, 0, 4], gain: $0[1], bias: $0[2], activation: .gelu)
      } == [])
    #expect(
      gradientFaults(at: inputs, tolerance: 6e-3) {
        layerNorm($0[0], gain: $0[1], bias: $0[2], activation: .geluTanh)
      } == [])
  }

  @Test(arguments: [true, false]) func `batch normalisation`(isTraining: Bool) {
    let inputs = [randomTensor([7, 5]), randomTensor([5], salt: 1), randomTensor([5], salt: 2)]
    #expect(
      gradientFaults(at: inputs, tolerance: 6e-3) {
        batchNorm(
          $0[0], gain: $0[1], bias: $0[2],
          statistics: RunningStatistics(
            mean: Parameter("m", randomTensor([5], salt: 3)),
            variance: Parameter("v", Tensor(repeating: 0.7, shape: [5]))), isTraining: isTraining)
      } == [])
  }

  @Test func `gated linear unit`() {
    #expect(gradientFaults(at: [randomTensor([3, 42])]) { gatedLinearUnit($0[0]) } == [])
  }
}
