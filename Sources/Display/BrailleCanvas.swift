/// A grid of dots drawn with the braille patterns, two dots wide and four high in each character.
struct BrailleCanvas {
  /// The size in characters.
  let columns: Int
  let rows: Int

  private var cells: [UInt8]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [UInt8](repeating: 0, count: columns * rows)
  }

  /// The size in dots.
  var width: Int { columns * 2 }
  var height: Int { rows * 4 }

  /// Sets the dot `x` from the left and `y` from the top, where there is one.
  mutating func set(x: Int, y: Int) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    cells[y / 4 * columns + x / 2] |= Self.dots[y % 4 * 2 + x % 2]
  }

  /// Sets the dots nearest to the line between two dots.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let count = max(abs(dx), abs(dy), 1)
    for step in 0...count {
      let part = Double(step) / Double(count)
      set(
        x: start.x + Int((Double(dx) * part).rounded()),
        y: start.y + Int((Double(dy) * part).rounded()))
    }
  }

  /// The character in a row and a column; a space where no dot is set.
  func character(row: Int, column: Int) -> Character {
    let bits = cells[row * columns + column]
    guard bits != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else { return " " }
    return Character(scalar)
  }

  /// The bit of each dot of a character, row by row (Unicode Standard, section 21.1, U+2800).
  private static let dots: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
}
