import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

/// Every operation against central differences.
struct GradientTests {
  @Test func `sums, products and scalings`() {
    let inputs = [randomTensor([3, 5]), randomTensor([3, 5], salt: 1)]
    #expect(gradientFaults(at: inputs) { add($0[0], $0[1]) } == [])
    #expect(gradientFaults(at: inputs) { multiply($0[0], $0[1]) } == [])
    #expect(gradientFaults(at: [inputs[0]]) { scale($0[0], by: -2.5) } == [])
    #expect(gradientFaults(at: [inputs[0]]) { sum($0[0]) } == [])
    #expect(gradientFaults(at: [inputs[0]]) { reshape($0[0], [5, 3]) } == [])
  }

  @Test func `a variable used twice gathers both gradients`() {
    #expect(gradientFaults(at: [randomTensor([4])]) { multiply($0[0], $0[0]) } == [])
    #expect(gradientFaults(at: [randomTensor([4])]) { add($0[0], scale($0[0], by: 3)) } == [])
  }

  @Test(arguments: [1, 7, 16, 33]) func `linear, with and without bias`(inputs: Int) {
    let tensors = [
      randomTensor([5, inputs]), randomTensor([3, inputs], salt: 1), randomTensor([3], salt: 2),
    ]
    #expect(
      gradientFaults(at: tensors) { linear($0[0], weight: $0[1], bias: $0[2]) } == [])
    #expect(gradientFaults(at: Array(tensors[..<2])) { linear($0[0], weight: $0[1]) } == [])
  }

  @Test(
    arguments: [
      Activation.relu, .clipped(lower: -0.5, upper: 0.9), .gelu, .geluTanh, .tanh, .sigmoid, .silu,
      .quickGelu, .mish, .leakyRelu(slope: 0.2),
    ]) func `activations`(activation: Activation)
  {
    // Elements within a step of a kink are moved off it.
    let x = Tensor(
      randomTensor([3, 21]).elements.map { value in
        [0, -0.5, 0.9].contains { abs(value - $0) < 0.03 } ? value + 0.08 : value
      }, shape: [3, 21])
    #expect(gradientFaults(at: [x]) { activate($0[0], activation) } == [])
  }

  @Test func `softmax and its logarithm`() {
    for columns in [1, 5, 16, 37] {
      #expect(gradientFaults(at: [randomTensor([3, columns])]) { softmax($0[0]) } == [])
      #expect(gradientFaults(at: [randomTensor([3, columns])]) { logSoftmax($0[0]) } == [])
    }
  }

  @Test func `dropout keeps its mask`() {
    let dropped = dropout(0.4, [1, 3])
    #expect(gradientFaults(at: [randomTensor([4, 9])]) { dropout($0[0], dropped) } == [])
  }

  @Test(arguments: [2, 16, 35]) func `layer normalisation`(columns: Int) {
    let inputs = [
      randomTensor([4, columns]), randomTensor([columns], salt: 1),
      randomTensor([columns], salt: 2),
    ]
    #expect(
      gradientFaults(at: inputs, tolerance: 6e-3) { layerNorm($0[0], gain: $0[1], bias: $0[2]) }
        == [])
  }

  @Test(arguments: [(1, 1), (2, 1), (1, 2), (2, 2), (3, 2)])
  func `convolution over bins and frames`(binStride: Int, timeStride: Int) {
    let convolution = Convolution(
      bins: 6, inputChannels: 2, outputChannels: 3, binKernel: 5, timeKernel: 3,
      binStride: binStride, timeStride: timeStride, binPadding: 2, timePadding: 1)
    let lengths = [4, 1, 0, 3]
    let inputs = [
      randomTensor([8, 12]), randomTensor([3, 2, 5, 3], salt: 1, deviation: 0.3),
      randomTensor([3], salt: 2),
    ]
    #expect(
      gradientFaults(at: inputs) {
        convolve($0[0], lengths: lengths, weight: $0[1], bias: $0[2], convolution)
      } == [])
  }

  @Test(arguments: [1, 2], [3, 16, 18]) func `gated recurrence`(directions: Int, state: Int) {
    let lengths = [2, 4, 0, 3]
    let weights = (0..<directions).flatMap { direction in
      let salt = UInt64(10 * direction)
      return [
        randomTensor([3 * state, 5], salt: salt + 1, deviation: 0.4),
        randomTensor([3 * state, state], salt: salt + 2, deviation: 0.3),
        randomTensor([3 * state], salt: salt + 3), randomTensor([3 * state], salt: salt + 4),
      ]
    }
    #expect(
      gradientFaults(at: [randomTensor([9, 5])] + weights) { inputs in
        gatedRecurrence(
          inputs[0], lengths: lengths,
          directions: (0..<directions).map {
            GatedRecurrenceWeights(
              inputWeight: inputs[4 * $0 + 1], stateWeight: inputs[4 * $0 + 2],
              inputBias: inputs[4 * $0 + 3], stateBias: inputs[4 * $0 + 4])
          })
      } == [])
  }
}
