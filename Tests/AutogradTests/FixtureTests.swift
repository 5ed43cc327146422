import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

private let activations: [String: Activation] = [
  "gelu": .gelu, "gelu_tanh": .geluTanh, "relu": .relu, "silu": .silu, "sigmoid": .sigmoid,
  "tanh": .tanh, "quick_gelu": .quickGelu, "mish": .mish, "leaky_relu": .leakyRelu(slope: 0.01),
  "hardtanh": .clipped(lower: -1, upper: 1), "hardtanh_0_20": .clipped(lower: 0, upper: 20),
]

/// Every operation against PyTorch's numbers.
struct FixtureTests {
  @Test(arguments: try OperationFixture.named(Set(activations.keys)))
  func `non-linearities`(fixture: OperationFixture) throws {
    let activation = try #require(activations[fixture.operation])
    let faults = try fixture.faults { activate(try #require($0["x"]), activation) }
    #expect(faults == [])
  }

  @Test(arguments: try OperationFixture.named(["softmax", "log_softmax"]))
  func `softmax and its logarithm`(fixture: OperationFixture) throws {
    let faults = try fixture.faults { inputs in
      let x = try #require(inputs["x"])
      return fixture.operation == "softmax" ? softmax(x) : logSoftmax(x)
    }
    #expect(faults == [])
  }

  @Test(arguments: try OperationFixture.named(["layer_norm"]))
  func `layer normalisation`(fixture: OperationFixture) throws {
    let epsilon = try #require(fixture.epsilon)
    let faults = try fixture.faults { inputs in
      layerNorm(
        try #require(inputs["x"]), gain: try #require(inputs["weight"]),
        bias: try #require(inputs["bias"]), epsilon: epsilon)
    }
    #expect(faults == [])
  }

  @Test(arguments: try OperationFixture.named(["linear"]))
  func `linear`(fixture: OperationFixture) throws {
    let faults = try fixture.faults { inputs in
      Autograd.linear(
        try #require(inputs["x"]), weight: try #require(inputs["weight"]), bias: inputs["bias"])
    }
    #expect(faults == [])
  }

  @Test(arguments: try OperationFixture.named(["conv1d", "conv2d"]))
  func `convolutions`(fixture: OperationFixture) throws {
    let lengths = try #require(fixture.lengths)
    let weight = try #require(fixture.inputs["weight"]).shape
    let convolution = try fixture.convolution
    let faults = try fixture.faults { inputs in
      let x = try #require(inputs["x"])
      let y = convolve(
        reshape(x, [lengths.reduce(0, +), convolution.inputRow]), lengths: lengths,
        weight: reshape(
          try #require(inputs["weight"]), [weight[0], weight[1]] + convolution.kernel),
        bias: try #require(inputs["bias"]), convolution)
      return reshape(y, fixture.output.shape)
    }
    #expect(faults == [])
  }

  @Test(arguments: try RecurrenceFixture.all())
  func `gated recurrence`(fixture: RecurrenceFixture) throws {
    #expect(try fixture.faults() == [])
  }
}

extension Convolution {
  fileprivate var kernel: [Int] { [binKernel, timeKernel] }
}

extension OperationFixture {
  /// The sizes of a convolution; one over time alone has a single bin.
  fileprivate var convolution: Convolution {
    get throws {
      let (x, weight) = (try #require(inputs["x"]).shape, try #require(inputs["weight"]).shape)
      let (stride, padding) = (try #require(stride), try #require(padding))
      let isFlat = operation == "conv1d"
      return Convolution(
        bins: isFlat ? 1 : x[1], inputChannels: weight[1], outputChannels: weight[0],
        binKernel: isFlat ? 1 : weight[2], timeKernel: isFlat ? weight[2] : weight[3],
        binStride: stride.bins, timeStride: stride.frames,
        binPadding: isFlat ? 0 : padding.bins, timePadding: padding.frames)
    }
  }
}
