/// Puts letters together from bytes that come one at a time, as a keyboard sends them.
///
/// Bytes that are no UTF-8 become the replacement character, U+FFFD.
struct UTF8Decoder {
  private var bytes: [UInt8] = []
  private var awaited = 0

  /// Whether a letter has begun and is not whole yet.
  var isInsideLetter: Bool { !bytes.isEmpty }

  /// Takes the next byte and returns the letters that it completes: none, one, or two where the
  /// byte also shows that the letter before it was broken off.
  mutating func push(_ byte: UInt8) -> [Unicode.Scalar] {
    if bytes.isEmpty { return start(byte) }
    guard byte & 0xC0 == 0x80 else {
      bytes = []
      return ["\u{FFFD}"] + start(byte)
    }
    bytes.append(byte)
    if bytes.count < awaited { return [] }
    defer { bytes = [] }
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    return scalars.count == 1 ? scalars : ["\u{FFFD}"]
  }

  private mutating func start(_ byte: UInt8) -> [Unicode.Scalar] {
    switch byte {
    case 0..<0x80: return [Unicode.Scalar(byte)]
    case 0xC2..<0xE0: awaited = 2
    case 0xE0..<0xF0: awaited = 3
    case 0xF0..<0xF5: awaited = 4
    default: return ["\u{FFFD}"]
    }
    bytes = [byte]
    return []
  }
}
