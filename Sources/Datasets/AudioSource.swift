public import Audio

/// A recording that a table holds: a file that is decoded when it is wanted, or sound in memory.
///
/// Only a file's header is read to make a source, so that a table of many hours takes no memory.
/// Every ``read()`` decodes again and nothing is kept: hold on to the clip to use it twice.
public struct AudioSource: Sendable, Equatable {
  /// Where the sound is.
  public enum Origin: Sendable, Equatable {
    /// In a file, described by its header.
    case file(AudioInfo)
    /// In memory.
    case memory(AudioClip)
  }

  /// Where the sound is.
  public let origin: Origin
  /// The channel to take, from 0; all of them if `nil`.
  public let channel: Int?
  /// Where the recording starts in the file, in seconds.
  public let start: Double
  /// The length of the recording in seconds.
  public let duration: Double
  /// What is done to the sound, in turn, each time it is read.
  public let changes: [AudioChange]
  /// The length of the stretch that is decoded, before the changes.
  private let decodedDuration: Double

  /// Makes a source of a file, or of a stretch of it.
  ///
  /// - Parameters:
  ///   - info: The file's header.
  ///   - channel: The channel to take, from 0; all of them if `nil`.
  ///   - start: Where the recording starts in the file, in seconds.
  ///   - duration: Its length in seconds; to the end of the file if `nil`.
  public init(
    _ info: AudioInfo, channel: Int? = nil, start: Double = 0, duration: Double? = nil
  ) {
    origin = .file(info)
    self.channel = channel
    self.start = start
    decodedDuration = duration ?? max(0, info.duration - start)
    self.duration = decodedDuration
    changes = []
  }

  /// Makes a source of sound in memory.
  public init(_ clip: AudioClip) {
    origin = .memory(clip)
    channel = nil
    start = 0
    duration = clip.duration
    decodedDuration = duration
    changes = []
  }

  /// Makes a source of another one's sound with a change behind those that it has.
  public init(_ source: AudioSource, changedBy change: AudioChange) {
    (origin, channel, start) = (source.origin, source.channel, source.start)
    decodedDuration = source.decodedDuration
    duration = source.duration / change.augmentation.speedFactor(at: change.place)
    changes = source.changes + [change]
  }

  /// The file that the sound is in, or `nil` for sound in memory and sound that is changed.
  public var path: String? {
    guard case .file(let info) = origin, changes.isEmpty else { return nil }
    return info.path
  }

  /// Whether this is a whole file, all channels of it and unchanged.
  public var isWholeFile: Bool {
    guard case .file(let info) = origin else { return false }
    return changes.isEmpty && channel == nil && start == 0 && duration == info.duration
  }

  /// Whether this is a part of a file, unchanged.
  public var isStretch: Bool {
    guard case .file(let info) = origin, changes.isEmpty else { return false }
    return start != 0 || duration != info.duration
  }

  /// The sound to be gone through block by block, or `nil` if it is changed each time it is read.
  public var stream: StreamedAudio? {
    guard changes.isEmpty else { return nil }
    switch origin {
    case .memory(let clip): return StreamedAudio(clip)
    case .file(let info):
      let isWhole = start == 0 && decodedDuration == info.duration
      return StreamedAudio(
        info, channel: channel, start: start, duration: isWhole ? nil : decodedDuration)
    }
  }

  /// The sound as one channel, to be gone through block by block as often as is needed.
  ///
  /// What lies in a file unchanged is decoded as it comes and never wholly in memory; other sound is
  /// brought to the rate at once.
  ///
  /// - Parameter rate: The samples a second that are wanted, in hertz.
  /// - Returns: The sound.
  /// - Throws: ``AudioError`` if sound that has to be read whole cannot be.
  public func streamed(at rate: Int) throws(AudioError) -> StreamedAudio {
    if case .file = origin, let stream { return stream }
    return StreamedAudio(try read().mono().resampled(to: rate))
  }

  /// A stretch of the sound, at most to its end; sound that is changed each time it is read is not
  /// divided.
  ///
  /// - Parameters:
  ///   - start: Where it begins, in seconds.
  ///   - end: Where it ends, in seconds.
  /// - Returns: The stretch, or `nil` if there is none or the sound is changed.
  public func stretch(from start: Double, to end: Double) -> AudioSource? {
    let end = min(end, duration)
    guard changes.isEmpty, start >= 0, end > start else { return nil }
    switch origin {
    case .file(let info):
      return AudioSource(
        info, channel: channel, start: self.start + start, duration: end - start)
    case .memory(let clip):
      func frame(_ time: Double) -> Int {
        min(clip.frameCount, Int((time * Double(clip.samplingRate)).rounded()))
      }
      guard frame(start) < frame(end) else { return nil }
      return AudioSource(clip[frame(start)..<frame(end)])
    }
  }

  /// The number of frames a second, in hertz.
  public var samplingRate: Int {
    switch origin {
    case .file(let info): info.samplingRate
    case .memory(let clip): clip.samplingRate
    }
  }

  /// Returns the sound, decoded anew if it is in a file, and changed.
  public func read() throws(AudioError) -> AudioClip {
    try read(isCancelled: { false })
  }

  /// Returns the sound, unless `isCancelled`, which is asked often, says to stop.
  func read(isCancelled: () -> Bool) throws(AudioError) -> AudioClip {
    var clip: AudioClip
    switch origin {
    case .memory(let sound): clip = sound
    case .file(let info):
      let isWhole = start == 0 && decodedDuration == info.duration
      clip = try readAudio(
        info.path, within: info.folder, channel: channel, start: start,
        duration: isWhole ? nil : decodedDuration, isCancelled: isCancelled)
    }
    for change in changes {
      guard !isCancelled() else { throw .cancelled }
      do throws(AudioError) {
        clip = try change.augmentation(clip, at: change.place)
      } catch {
        throw .cannotAugment(recording: name(change), reason: "\(error)")
      }
    }
    return clip
  }

  /// What messages call the recording that is changed.
  private func name(_ change: AudioChange) -> String {
    if case .file(let info) = origin { return "\"\(info.path)\"" }
    return "the recording of row \(change.place.recording)"
  }

  /// A spelling that tells sources apart.
  var keyText: String {
    let changed = changes.map { ":\($0.place.seed):\($0.place.recording)" }.joined()
    return "\(path ?? "memory"):\(channel ?? -1):\(start):\(duration)\(changed)"
  }
}
