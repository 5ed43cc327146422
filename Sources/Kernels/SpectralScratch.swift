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

  private let storage: Storage

  init(frames: SpectralFrames, framing: Framing, columns: Int) {
    let blocks = (frames.window.count + 15) / 16
    let lengths = [
      max(frames.spectrum.bufferLength, 256 * blocks), frames.spectrum.bufferLength,
      16 * frames.binCount, 16 * columns, 15 * framing.hop + 16 * blocks,
    ]
    let storage = Storage(count: lengths.reduce(0, +))
    var span = storage.mutableSpan(0..<storage.count)
    let all = Floats(&span)
    var start = 0
    let parts = lengths.map { length in
      defer { start += length }
      return all[start..<start + length]
    }
    self.storage = storage
    (first, second, bins, values, samples) = (parts[0], parts[1], parts[2], parts[3], parts[4])
  }
}
