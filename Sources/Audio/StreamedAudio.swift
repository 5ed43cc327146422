public import Tensors

/// Sound that can be gone through block by block, any number of times, however long it is.
///
/// A file is decoded anew each time, and never wholly in memory.
public struct StreamedAudio: Sendable {
  private enum Origin: Sendable {
    case file(path: String, folder: String?, channel: Int?, start: Double, duration: Double?)
    case memory(AudioClip)
  }

  private let origin: Origin

  /// Describes a file of sound, or a stretch of it; nothing is read yet.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - channel: The channel to keep, counted from 0; the mean of all if nil.
  ///   - start: Where to begin, in seconds.
  ///   - duration: How much to read, in seconds; up to the end if nil.
  public init(_ path: String, channel: Int? = nil, start: Double = 0, duration: Double? = nil) {
    origin = .file(
      path: path, folder: nil, channel: channel, start: start, duration: duration)
  }

  /// Describes a file whose header was read before, or a stretch of it.
  package init(_ info: AudioInfo, channel: Int?, start: Double, duration: Double?) {
    origin = .file(
      path: info.path, folder: info.folder, channel: channel, start: start, duration: duration)
  }

  /// Describes sound in memory.
  public init(_ clip: AudioClip) {
    origin = .memory(clip)
  }

  /// Begins to go through the sound.
  ///
  /// - Parameters:
  ///   - rate: The samples a second that are wanted, in hertz.
  ///   - isCancelled: Asked often while the beginning is looked for.
  /// - Returns: The sound from its beginning.
  /// - Throws: An ``AudioError`` if the file cannot be opened, is no audio or has no such channel or
  ///   stretch, or if `rate` is out of bounds.
  public func blocks(
    at rate: Int, isCancelled: () -> Bool = { false }
  ) throws(AudioError) -> AudioBlocks {
    guard AudioClip.samplingRates.contains(rate) else { throw .samplingRate(path: nil, rate: rate) }
    switch origin {
    case .memory(let clip):
      return AudioBlocks(try clip.mono().resampled(to: rate, isCancelled: isCancelled))
    case .file(let path, let folder, let channel, let start, let duration):
      let reader = try AudioReader(
        path, within: folder, channel: channel, start: start, duration: duration,
        isCancelled: isCancelled)
      return try AudioBlocks(reader, rate: rate)
    }
  }
}

/// A sound on its way, as one channel at a sampling rate.
///
/// The samples are those of ``AudioClip/mono()`` and ``AudioClip/resampled(to:)`` but for the last
/// digits: a long clip is resampled in parts.
public final class AudioBlocks {
  private let reader: AudioReader?
  private let clip: AudioClip?
  private var resampler: Resampler?
  private var place = 0
  private var hasEnded = false

  /// About as many samples are returned at a time.
  private static let blockLength = 1 << 16

  fileprivate init(_ clip: AudioClip) {
    self.clip = clip
    reader = nil
    resampler = nil
  }

  fileprivate init(_ reader: AudioReader, rate: Int) throws(AudioError) {
    (self.reader, clip) = (reader, nil)
    if reader.samplingRate == rate {
      resampler = nil
    } else {
      resampler = try Resampler(from: reader.samplingRate, to: rate, channelCount: 1)
    }
  }

  /// Returns the next samples.
  ///
  /// - Returns: At least one sample, or `nil` at the end.
  /// - Throws: An ``AudioError`` if the file is damaged, ends before it should, was written to since
  ///   it was opened, or has samples that are no sound.
  public func next() throws(AudioError) -> Tensor? {
    if let clip {
      guard place < clip.frameCount else { return nil }
      let end = min(place + Self.blockLength, clip.frameCount)
      defer { place = end }
      return clip.samples.rows(place..<end)
    }
    var parts: [Tensor] = []
    var count = 0
    while count < Self.blockLength, !hasEnded {
      let block = try reader?.next()?.mono().samples
      hasEnded = block == nil
      let part = try resampled(block)
      if part.count > 0 { parts.append(part) }
      count += part.count
    }
    return count > 0 ? Tensor(joining: parts, shape: [count]) : nil
  }

  /// Some samples at the wanted rate; `nil` stands for the end.
  private func resampled(_ block: Tensor?) throws(AudioError) -> Tensor {
    let samples = block ?? Tensor([])
    guard resampler != nil else { return samples }
    return try resampler?.continued(samples.span, isEnd: block == nil) ?? samples
  }
}
