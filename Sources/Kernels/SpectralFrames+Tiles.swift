extension SpectralFrames {
  /// Puts the weighted samples of sixteen frames into the lanes of the transform's first buffer.
  func gather(_ signal: Floats, _ framing: Framing, _ frame: Int, _ scratch: SpectralScratch) {
    let start = framing.origin + framing.hop * frame
    let reach = scratch.samples.count
    let isInside = start >= 0 && start + reach <= signal.count
    if !isInside { copy(signal, from: start, framing.border, into: scratch.samples) }
    let samples = isInside ? signal[start..<start + reach] : scratch.samples
    let lanes = scratch.first
    for sample in stride(from: 0, to: window.count, by: 16) {
      var block = LaneBlock(repeating: Lanes())
      for frame in 0..<16 { block[frame] = samples[lanes: frame * framing.hop + sample] }
      block = transposed(block)
      for offset in 0..<16 { lanes[lanes: 16 * (sample + offset)] = block[offset] }
    }
    preparation?.apply(lanes, window.count)
    for sample in window.indices { lanes[lanes: 16 * sample] *= window[sample] }
    if window.count < length { lanes[(16 * window.count)..<(16 * length)].fill(0) }
  }

  /// Copies a stretch that begins before the signal or ends after it.
  private func copy(
    _ signal: Floats, from start: Int, _ border: Framing.Border, into target: Floats
  ) {
    for offset in 0..<target.count {
      let index = start + offset
      if index >= 0, index < signal.count {
        target[offset] = signal[index]
      } else {
        target[offset] = border == .zeros ? 0 : signal[mirrored(index, signal.count)]
      }
    }
  }

  /// The index that `index` comes to when it is reflected at both ends of `count` samples.
  private func mirrored(_ index: Int, _ count: Int) -> Int {
    let period = max(1, 2 * (count - 1))
    let phase = (index % period + period) % period
    return min(phase, period - phase)
  }

  /// Writes sixteen rows of values that stand in lanes; fewer where `target` ends.
  func spread(_ values: Floats, into target: Floats) {
    let columns = values.count / 16
    let rows = target.count / columns
    var column = 0
    if rows == 16 {
      while column + 16 <= columns {
        var block = LaneBlock(repeating: Lanes())
        for offset in 0..<16 { block[offset] = values[lanes: 16 * (column + offset)] }
        block = transposed(block)
        for row in 0..<16 { target[lanes: row * columns + column] = block[row] }
        column += 16
      }
    }
    while column < columns {
      for row in 0..<rows { target[row * columns + column] = values[16 * column + row] }
      column += 1
    }
  }
}

extension FramePreparation {
  /// Prepares `count` samples of sixteen frames, lanes one after the other.
  fileprivate func apply(_ lanes: Floats, _ count: Int) {
    guard count > 0 else { return }
    if removesMean {
      var sum = Lanes()
      for sample in 0..<count { sum += lanes[lanes: 16 * sample] }
      let mean = sum / Float(count)
      for sample in 0..<count { lanes[lanes: 16 * sample] -= mean }
    }
    for sample in stride(from: count - 1, to: 0, by: -1) {
      lanes[lanes: 16 * sample] -= lanes[lanes: 16 * (sample - 1)] * preemphasis
    }
    lanes[lanes: 0] -= lanes[lanes: 0] * preemphasis
  }
}

extension SpectralReading {
  /// Sums bins to bands and takes logarithms.
  ///
  /// - Returns: `values`, or `bins` where nothing is to be done.
  func finish(_ bins: Floats, _ values: Floats) -> Floats {
    guard bands != nil || floor != nil else { return bins }
    for column in 0..<(values.count / 16) {
      var value = bands.map { $0.sum(column, bins) } ?? bins[lanes: 16 * column]
      if let floor {
        value.replace(with: Lanes(repeating: floor), where: value .< floor)
        value = logarithm(value) * logarithmScale
      }
      values[lanes: 16 * column] = value
    }
    return values
  }
}
