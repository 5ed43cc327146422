import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

private func fixtures(_ operation: String) throws -> [OperationFixture] {
  try OperationFixture.named([operation], in: "front_end.json")
}

/// The convolutional side of Wav2Vec2 and HuBERT against PyTorch's numbers.
struct FrontEndFixtureTests {
  @Test(arguments: try fixtures("convolve_time"))
  func `convolutions over time`(fixture: OperationFixture) throws {
    let (lengths, stride) = (try #require(fixture.lengths), try #require(fixture.stride).frames)
    let padding = try #require(fixture.padding).frames
    let kernel = try #require(fixture.inputs["weight"]).shape[2]
    let faults = try fixture.faults { inputs in
      let (y, outputs) = convolveTime(
        try #require(inputs["x"]), lengths: lengths, weight: try #require(inputs["weight"]),
        bias: inputs["bias"], stride: stride, padding: padding, activation: fixture.nonlinearity)
      #expect(
        outputs
          == lengths.map {
            $0 == 0 || $0 + 2 * padding < kernel ? 0 : ($0 + 2 * padding - kernel) / stride + 1
          })
      return y
    }
    #expect(faults == [])
  }

  @Test(arguments: try fixtures("positional_convolution"))
  func `positional convolutions`(fixture: OperationFixture) throws {
    let (lengths, groups) = (try #require(fixture.lengths), try #require(fixture.groups))
    let faults = try fixture.faults { inputs in
      positionalConvolution(
        try #require(inputs["x"]), lengths: lengths, weight: try #require(inputs["weight"]),
        bias: try #require(inputs["bias"]), groups: groups, activation: fixture.nonlinearity)
    }
    #expect(faults == [])
  }

  @Test(arguments: try fixtures("weight_norm"))
  func `weight normalisation`(fixture: OperationFixture) throws {
    let faults = try fixture.faults {
      weightNormalised(gain: try #require($0["gain"]), direction: try #require($0["direction"]))
    }
    #expect(faults == [])
  }

  @Test(arguments: try fixtures("group_norm") + fixtures("layer_norm"))
  func `group and layer normalisation with a non-linearity`(fixture: OperationFixture) throws {
    let epsilon = try #require(fixture.epsilon)
    let faults = try fixture.faults { inputs in
      let (x, gain) = (try #require(inputs["x"]), try #require(inputs["weight"]))
      let bias = try #require(inputs["bias"])
      guard let lengths = fixture.lengths else {
        return layerNorm(
          x, gain: gain, bias: bias, epsilon: epsilon, activation: fixture.nonlinearity)
      }
      return groupNorm(
        x, lengths: lengths, gain: gain, bias: bias, epsilon: epsilon,
        activation: fixture.nonlinearity)
    }
    #expect(faults == [])
  }

  @Test(arguments: try fixtures("batch_norm"))
  func `batch normalisation and its running statistics`(fixture: OperationFixture) throws {
    let before = try #require(fixture.running)
    let after = try #require(fixture.runningAfter)
    let statistics = RunningStatistics(
      mean: Parameter("running_mean", before[0].tensor),
      variance: Parameter("running_var", before[1].tensor))
    let isTraining = fixture.isTraining == true
    let collector = BatchStatistics()
    let faults = try fixture.faults { inputs in
      collector.discard()
      return batchNorm(
        try #require(inputs["x"]), gain: try #require(inputs["weight"]),
        bias: try #require(inputs["bias"]), statistics: statistics, isTraining: isTraining,
        collector: collector)
    }
    #expect(faults == [])
    collector.commit()
    #expect(differences(statistics.mean.value, after[0]) == "")
    #expect(differences(statistics.variance.value, after[1]) == "")
    #expect(!statistics.mean.isTrainable && !statistics.variance.isTrainable)
  }

  @Test(arguments: try fixtures("glu"))
  func `gated linear units`(fixture: OperationFixture) throws {
    let faults = try fixture.faults { gatedLinearUnit(try #require($0["x"])) }
    #expect(faults == [])
  }
}

extension OperationFixture {
  /// The fused non-linearity.
  fileprivate var nonlinearity: Activation? {
    switch activation {
    case "gelu": .gelu
    case "gelu_tanh": .geluTanh
    default: nil
    }
  }
}
