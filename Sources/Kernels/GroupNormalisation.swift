/// Brings every channel of every recording to zero mean and unit variance by its statistics, then
/// scales and shifts it and applies a non-linearity.
///
/// `y = activation((x - mean) / √(variance + epsilon) · gain + bias)`: group normalisation with a
/// group for each channel (Y. Wu and K. He, "Group Normalization", 2018), over a recording's own
/// frames.
///
/// - Parameters:
///   - x: Frames × channels.
///   - lengths: The number of frames of each recording.
///   - statistics: The recordings' statistics.
///   - gain: The factor of each channel.
///   - bias: The shift of each channel.
///   - activation: The non-linearity, or `nil` for none.
///   - y: The result, as long as `x`.
public func normaliseChannels(
  _ x: Span<Float>, lengths: [Int], statistics: ChannelStatistics, gain: Span<Float>,
  bias: Span<Float>, activation: Activation?, into y: inout MutableSpan<Float>
) {
  let (x, y) = (Floats(x), Floats(&y))
  let norm = ChannelNorm(statistics, gain: Floats(gain), bias: Floats(bias), lengths: lengths)
  let tiles = rowTiles(lengths)
  let channels = norm.channels
  withScratch(count: lengths.count * channels) { scales in
    norm.setScales(scales)
    parallel(count: tiles.count, grain: 1) { range in
      for index in range {
        let recording = tiles[index].recording * channels..<(tiles[index].recording + 1) * channels
        let (means, rests) = (norm.means[recording], norm.rests[recording])
        let scales = scales[recording]
        for row in tiles[index].rows {
          let place = row * channels..<(row + 1) * channels
          normaliseRow(x[place], means, rests, scales, norm.bias, activation, into: y[place])
        }
      }
    }
  }
}

/// Computes the gradients through ``normaliseChannels(_:lengths:statistics:gain:bias:activation:into:)``.
///
/// With `n` the normalised channel and `g` the gradient before the non-linearity, over the frames of
/// a recording: `dx = gain / deviation · (g - mean(g) - n · mean(g·n))`.
///
/// - Parameters:
///   - x: What was normalised.
///   - lengths: The number of frames of each recording.
///   - statistics: The recordings' statistics.
///   - gain: The factor of each channel.
///   - bias: The shift of each channel.
///   - activation: The non-linearity, or `nil` for none.
///   - dy: The gradient with respect to the result.
///   - areConstant: Whether the statistics are given, and do not depend on `x`.
///   - dx: The gradient with respect to `x`.
///   - gainGradient: What the gain's gradient is added to.
///   - biasGradient: What the bias's gradient is added to.
public func normaliseChannelsBackward(
  _ x: Span<Float>, lengths: [Int], statistics: ChannelStatistics, gain: Span<Float>,
  bias: Span<Float>, activation: Activation?, outputGradient dy: Span<Float>,
  areConstant: Bool = false, into dx: inout MutableSpan<Float>,
  gainGradient: inout MutableSpan<Float>, biasGradient: inout MutableSpan<Float>
) {
  let (x, dy, dx) = (Floats(x), Floats(dy), Floats(&dx))
  let norm = ChannelNorm(statistics, gain: Floats(gain), bias: Floats(bias), lengths: lengths)
  withScratch(repeating: 0, count: 2 * lengths.count * norm.channels) { sums in
    // The gradients before the non-linearity go where dx will stand.
    norm.gatherGradients(x, dy, activation, into: dx, sums: sums)
    let (gainGradient, biasGradient) = (Floats(&gainGradient), Floats(&biasGradient))
    for recording in lengths.indices {
      let place = 2 * recording * norm.channels
      let middle = place + norm.channels
      mapRow(gainGradient, sums[middle..<middle + norm.channels], into: gainGradient) { $0 + $1 }
      mapRow(biasGradient, sums[place..<middle], into: biasGradient) { $0 + $1 }
    }
    if areConstant { sums.fill(0) }
    norm.finish(x, dx, sums: sums)
  }
}

/// Applies a norm with known mean and scale to a row, and a non-linearity to what comes out.
@inline(__always)
private func normaliseRow(
  _ x: Floats, _ means: Floats, _ rests: Floats, _ scales: Floats, _ bias: Floats,
  _ activation: Activation?,
  into y: Floats
) {
  guard let activation else {
    return normalise(x, means, rests, scales, bias, into: y) { $0 }
  }
  activation.withFunction { function in
    normalise(x, means, rests, scales, bias, into: y) { function($0) }
  }
}

@inline(__always)
private func normalise(
  _ x: Floats, _ means: Floats, _ rests: Floats, _ scales: Floats, _ bias: Floats, into y: Floats,
  _ body: (Lanes) -> Lanes
) {
  let whole = y.count & ~15
  for index in stride(from: 0, to: whole, by: 16) {
    y[lanes: index] = body(
      (x[lanes: index] - means[lanes: index] - rests[lanes: index]).fused(
        scales[lanes: index], bias[lanes: index]))
  }
  guard whole < y.count else { return }
  y[tail: whole] = body(
    (x[tail: whole] - means[tail: whole] - rests[tail: whole]).fused(
      scales[tail: whole], bias[tail: whole]))
}
