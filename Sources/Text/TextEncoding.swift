/// The encoding that a text which is not UTF-8 seems to have, from its bytes.
public enum TextEncoding: Equatable, Sendable {
  /// Two bytes a letter, with a byte-order mark or a zero in every other byte.
  case utf16
  /// Four bytes a letter, with a byte-order mark.
  case utf32
  /// One byte a letter, those from 0x80 to 0x9F unused: Western European.
  case latin1
  /// One byte a letter, with signs from 0x80 to 0x9F.
  case windows1252
  /// Bytes that are no text of these.
  case unknown
}

extension TextEncoding {
  /// How many bytes of a file its first letters are looked at in.
  static let headLength = 512

  /// Guesses from all bytes and the place of the first that is not UTF-8.
  init(of bytes: [UInt8], badByte: Int) {
    self.init(of: Array(bytes.prefix(Self.headLength)), andThen: bytes[badByte...])
  }

  /// Guesses from the first bytes of a file, and from those that begin with one that is not UTF-8.
  init(of head: [UInt8], andThen rest: ArraySlice<UInt8>) {
    let zeros = (even: Self.zeros(head, from: 0), odd: Self.zeros(head, from: 1))
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      self = .utf32
    } else if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if max(zeros.even, zeros.odd) * 4 > head.count {
      self = .utf16
    } else if head.contains(0) {
      self = .unknown
    } else {
      self = rest.contains { (0x80...0x9F).contains($0) } ? .windows1252 : .latin1
    }
  }

  private static func zeros(_ head: [UInt8], from start: Int) -> Int {
    stride(from: start, to: head.count, by: 2).count { head[$0] == 0 }
  }
}

extension TextEncoding: CustomStringConvertible {
  /// What it seems to be, and how to make it UTF-8.
  public var description: String {
    switch self {
    case .utf16: "it is UTF-16; make it UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW"
    case .utf32: "it is UTF-32; make it UTF-8: iconv -f UTF-32 -t UTF-8 FILE > NEW"
    case .latin1:
      "it may be Latin-1 (ISO 8859-1) or another encoding of one byte a letter; make it UTF-8:"
        + " iconv -f LATIN1 -t UTF-8 FILE > NEW"
    case .windows1252:
      "it may be Windows-1252 or another encoding of one byte a letter; make it UTF-8:"
        + " iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"
    case .unknown: "it seems to be no text"
    }
  }
}
