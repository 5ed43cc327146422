internal import Kernels
internal import Tensors

/// Decodes a stretch of a sound file, block by block, and keeps one channel or all.
///
/// Memory grows with what is decoded, never with what a header promises.
struct Decoder {
  let path: String
  let channel: Int?

  /// The most samples that are read at once: 2 GiB of them.
  static let mostSamples = 1 << 29

  /// Samples beyond this are not sound with full scale at 1, but integers stored as floats.
  static let highestPeak: Float = 1e6

  /// Frames that are decoded at a time.
  static let blockLength = 1 << 14

  private var blocks: [[Float]] = []
  private var frameCount = 0

  init(path: String, channel: Int?) {
    self.path = path
    self.channel = channel
  }

  /// Decodes the frames of `stretch`, unless `isCancelled`, which is asked often, says to stop.
  mutating func decode(
    _ sound: borrowing SoundFile, _ stretch: Stretch, isCancelled: () -> Bool
  ) throws(AudioError) -> Tensor {
    let rate = sound.samplingRate
    let wanted = stretch.frames(at: rate)
    if let declared = sound.declaredFrameCount, declared > 0 {
      try stretch.require(within: declared, at: rate, path: path)
      try requireRoom(min(wanted.upperBound, declared) - wanted.lowerBound, sound)
    }
    let skipped = try skip(wanted.lowerBound, in: sound, isCancelled)
    try fill(wanted.count, from: sound, isCancelled)
    let reached = skipped + frameCount
    try requireAllFrames(reached, wanted, sound)
    try stretch.require(within: max(reached, sound.declaredFrameCount ?? 0), at: rate, path: path)
    guard frameCount > 0 else { throw .noFrames(path: path) }
    return try gather(sound)
  }

  private func keptChannels(_ sound: borrowing SoundFile) -> Int {
    channel == nil ? sound.channelCount : 1
  }

  private func requireRoom(_ frames: Int, _ sound: borrowing SoundFile) throws(AudioError) {
    let limit = Self.mostSamples / keptChannels(sound)
    guard frames <= limit else { throw .tooLong(path: path, frameCount: frames, limit: limit) }
  }

  /// Goes to the frame `count`, by decoding where seeking is not exact.
  ///
  /// - Returns: How many frames were passed; fewer than `count` where the sound ends before.
  func skip(
    _ count: Int, in sound: borrowing SoundFile, _ isCancelled: () -> Bool
  ) throws(AudioError) -> Int {
    if count == 0 || (sound.format.seeksExactly && sound.seek(to: count)) { return count }
    var buffer = [Float](repeating: 0, count: Self.blockLength * sound.channelCount)
    var skipped = 0
    while skipped < count {
      guard !isCancelled() else { throw .cancelled }
      let read = sound.read(min(Self.blockLength, count - skipped), into: &buffer)
      if read == 0 { break }
      skipped += read
    }
    return skipped
  }

  /// Decodes up to `count` frames.
  private mutating func fill(
    _ count: Int, from sound: borrowing SoundFile, _ isCancelled: () -> Bool
  ) throws(AudioError) {
    var buffer = [Float](repeating: 0, count: Self.blockLength * sound.channelCount)
    while frameCount < count {
      guard !isCancelled() else { throw .cancelled }
      let read = sound.read(min(Self.blockLength, count - frameCount), into: &buffer)
      if read == 0 { break }
      try requireRoom(frameCount + read, sound)
      blocks.append(kept(buffer, read, sound.channelCount))
      frameCount += read
    }
  }

  func kept(_ buffer: [Float], _ frames: Int, _ channels: Int) -> [Float] {
    guard let channel, channels > 1 else { return [Float](buffer[..<(frames * channels)]) }
    return (0..<frames).map { buffer[$0 * channels + channel] }
  }

  /// Refuses sound that ends, by an error or silently, before what was asked for and declared.
  func requireAllFrames(
    _ reached: Int, _ wanted: Range<Int>, _ sound: borrowing SoundFile
  ) throws(AudioError) {
    if let problem = sound.problem { throw .damagedFile(path: path, reason: problem) }
    guard let declared = sound.declaredFrameCount, reached < min(wanted.upperBound, declared)
    else { return }
    throw .truncatedFile(path: path, present: reached, declared: declared, unit: "frames")
  }

  /// Lays the blocks end to end.
  private func gather(_ sound: borrowing SoundFile) throws(AudioError) -> Tensor {
    let channels = keptChannels(sound)
    var samples = Tensor(uninitialized: channels == 1 ? [frameCount] : [frameCount, channels])
    var target = samples.mutableSpan
    var position = 0
    for block in blocks {
      copy(block.span, into: &target, at: position)
      position += block.count
    }
    try requireSound(samples.span)
    return samples
  }

  /// Refuses samples that are not numbers or beyond all scale.
  func requireSound(_ samples: Span<Float>) throws(AudioError) {
    let bad = nonFiniteCount(samples)
    guard bad == 0 else { throw .notNumbers(path: path, count: bad) }
    let peak = largestMagnitude(samples)
    guard peak <= Self.highestPeak else { throw .wrongScale(path: path, peak: peak) }
  }
}
