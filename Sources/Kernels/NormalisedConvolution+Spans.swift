/// The norm and the non-linearity that follow a convolution.
public struct FollowingNorm {
  /// What keeps the root from zero.
  public let epsilon: Float
  /// The non-linearity, or `nil` for none.
  public let activation: Activation?

  /// Names a norm's constants.
  public init(epsilon: Float, activation: Activation?) {
    self.epsilon = epsilon
    self.activation = activation
  }
}

/// Whether a convolution is one that ``convolveNormalised(_:weight:bias:lengths:_:gain:shift:norm:into:)``
/// takes on: without padding, and with at most sixteen numbers in a window.
public func isNarrow(_ convolution: TimeConvolution) -> Bool {
  NarrowConvolution(convolution) != nil
}

/// Convolves recordings over time and brings every channel of each to zero mean and unit variance.
///
/// - Parameters:
///   - x: The input, frames × inputs.
///   - weight: Outputs × inputs × taps.
///   - bias: One for each output, or empty for none.
///   - lengths: The number of frames of each recording.
///   - convolution: The sizes; see ``isNarrow(_:)``.
///   - gain: The factor of each normalised channel.
///   - shift: What is added to each.
///   - norm: The constants of the norm.
///   - y: The result, output frames × outputs.
/// - Returns: The statistics of the convolution's results.
public func convolveNormalised(
  _ x: Span<Float>, weight: Span<Float>, bias: Span<Float>, lengths: [Int],
  _ convolution: TimeConvolution, gain: Span<Float>, shift: Span<Float>, norm: FollowingNorm,
  into y: inout MutableSpan<Float>
) -> ChannelStatistics {
  let (x, y) = (Floats(x), Floats(&y))
  let outputs = convolution.outputs
  return withNormalised(
    x, Floats(weight), Floats(bias), lengths, convolution, Floats(gain), Floats(shift), norm
  ) { layer in
    let tiles = convolution.tiles(lengths)
    parallel(count: tiles.count, grain: 1) { range in
      for index in range {
        let rows = convolution.outputRows(of: tiles[index])
        layer.forward(
          x, tiles[index],
          into: y[rows.lowerBound * outputs..<rows.upperBound * outputs])
      }
    }
  }
}

/// Convolves recordings over time, normalises every channel of each, and convolves the results
/// again, which meanwhile never stand in memory but for the tiles that are worked on.
///
/// - Parameters:
///   - x: The input, frames × inputs.
///   - weight: The first convolution's weight, outputs × inputs × taps.
///   - bias: One for each of its outputs, or empty for none.
///   - lengths: The number of frames of each recording.
///   - convolution: Its sizes; see ``isNarrow(_:)``.
///   - gain: The factor of each normalised channel.
///   - shift: What is added to each.
///   - norm: The constants of the norm.
///   - secondWeight: The second convolution's weight.
///   - secondBias: One for each of its outputs, or empty for none.
///   - second: Its sizes; it has no padding.
///   - activation: The non-linearity of its results, or `nil` for none.
///   - y: The result.
public func convolveNormalisedTwice(
  _ x: Span<Float>, weight: Span<Float>, bias: Span<Float>, lengths: [Int],
  _ convolution: TimeConvolution, gain: Span<Float>, shift: Span<Float>, norm: FollowingNorm,
  secondWeight: Span<Float>, secondBias: Span<Float>, _ second: TimeConvolution,
  activation: Activation?, into y: inout MutableSpan<Float>
) {
  precondition(
    second.padding == 0 && second.inputs == convolution.outputs
      && secondWeight.count == second.weightCount, "The second convolution reads the first.")
  let (x, y, secondWeight) = (Floats(x), Floats(&y), Floats(secondWeight))
  let epilogue = Epilogue(
    bias: Floats(secondBias), activation: activation, kept: y[0..<0])
  _ = withNormalised(
    x, Floats(weight), Floats(bias), lengths, convolution, Floats(gain), Floats(shift), norm
  ) { layer in
    let tiles = second.tiles(lengths.map { convolution.outputFrames($0) })
    let inputs = convolution.recordings(lengths)
    PackedTimeWeight.withPacked(secondWeight, of: second, for: .forward) { packed in
      let rows = tiles.map { second.inputRows(of: $0).count }.max() ?? 0
      parallel(count: tiles.count, scratch: rows * second.inputs) { index, scratch in
        let tile = tiles[index]
        let rows = second.inputRows(of: tile)
        let middle = scratch[0..<rows.count * second.inputs]
        layer.forward(
          x,
          TimeTile(
            recording: tile.recording, input: inputs[tile.recording], firstOutput: 0,
            frames: rows),
          into: middle)
        second.forward(
          middle, packed,
          TimeTile(
            recording: tile.recording, input: 0..<rows.count,
            firstOutput: tile.firstOutput + tile.frames.lowerBound,
            frames: 0..<tile.frames.count), into: y, scratch[0..<0])
        epilogue.apply(to: y, second.outputRows(of: tile), columns: second.outputs)
      }
    }
  }
}

/// Calls `body` with a convolution that is ready to be computed, and returns its statistics.
private func withNormalised(
  _ x: Floats, _ weight: Floats, _ bias: Floats, _ lengths: [Int],
  _ convolution: TimeConvolution, _ gain: Floats, _ shift: Floats, _ norm: FollowingNorm,
  _ body: (NormalisedConvolution) -> Void
) -> ChannelStatistics {
  precondition(
    weight.count == convolution.weightCount
      && (bias.count == 0 || bias.count == convolution.outputs),
    "Weight and bias have the convolution's shape.")
  guard let narrow = NarrowConvolution(convolution) else {
    preconditionFailure("The windows of the convolution are not narrow.")
  }
  return withScratch(count: weight.count) { packed in
    convolution.pack(weight, into: packed)
    let statistics = narrow.statistics(
      x, packedWeight: packed, bias: bias, lengths: lengths, epsilon: norm.epsilon)
    withScratch(count: lengths.count * convolution.outputs) { scales in
      let channels = ChannelNorm(statistics, gain: gain, bias: shift, lengths: lengths)
      channels.setScales(scales)
      body(
        NormalisedConvolution(
          narrow: narrow, packedWeight: packed, convolutionBias: bias, norm: channels,
          scales: scales, activation: norm.activation))
    }
    return statistics
  }
}
