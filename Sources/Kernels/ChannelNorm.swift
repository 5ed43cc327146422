/// A normalisation of channels with all that it needs, and the parts of its backward side.
struct ChannelNorm: Sendable {
  let channels: Int
  let means: Floats
  let rests: Floats
  let inverses: Floats
  let gain: Floats
  let bias: Floats
  let lengths: [Int]

  init(_ statistics: ChannelStatistics, gain: Floats, bias: Floats, lengths: [Int]) {
    channels = statistics.channels
    (means, rests, _, inverses) = statistics.views
    precondition(
      gain.count == channels && bias.count == channels
        && means.count == lengths.count * channels,
      "Gain, bias and statistics have one number for each channel.")
    self.gain = gain
    self.bias = bias
    self.lengths = lengths
  }

  /// Sets the factor of every recording's channels: the gain over the deviation.
  func setScales(_ scales: Floats) {
    for recording in lengths.indices {
      let place = recording * channels..<(recording + 1) * channels
      mapRow(inverses[place], gain, into: scales[place]) { $0 * $1 }
    }
  }

  /// Computes the gradients before the non-linearity, and adds up, for every recording, them and
  /// their products with the normalised channels.
  func gatherGradients(
    _ x: Floats, _ dy: Floats, _ activation: Activation?, into g: Floats, sums: Floats
  ) {
    let tiles = rowTiles(lengths)
    withScratch(repeating: 0, count: 2 * tiles.count * channels) { partial in
      parallel(count: tiles.count, grain: 1) { range in
        for index in range {
          let part = partial[2 * index * channels..<2 * (index + 1) * channels]
          for row in tiles[index].rows {
            let place = row * channels..<(row + 1) * channels
            gather(
              x[place], dy[place], activation, tiles[index].recording, into: g[place], sums: part)
          }
        }
      }
      for index in tiles.indices {
        let place = 2 * tiles[index].recording * channels
        let target = sums[place..<place + 2 * channels]
        let part = partial[2 * index * channels..<2 * (index + 1) * channels]
        mapRow(target, part, into: target) { $0 + $1 }
      }
    }
  }

  private func gather(
    _ x: Floats, _ dy: Floats, _ activation: Activation?, _ recording: Int, into g: Floats,
    sums: Floats
  ) {
    let place = recording * channels..<(recording + 1) * channels
    let (means, rests, inverses) = (means[place], rests[place], inverses[place])
    guard let activation else {
      return gather(x, dy, means, rests, inverses, into: g, sums: sums) { $1 }
    }
    activation.withDerivative { derivative in
      gather(x, dy, means, rests, inverses, into: g, sums: sums) { derivative($0, $1) }
    }
  }

  @inline(__always)
  private func gather(
    _ x: Floats, _ dy: Floats, _ means: Floats, _ rests: Floats, _ inverses: Floats, into g: Floats,
    sums: Floats,
    _ derivative: (Lanes, Lanes) -> Lanes
  ) {
    let (first, second) = (sums[0..<channels], sums[channels..<2 * channels])
    let whole = channels & ~15
    for index in stride(from: 0, to: whole, by: 16) {
      let n = (x[lanes: index] - means[lanes: index] - rests[lanes: index]) * inverses[lanes: index]
      let gradient = derivative(n.fused(gain[lanes: index], bias[lanes: index]), dy[lanes: index])
      g[lanes: index] = gradient
      first[lanes: index] += gradient
      second[lanes: index] = gradient.fused(n, second[lanes: index])
    }
    guard whole < channels else { return }
    let n = (x[tail: whole] - means[tail: whole] - rests[tail: whole]) * inverses[tail: whole]
    let gradient = derivative(n.fused(gain[tail: whole], bias[tail: whole]), dy[tail: whole])
    g[tail: whole] = gradient
    first[tail: whole] += gradient
    second[tail: whole] = gradient.fused(n, second[tail: whole])
  }

  /// Turns the gradients before the non-linearity, in place, into those of the input.
  func finish(_ x: Floats, _ g: Floats, sums: Floats) {
    let tiles = rowTiles(lengths)
    parallel(count: tiles.count, grain: 1) { range in
      for index in range {
        let recording = tiles[index].recording
        let place = recording * channels..<(recording + 1) * channels
        let (means, rests, inverses) = (means[place], rests[place], inverses[place])
        let first = sums[2 * recording * channels..<(2 * recording + 1) * channels]
        let second = sums[(2 * recording + 1) * channels..<(2 * recording + 2) * channels]
        let share = 1 / Float(lengths[recording])
        for row in tiles[index].rows {
          let place = row * channels..<(row + 1) * channels
          finish(x[place], g[place], means, rests, inverses, first, second, share)
        }
      }
    }
  }

  private func finish(
    _ x: Floats, _ g: Floats, _ means: Floats, _ rests: Floats, _ inverses: Floats, _ first: Floats,
    _ second: Floats, _ share: Float
  ) {
    let whole = channels & ~15
    for index in stride(from: 0, to: whole, by: 16) {
      let inverse = inverses[lanes: index]
      let n = (x[lanes: index] - means[lanes: index] - rests[lanes: index]) * inverse
      let centred = g[lanes: index] - first[lanes: index] * share
      g[lanes: index] =
        (centred - n * second[lanes: index] * share) * inverse * gain[lanes: index]
    }
    for index in whole..<channels {
      let n = (x[index] - means[index] - rests[index]) * inverses[index]
      let centred = g[index] - first[index] * share
      g[index] = (centred - n * second[index] * share) * inverses[index] * gain[index]
    }
  }
}
