/// What stands in place of sound in the first frame of many MP3 files: how many frames follow.
///
/// Encoders write it as "Xing" or "Info", with LAME's extension behind it, which says how much of the
/// sound the encoder put before and behind (gabriel.mp3-tech.org/mp3infotag.html), or as Fraunhofer's
/// "VBRI", which is passed over here.
struct MPEGLengthTag {
  /// The frames that follow, or 0 where it does not say.
  private(set) var frameCount = 0
  /// The bytes of the stream with this frame, or nil where it does not say.
  private(set) var byteCount: Int?
  /// The samples before the sound, and behind it.
  private(set) var delay = 0
  private(set) var padding = 0

  /// The samples by which every decoder is late.
  static let decoderDelay = 529

  /// The words that begin a tag, as numbers.
  private static let (xing, info, vbri): (UInt32, UInt32, UInt32) = (
    0x5869_6E67, 0x496E_666F, 0x5642_5249
  )

  /// Whether a tag begins with `word`, `sideLength` bytes behind the header of a frame.
  @inline(__always)
  static func begins(with word: UInt32) -> Bool { word == xing || word == info }

  /// Whether a tag of Fraunhofer's begins with `word`, 32 bytes behind the header of a frame.
  @inline(__always)
  static func isVBRI(_ word: UInt32) -> Bool { word == vbri }

  /// A tag that says nothing.
  init() {}

  /// Reads the tag in the bytes of a frame, its header first; nil if it has none.
  ///
  /// - Parameters:
  ///   - frame: The frame.
  ///   - sideLength: The bytes between the header and the tag; they are zero.
  init?(_ frame: [UInt8], sideLength: Int) {
    var place = 4 + sideLength
    func number(_ count: Int) -> Int? {
      guard place + count <= frame.count else { return nil }
      defer { place += count }
      return frame[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }
    // A checksum may stand in the first two of them.
    guard frame.count >= place + 8, frame[6..<place].allSatisfy({ $0 == 0 }),
      let name = number(4), Self.begins(with: UInt32(name)), let flags = number(4)
    else { return nil }
    if flags & 1 != 0 { frameCount = number(4) ?? 0 }
    if flags & 2 != 0 { byteCount = number(4) }
    if flags & 4 != 0 { place += 100 }
    if flags & 8 != 0 { place += 4 }
    guard place + 24 <= frame.count, frame[place] != 0 else { return }
    place += 21
    let both = number(3) ?? 0
    (delay, padding) = (both >> 12, both & 0xFFF)
  }

  /// The samples that are sound among those that the frames behind the tag decode to.
  ///
  /// The rest is what the encoder put before and behind, and what the decoder is late. libmpg123
  /// leaves out the same.
  ///
  /// - Parameters:
  ///   - frames: The number of frames that there are, which may be more than the tag says.
  ///   - frameLength: The samples of a frame.
  /// - Returns: One or two stretches, counted from the first frame; the last one may reach into what
  ///   follows.
  func sound(frames: Int, frameLength: Int) -> [Range<Int>] {
    guard frameCount > 0 else { return [0..<frames * frameLength] }
    let first = delay + Self.decoderDelay
    let declared = min(frameCount, frames) * frameLength
    let end = declared - padding + Self.decoderDelay
    guard frames > frameCount else { return first < end ? [first..<end] : [] }
    let untold = max(first, declared)..<max(first, frames * frameLength)
    return (first < min(end, declared) ? [first..<min(end, declared)] : []) + [untold]
  }
}
