internal import Files

/// A text file that is read a piece at a time, so that a large one is not held as a whole.
///
/// A byte-order mark at its start is left out.
package struct TextPieces {
  private static let pieceLength = 1 << 22

  private let path: String
  private let limit: Int
  private let file: SystemFile
  /// The beginning of a letter whose rest is in the next piece.
  private var carried: [UInt8] = []
  private var line = 1
  private var byteCount = 0
  /// What the file begins with, from which its encoding can be told.
  private var head: [UInt8] = []

  /// Whether all pieces have been read.
  package private(set) var isAtEnd = false

  /// Opens an ordinary file; a folder, a pipe or a device is refused before it is opened.
  package init(_ path: String, limit: Int = 1 << 30) throws(TextError) {
    (self.path, self.limit) = (path, limit)
    file = try openFile(path)
  }

  /// Returns the next piece: whole letters in UTF-8, none at the end.
  ///
  /// - Throws: ``TextError`` if the file cannot be read, is larger than the limit, or is not UTF-8.
  package mutating func next() throws(TextError) -> [UInt8] {
    var bytes = carried
    let length = min(max(file.mark.byteCount + 1, 4_096), Self.pieceLength)
    var piece = [UInt8](repeating: 0, count: length)
    let count = try read(file, into: &piece, path)
    isAtEnd = count == 0
    if isAtEnd { try requireUnchanged(file, path) }
    bytes += piece[..<count]
    carried = []
    if !isAtEnd {
      carried = Array(bytes.suffix(unfinishedLength(bytes)))
      bytes.removeLast(carried.count)
    }
    let start = byteCount
    byteCount += bytes.count
    if start == 0 { head = Array(bytes.prefix(TextEncoding.headLength)) }
    guard byteCount <= limit else { throw .file(path: path, problem: .tooLarge(limit: limit)) }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      let good = validPrefix(bytes)
      let line = line + bytes[..<good].count { $0 == 0x0A }
      let likely = TextEncoding(of: head, andThen: bytes[good...])
      throw .file(
        path: path, problem: .notUTF8(line: line, byte: start + good, likely: likely))
    }
    line += bytes.count { $0 == 0x0A }
    return start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// The length of a letter at the end of which only the beginning is there.
  private func unfinishedLength(_ bytes: [UInt8]) -> Int {
    for length in 1...3 where length <= bytes.count {
      let byte = bytes[bytes.count - length]
      if byte < 0x80 { return 0 }
      guard byte >= 0xC0 else { continue }
      let whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      return length < whole ? length : 0
    }
    return 0
  }
}
