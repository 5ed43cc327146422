/// The text of a recipe, or of one entry in the shell, with its name and its lines.
///
/// Positions are UTF-8 offsets, from 0 to the number of bytes. Lines and columns, as people count
/// them, start at 1; a column counts characters as read, so that a letter with its accents is one.
public final class SourceText: Sendable {
  /// What errors call the text: the path of the file as it was given, or a word such as `shell`.
  public let name: String
  /// The path of the file, against which its imports are resolved; `nil` for typed text.
  public let path: String?
  /// The bytes of the text.
  public let bytes: [UInt8]
  /// The offset at which each line starts.
  let lineStarts: [Int]

  /// Creates a source from `text`, which errors will call `name`.
  public init(_ text: String, name: String, path: String? = nil) {
    self.name = name
    self.path = path
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The number of lines; a text that ends in a newline ends in an empty line.
  public var lineCount: Int { lineStarts.count }

  /// Returns the text between two offsets, which are first moved into the source.
  public func text(_ span: SourceSpan) -> String {
    let end = min(max(span.end, 0), bytes.count)
    let start = min(max(span.start, 0), end)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Returns the line, counted from 1, that holds the byte at `offset`.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Returns the column, counted from 1 in characters, of the byte at `offset`.
  public func column(at offset: Int) -> Int {
    let start = lineStarts[line(at: offset) - 1]
    let end = min(max(offset, start), bytes.count)
    // Counting letters is slow in lines of megabytes; most have one byte for each.
    if bytes[start..<end].allSatisfy({ $0 < 0x80 }) { return end - start + 1 }
    return text(SourceSpan(start, end)).count + 1
  }

  /// Returns the offset of the letter, or of the part of one, that the byte at `offset` belongs to.
  func scalarStart(at offset: Int) -> Int {
    var start = min(max(offset, 0), bytes.count)
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// Returns the offsets of a line, counted from 1, without its line end.
  public func span(ofLine line: Int) -> SourceSpan {
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceSpan(start, end)
  }
}
