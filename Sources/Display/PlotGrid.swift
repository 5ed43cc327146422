/// The part of the plane that a plot shows.
struct PlotFrame {
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
}

/// Which of `steps` equal steps of a range a value falls on; the first and the last at its ends.
func position(_ value: Double, in range: ClosedRange<Double>, steps: Int) -> Int {
  let (low, high) = (range.lowerBound, range.upperBound)
  guard low < high else { return 0 }
  // Halves keep the distance finite for any two finite ends.
  let part = (value / 2 - low / 2) / (high / 2 - low / 2)
  return Int((min(max(0, part), 1) * Double(steps - 1)).rounded())
}

/// The characters of a plot's inside, and their styles.
struct PlotGrid {
  let columns: Int
  let rows: Int
  private var characters: [Character]
  private var styles: [Style]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    characters = [Character](repeating: " ", count: columns * rows)
    styles = [Style](repeating: .plain, count: columns * rows)
  }

  /// Draws a curve in braille dots, its points joined by lines if they belong together.
  mutating func drawDots(_ curve: LinePlot.Series, _ frame: PlotFrame, style: Style) {
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    var previous: (x: Int, y: Int)?
    for (x, y) in zip(curve.x, curve.y) {
      guard x.isFinite, y.isFinite else {
        previous = nil
        continue
      }
      let dot = (
        x: position(x, in: frame.x, steps: canvas.width),
        y: canvas.height - 1 - position(y, in: frame.y, steps: canvas.height)
      )
      canvas.line(from: curve.isJoined ? previous ?? dot : dot, to: dot)
      previous = dot
    }
    for row in 0..<rows {
      for column in 0..<columns {
        put(canvas.character(row: row, column: column), row: row, column: column, style)
      }
    }
  }

  /// Draws the points of a curve with a sign.
  mutating func drawMarks(_ curve: LinePlot.Series, _ frame: PlotFrame, mark: Character) {
    for (x, y) in zip(curve.x, curve.y) where x.isFinite && y.isFinite {
      let row = rows - 1 - position(y, in: frame.y, steps: rows)
      put(mark, row: row, column: position(x, in: frame.x, steps: columns), .plain)
    }
  }

  private mutating func put(_ character: Character, row: Int, column: Int, _ style: Style) {
    guard character != " " else { return }
    characters[row * columns + column] = character
    styles[row * columns + column] = style
  }

  /// A row as text, without spaces at its end.
  func line(_ row: Int, on terminal: Terminal) -> String {
    let range = row * columns..<(row + 1) * columns
    guard let last = range.last(where: { characters[$0] != " " }) else { return "" }
    var result = ""
    var index = range.lowerBound
    while index <= last {
      let end = (index...last).first { styles[$0] != styles[index] } ?? last + 1
      result += styles[index].applied(to: String(characters[index..<end]), on: terminal)
      index = end
    }
    return result
  }
}
