/// How many floats each part of ``SpectralScratch`` has.
struct SpectralScratchParts {
  fileprivate let lengths: [Int]

  init(frames: SpectralFrames, framing: Framing, columns: Int) {
    let blocks = (frames.window.count + 15) / 16
    lengths = [
      max(frames.spectrum.bufferLength, 256 * blocks), frames.spectrum.bufferLength,
      16 * frames.binCount, 16 * columns, 15 * framing.hop + 16 * blocks,
    ]
  }

  /// How many floats all have.
  var count: Int { lengths.reduce(0, +) }
}

/// The memory that one thread needs to work on a tile of frames.
struct SpectralScratch {
  /// The two buffers of the transform.
  let first: Floats
  let second: Floats
  /// The bins of a tile, and what is made of them.
  let bins: Floats
  let values: Floats
  /// The samples of a tile, where they reach beyond the signal.
  let samples: Floats

  /// Cuts `floats`, which are as many as the parts have, into them.
  init(_ parts: SpectralScratchParts, _ floats: Floats) {
    var start = 0
    let views = parts.lengths.map { length in
      defer { start += length }
      return floats[start..<start + length]
    }
    (first, second, bins, values, samples) = (views[0], views[1], views[2], views[3], views[4])
  }
}
