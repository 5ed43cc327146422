/// A stretch of a file that is held in memory and moves along as places further on are asked for.
struct FileWindow {
  private var first = 0
  private var bytes: [UInt8] = []

  /// Bytes that are read at a time.
  private static let length = 1 << 18

  /// The four bytes at `position` of `file`, the first one highest, or nil where it ends before.
  @inline(__always)
  mutating func word(at position: Int, of file: borrowing OpenedFile) -> UInt32? {
    guard has(4, at: position, of: file) else { return nil }
    let place = position - first
    return UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16
      | UInt32(bytes[place + 2]) << 8 | UInt32(bytes[place + 3])
  }

  /// Up to `count` bytes at `position`, few enough for a window; fewer where the file ends.
  mutating func bytes(_ count: Int, at position: Int, of file: borrowing OpenedFile) -> [UInt8] {
    _ = has(count, at: position, of: file)
    let place = position - first
    guard bytes.indices.contains(place) else { return [] }
    return [UInt8](bytes[place..<min(place + count, bytes.count)])
  }

  /// Whether `count` bytes at `position` are there, and now in the window.
  @inline(__always)
  private mutating func has(
    _ count: Int, at position: Int, of file: borrowing OpenedFile
  ) -> Bool {
    if position >= first, position + count <= first + bytes.count { return true }
    guard position >= 0, position + count <= file.byteCount else {
      if position >= 0, position < file.byteCount { move(to: position, of: file) }
      return false
    }
    move(to: position, of: file)
    return bytes.count >= count
  }

  private mutating func move(to position: Int, of file: borrowing OpenedFile) {
    bytes = file.bytes(at: position, count: Self.length)
    first = position
  }
}
