/// The header of one frame of MPEG audio: MP1, MP2 or MP3.
///
/// Its four bytes say how long the frame is and what it holds (ISO/IEC 11172-3, section 2.4.1.3; the
/// lower rates are those of ISO/IEC 13818-3, and the lowest of Fraunhofer's MPEG 2.5).
struct MPEGFrameHeader {
  /// From 1 to 3.
  let layer: Int
  /// In hertz.
  let samplingRate: Int
  let channelCount: Int
  /// The samples of a channel that a frame holds.
  let sampleCount: Int
  /// The bytes of the frame with its header, or nil in the free format, which does not say it.
  let byteCount: Int?
  /// The bytes between the header and what a tag of the length may stand in.
  let sideLength: Int

  /// Kilobits a second by index: of MPEG-1 for the layers 1 to 3, then of the lower rates for layer 1 and
  /// for the others.
  private static let bitRates = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]

  /// Reads the header whose four bytes, the first one highest, are `word`; nil if it is none.
  @inline(__always)
  init?(_ word: UInt32) {
    func bits(_ place: UInt32, _ count: UInt32) -> Int { Int(word >> place & (1 << count - 1)) }
    let (version, layerBits, bitRate, rate) = (bits(19, 2), bits(17, 2), bits(12, 4), bits(10, 2))
    guard word >> 21 == 0x7FF, version != 1, layerBits != 0, bitRate != 15, rate != 3 else {
      return nil
    }
    layer = 4 - layerBits
    let isLow = version != 3
    let highest = rate == 0 ? 44_100 : rate == 1 ? 48_000 : 32_000
    samplingRate = highest >> (version == 3 ? 0 : version == 2 ? 1 : 2)
    channelCount = bits(6, 2) == 3 ? 1 : 2
    sampleCount = layer == 1 ? 384 : layer == 3 && isLow ? 576 : 1_152
    let side = channelCount == 1 ? (isLow ? 9 : 17) : (isLow ? 17 : 32)
    sideLength = layer == 3 ? side : 0
    let bitsPerSecond = Self.bitRates[isLow ? min(3 + layer - 1, 4) : layer - 1][bitRate] * 1_000
    let slots = sampleCount / 8 * bitsPerSecond / samplingRate
    let padding = bits(9, 1)
    // Layer 1 counts in slots of four bytes.
    let length = layer == 1 ? 4 * (12 * bitsPerSecond / samplingRate + padding) : slots + padding
    byteCount = bitRate == 0 ? nil : length
    guard bitRate == 0 || length >= 4 + sideLength else { return nil }
  }

  /// Whether frames of both can follow one another in one sound.
  func isAlike(_ other: MPEGFrameHeader) -> Bool {
    layer == other.layer && samplingRate == other.samplingRate
      && channelCount == other.channelCount
  }

  /// The sound in words: "44100 Hz, 1 channel".
  var sound: String {
    "\(samplingRate) Hz, \(channelCount) channel\(channelCount == 1 ? "" : "s")"
      + (layer == 3 ? "" : ", layer \(layer)")
  }
}
