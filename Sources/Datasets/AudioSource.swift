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
    self.duration = duration ?? max(0, info.duration - start)
  }

  /// Makes a source of sound in memory.
  public init(_ clip: AudioClip) {
    origin = .memory(clip)
    channel = nil
    start = 0
    duration = clip.duration
  }

  /// The file, or `nil` for sound in memory.
  public var path: String? {
    guard case .file(let info) = origin else { return nil }
    return info.path
  }

  /// The number of frames a second, in hertz.
  public var samplingRate: Int {
    switch origin {
    case .file(let info): info.samplingRate
    case .memory(let clip): clip.samplingRate
    }
  }

  /// Returns the sound, decoded anew if it is in a file.
  public func read() throws(AudioError) -> AudioClip {
    switch origin {
    case .memory(let clip): return clip
    case .file(let info):
      let isWhole = start == 0 && duration == info.duration
      return try readAudio(
        info.path, channel: channel, start: start, duration: isWhole ? nil : duration)
    }
  }

  /// A spelling that tells sources apart.
  var keyText: String {
    "\(path ?? "memory"):\(channel ?? -1):\(start):\(duration)"
  }
}
