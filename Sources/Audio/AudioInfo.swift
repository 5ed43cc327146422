/// What a file of sound says about itself.
public struct AudioInfo: Sendable, Equatable {
  /// The file.
  public let path: String

  /// The number of instants at which every channel has a sample.
  public let frameCount: Int

  /// The number of frames a second, in hertz.
  public let samplingRate: Int

  /// The number of channels.
  public let channelCount: Int

  /// The container, such as "WAV" or "Ogg".
  public let format: String

  /// How samples are stored in it, such as "16-bit PCM" or "Vorbis".
  public let encoding: String

  /// The length in seconds.
  public var duration: Double { Double(frameCount) / Double(samplingRate) }
}
