/// A PNG file of eight bits a colour, read without the library that wrote it.
///
/// Reference: the PNG specification, third edition. What is no such file traps.
struct PNGImage {
  let width: Int
  let height: Int
  /// The types of the file's chunks, in order.
  let chunks: [String]
  private let channels: Int
  private let rows: [[UInt8]]

  init(_ bytes: [UInt8]) {
    precondition(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    var place = 8
    var (chunks, packed): ([String], [UInt8]) = ([], [])
    while place < bytes.count {
      let (length, type) = (
        number(place), String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
      )
      chunks.append(type)
      if type == "IDAT" { packed += bytes[place + 8..<place + 8 + length] }
      place += 12 + length
    }
    (width, height) = (number(16), number(20))
    precondition(bytes[24] == 8 && (bytes[25] == 2 || bytes[25] == 6), "Eight bits, in colour.")
    channels = bytes[25] == 2 ? 3 : 4
    self.chunks = chunks
    rows = Self.unfiltered(
      Inflation(packed).output, width: width * channels, height: height, channels: channels)
  }

  /// Undoes the filters of the rows (section 9).
  private static func unfiltered(
    _ bytes: [UInt8], width: Int, height: Int, channels: Int
  ) -> [[UInt8]] {
    var rows: [[UInt8]] = []
    var above = [UInt8](repeating: 0, count: width)
    for index in 0..<height {
      let start = index * (width + 1)
      var row = Array(bytes[start + 1...start + width])
      for place in 0..<width {
        let left = place < channels ? 0 : Int(row[place - channels])
        let (up, corner) = (Int(above[place]), place < channels ? 0 : Int(above[place - channels]))
        let guess =
          switch bytes[start] {
          case 0: 0
          case 1: left
          case 2: up
          case 3: (left + up) / 2
          default: paeth(left, up, corner)
          }
        row[place] = UInt8(truncatingIfNeeded: Int(row[place]) + guess)
      }
      rows.append(row)
      above = row
    }
    return rows
  }

  private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
    let guess = left + up - corner
    let (a, b, c) = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return a <= b && a <= c ? left : b <= c ? up : corner
  }

  /// The colour of a dot, `0xRRGGBB`.
  func code(_ column: Int, _ row: Int) -> UInt32 {
    let place = column * channels
    let line = rows[row]
    return UInt32(line[place]) << 16 | UInt32(line[place + 1]) << 8 | UInt32(line[place + 2])
  }

  /// The number of dots of a colour.
  func count(of code: UInt32) -> Int {
    (0..<height).reduce(0) { sum, row in
      sum + (0..<width).count { self.code($0, row) == code }
    }
  }
}
