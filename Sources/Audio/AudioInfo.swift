internal import ExactStrings

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

  /// The length of the file in bytes.
  public let byteCount: Int

  /// The bits that a sample has, or `nil` of encodings that keep no samples, such as Vorbis.
  ///
  /// µ-law and A-law hold what 14 and 13 bits hold, and floats of 32 and 64 bits what 25 and 54 do.
  public let precision: Int?

  /// What the file says in words: title, artist and the like.
  public let tags: [Tag]

  /// The folder, as a path from the root without links, that the file has to lie in whenever it is
  /// opened, or `nil` if it may be anywhere.
  package let folder: String?

  /// A thing that a file says about itself in words.
  public struct Tag: Sendable, Equatable {
    /// What it is: "title".
    public let name: String
    /// The words.
    public let text: String
  }

  /// The bits of the file for a second of sound, headers and all.
  public var bitRate: Double { duration > 0 ? 8 * Double(byteCount) / duration : 0 }

  /// The length in seconds.
  public var duration: Double { Double(frameCount) / Double(samplingRate) }
}

extension AudioInfo {
  /// Whether both say the same of the same file, wherever it may be opened.
  public static func == (first: AudioInfo, second: AudioInfo) -> Bool {
    first.path.isExactly(second.path) && first.frameCount == second.frameCount
      && first.samplingRate == second.samplingRate && first.channelCount == second.channelCount
      && first.format == second.format && first.encoding == second.encoding
      && first.byteCount == second.byteCount && first.precision == second.precision
      && first.tags == second.tags
  }
}
