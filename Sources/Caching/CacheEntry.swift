internal import Files
internal import Hashing
internal import Kernels

/// An entry of the cache as people see it.
public struct CacheEntry: Sendable, Equatable {
  /// The name of its file.
  public let name: String
  /// What it is, in words.
  public let label: String
  /// The length of its file.
  public let byteCount: Int
  /// When it was used last, in seconds since 1970.
  public let lastUse: Double

  /// Looks at a file; `nil` if it is gone or none.
  init?(name: String, at path: String) {
    guard case .success(.file) = systemKind(path, followsLinks: false), let mark = FileMark(path)
    else { return nil }
    self.name = name
    byteCount = mark.byteCount
    lastUse = mark.modified
    let start = try? startOfFile(path, count: 4096)
    label = start.flatMap { CacheEntryFile.label(in: $0) } ?? "damaged"
  }
}

/// The bytes of an entry: lines that say what it is, its content, and a hash of both.
struct CacheEntryFile {
  private static let magic = "asrsh cache 1"
  /// The length of the hash at the end.
  static let digestLength = 64

  /// The most bytes of the lines.
  private static let mostHeaderBytes = 4_096

  let key: String
  let label: String
  let payload: [UInt8]

  init(key: String, label: String, payload: [UInt8]) {
    self.key = key
    self.label = label.split(whereSeparator: \.isNewline).joined(separator: " ")
    self.payload = payload
  }

  /// Where the content of an entry is, or `nil` if a byte of it is not as it was written.
  static func content(of file: FileBytes, key: String) -> Range<Int>? {
    let end = file.count - digestLength
    guard end > 0, let (lines, start) = header(file.bytes(0..<min(end, mostHeaderBytes))),
      lines[0] == magic, lines[1] == key, let digest = Digest(.sha256)
    else { return nil }
    digest.update(file.span(0..<end))
    guard Array(digest.finish().utf8) == file.bytes(end..<file.count) else { return nil }
    return start..<end
  }

  /// The pieces that are written one behind the other.
  var pieces: [[UInt8]] {
    let lines = Array("\(Self.magic)\n\(key)\n\(label)\n".utf8)
    guard let digest = Digest(.sha256) else { return [] }
    digest.update(lines)
    digest.update(payload)
    return [lines, payload, Array(digest.finish().utf8)]
  }

  /// The label of an entry of which the beginning is known.
  static func label(in start: [UInt8]) -> String? {
    guard let (lines, _) = header(start), lines[0] == magic else { return nil }
    return lines[2]
  }

  /// The three lines of the header, and where the content begins.
  private static func header(_ bytes: [UInt8]) -> (lines: [String], end: Int)? {
    var lines: [String] = []
    var start = 0
    for (index, byte) in bytes.prefix(mostHeaderBytes).enumerated() where byte == 0x0A {
      lines.append(String(decoding: bytes[start..<index], as: UTF8.self))
      start = index + 1
      if lines.count == 3 { return (lines, start) }
    }
    return nil
  }
}
