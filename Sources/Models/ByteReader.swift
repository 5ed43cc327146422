internal import Kernels

/// A cursor over a stretch of a file that never leaves it.
struct ByteReader {
  private let file: FileBytes
  private let end: Int
  private(set) var position: Int
  private let name: String

  /// Reads `range` of a file, which messages call `name`.
  init(_ file: FileBytes, _ range: Range<Int>, of name: String) {
    precondition(range.lowerBound >= 0 && range.upperBound <= file.count, "Range out of file.")
    self.file = file
    self.name = name
    (position, end) = (range.lowerBound, range.upperBound)
  }

  var isAtEnd: Bool { position == end }

  /// Moves over `count` bytes and returns where they are.
  mutating func range(_ count: Int) throws(FormatProblem) -> Range<Int> {
    guard count >= 0, count <= end - position else {
      throw FormatProblem(text: "\(name) is cut short")
    }
    position += count
    return position - count..<position
  }

  /// Moves over `count` bytes and returns them.
  mutating func bytes(_ count: Int) throws(FormatProblem) -> [UInt8] {
    let place = try range(count)
    return file.bytes(place)
  }

  /// Reads a whole number of `size` bytes, not negative, the lowest byte first.
  mutating func number(_ size: Int) throws(FormatProblem) -> Int {
    let place = try range(size)
    let bytes = file.span(place)
    var number: UInt64 = 0
    for index in 0..<size { number |= UInt64(bytes[index]) << (8 * UInt64(index)) }
    guard let number = Int(exactly: number) else {
      throw FormatProblem(text: "\(name) has a number beyond 2^63")
    }
    return number
  }

  /// Moves over bytes that are known to be there.
  mutating func skip(_ count: Int) {
    precondition(count >= 0 && count <= end - position, "The bytes to skip are not there.")
    position += count
  }
}
