/// The header of a file of sound that was written to a pipe.
enum WaveHeader {
  /// The fewest bytes before the sound.
  static let length = 44

  /// The file with its lengths filled in, which the writer could not know when it wrote the header.
  ///
  /// A stretch of sound that claims to be longer than the file, or empty, goes to the end of the
  /// file. Bytes that do not start with such a header are returned as they are, to be refused by
  /// whoever reads them.
  static func completed(_ file: [UInt8]) -> [UInt8] {
    guard file.count > length, file[0..<4].elementsEqual("RIFF".utf8),
      file[8..<12].elementsEqual("WAVE".utf8), let size = UInt32(exactly: file.count)
    else { return file }
    var place = 12
    while place + 8 <= file.count {
      let count = number(file, at: place + 4)
      let rest = file.count - place - 8
      if file[place..<place + 4].elementsEqual("data".utf8) {
        guard count > rest || count == 0 else { return file }
        var file = file
        put(size - 8, into: &file, at: 4)
        put(size - 8 - UInt32(place), into: &file, at: place + 4)
        return file
      }
      guard count <= rest else { return file }
      // Stretches begin at even places.
      place += 8 + count + count % 2
    }
    return file
  }

  private static func number(_ file: [UInt8], at place: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(file[place + $1]) << (8 * $1) }
  }

  private static func put(_ value: UInt32, into file: inout [UInt8], at place: Int) {
    for byte in 0..<4 { file[place + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  }
}
