internal import Tensors

/// A file of sound that is read block by block, so that its length takes no memory.
///
/// What ``readAudio(_:channel:start:duration:)`` refuses is refused here too, as soon as it is come to.
final class AudioReader {
  /// The number of frames a second, in hertz.
  let samplingRate: Int

  private let sound: SoundFile
  private let file: OpenedFile
  private let decoder: Decoder
  private let stretch: Stretch
  private let wanted: Range<Int>
  private var buffer: [Float]
  /// The frame of the file that is read next.
  private var place: Int
  private var hasEnded = false

  /// Opens a file, if it lies in `folder` or that is `nil`, and goes to where the stretch begins.
  init(
    _ path: String, within folder: String?, channel: Int?, start: Double, duration: Double?,
    isCancelled: () -> Bool
  ) throws(AudioError) {
    stretch = try Stretch(start: start, duration: duration)
    let file = try OpenedFile(reading: path, within: folder)
    let sound = try openSound(file)
    try require(channel, below: sound.channelCount)
    samplingRate = sound.samplingRate
    decoder = Decoder(path: path, channel: channel)
    wanted = stretch.frames(at: samplingRate)
    if let declared = sound.declaredFrameCount, declared > 0 {
      try stretch.require(within: declared, at: samplingRate, path: path)
    }
    place = try decoder.skip(wanted.lowerBound, in: sound, isCancelled)
    buffer = [Float](repeating: 0, count: Decoder.blockLength * sound.channelCount)
    self.sound = sound
    self.file = file
  }

  /// Decodes the next frames, one second or so.
  ///
  /// - Returns: At least one frame, or `nil` at the end.
  /// - Throws: ``AudioError`` if the file is damaged, ends before it should, was written to since it
  ///   was opened, or has samples that are no sound.
  func next() throws(AudioError) -> AudioClip? {
    guard !hasEnded else { return nil }
    let count = min(Decoder.blockLength, wanted.upperBound - place)
    let read = count > 0 ? sound.read(count, into: &buffer) : 0
    guard read > 0 else {
      try end()
      return nil
    }
    place += read
    let kept = decoder.kept(buffer, read, sound.channelCount)
    let samples = Tensor(kept, shape: kept.count == read ? [read] : [read, kept.count / read])
    try decoder.requireSound(samples.span)
    return AudioClip(samples: samples, samplingRate: samplingRate)
  }

  private func end() throws(AudioError) {
    hasEnded = true
    try decoder.requireAllFrames(place, wanted, sound)
    let length = max(place, sound.declaredFrameCount ?? 0)
    try stretch.require(within: length, at: samplingRate, path: decoder.path)
    guard place > wanted.lowerBound else { throw .noFrames(path: decoder.path) }
    if stretch.duration == nil { try requireNoMore(in: file, behind: sound) }
    guard !file.isChanged else { throw .changedWhileReading(path: decoder.path) }
  }
}
