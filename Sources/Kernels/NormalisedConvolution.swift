/// A narrow convolution whose outputs are brought to zero mean and unit variance over each
/// recording, scaled, shifted and passed through a non-linearity.
///
/// What the norm needs to know is found from the windows alone (``WindowMoments``), so that the
/// convolution is computed once, when its results are wanted, and never stands in memory without
/// its norm.
struct NormalisedConvolution: Sendable {
  let narrow: NarrowConvolution
  let packedWeight: Floats
  let convolutionBias: Floats
  let norm: ChannelNorm
  /// Recordings × outputs: gain over deviation.
  let scales: Floats
  let activation: Activation?

  /// The number of channels of an output frame.
  private var outputs: Int { narrow.convolution.outputs }

  /// Computes output frames of a recording, on this thread.
  ///
  /// - Parameters:
  ///   - x: The input of the whole batch.
  ///   - tile: The recording, and which of its output frames are wanted.
  ///   - y: The result.
  func forward(_ x: Floats, _ tile: TimeTile, into y: Floats) {
    let inputs = narrow.convolution.inputs
    let first = tile.input.lowerBound + tile.frames.lowerBound * narrow.convolution.stride
    let x = x[first * inputs..<tile.input.upperBound * inputs]
    let place = tile.recording * outputs..<(tile.recording + 1) * outputs
    let (means, rests, scales) = (norm.means[place], norm.rests[place], scales[place])
    func normalised(_ output: Int, _ sum: Lanes) -> Lanes {
      (sum - means[part: output] - rests[part: output])
        .fused(scales[part: output], norm.bias[part: output])
    }
    guard let activation else {
      return narrow.forward(
        x, packedWeight: packedWeight, bias: convolutionBias, into: y, normalised)
    }
    activation.withFunction { function in
      narrow.forward(x, packedWeight: packedWeight, bias: convolutionBias, into: y) {
        function(normalised($0, $1))
      }
    }
  }
}

extension NarrowConvolution {
  /// Frames below which the statistics come from the results themselves, which then differ from
  /// their mean by nothing where they are all alike.
  private static let fewFrames = 16

  /// Finds the mean and the variance of every output over every recording.
  func statistics(
    _ x: Floats, packedWeight: Floats, bias: Floats, lengths: [Int], epsilon: Float
  ) -> ChannelStatistics {
    let statistics = ChannelStatistics(recordings: lengths.count, channels: convolution.outputs)
    let inputs = convolution.inputs
    let recordings = convolution.recordings(lengths)
    let few = Self.fewFrames * convolution.outputs
    parallel(count: lengths.count, scratch: few) { recording, scratch in
      let frames = convolution.outputFrames(lengths[recording])
      let rows = x[
        recordings[recording].lowerBound * inputs..<recordings[recording].upperBound * inputs]
      guard frames >= Self.fewFrames else {
        let y = scratch[0..<frames * convolution.outputs]
        forward(rows, packedWeight: packedWeight, bias: bias, into: y) { $1 }
        return measure(y, frames, into: statistics, recording)
      }
      let moments = WindowMoments(
        rows, size: window, step: convolution.stride * inputs, count: frames)
      for output in 0..<convolution.outputs {
        let (mean, variance) = moments.moments(
          packedWeight, first: output, stride: convolution.outputs)
        let shift = bias.count > 0 ? Double(bias[output]) : 0
        statistics.set(recording, output, mean: mean + shift, variance: variance)
      }
    }
    statistics.setInverseDeviations(epsilon: epsilon)
    return statistics
  }

  private func measure(
    _ y: Floats, _ frames: Int, into statistics: ChannelStatistics, _ recording: Int
  ) {
    let outputs = convolution.outputs
    for output in 0..<outputs {
      let values = (0..<frames).map { Double(y[$0 * outputs + output]) }
      let mean = values.reduce(0, +) / Double(max(frames, 1))
      let squares = values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
      statistics.set(
        recording, output, mean: mean, variance: squares / Double(max(frames, 1)))
    }
  }
}
