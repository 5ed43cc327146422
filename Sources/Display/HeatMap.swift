public import Tensors

/// A picture of a matrix, such as a spectrogram: time from left to right, channels from the bottom
/// to the top.
///
/// Where there is colour each character shows two values, one above the other; elsewhere one value,
/// as a shade.
public struct HeatMap: Sendable {
  /// The mean of the values under each point of the picture, row by row from the top; NaN where one
  /// of them is not finite.
  private let points: [Float]
  private let columns: Int
  private let rows: Int
  private let range: ClosedRange<Float>?
  private let terminal: Terminal

  /// Makes a picture that fits a terminal.
  ///
  /// - Parameters:
  ///   - matrix: The values, of shape `[frames, channels]`.
  ///   - terminal: What the picture is for.
  ///   - height: The largest number of lines.
  public init(_ matrix: Tensor, for terminal: Terminal, height: Int = 16) {
    precondition(matrix.shape.count == 2, "A heat map shows frames and channels: \(matrix.shape).")
    let (frames, channels) = (matrix.shape[0], matrix.shape[1])
    let pointsPerLine = terminal.hasColor && terminal.hasUnicode ? 2 : 1
    let (columns, rows) = (
      min(terminal.width, frames), min(max(1, height) * pointsPerLine, channels)
    )
    points = (0..<rows).flatMap { row in
      (0..<columns).map { column in
        Self.mean(matrix, row: rows - 1 - row, of: rows, column: column, of: columns)
      }
    }
    let finite = points.filter(\.isFinite)
    range = finite.min().flatMap { low in finite.max().map { low...$0 } }
    self.columns = columns
    self.rows = rows
    self.terminal = terminal
  }

  /// The mean of the values that fall on one point.
  private static func mean(
    _ matrix: Tensor, row: Int, of rows: Int, column: Int, of columns: Int
  ) -> Float {
    let (frames, channels) = (matrix.shape[0], matrix.shape[1])
    let frameEnd = bucketStart(column + 1, of: columns, over: frames)
    let channelEnd = bucketStart(row + 1, of: rows, over: channels)
    let values = matrix.span
    var (sum, count) = (0.0, 0)
    for frame in bucketStart(column, of: columns, over: frames)..<frameEnd {
      for channel in bucketStart(row, of: rows, over: channels)..<channelEnd {
        sum += Double(values[frame * channels + channel])
        count += 1
      }
    }
    return sum.isFinite ? Float(sum / Double(count)) : .nan
  }

  /// The picture as lines of text, joined by newlines, with the range of its points below.
  public func rendered() -> String {
    guard !points.isEmpty else { return "nothing to plot: no values" }
    let isColored = terminal.hasColor && terminal.hasUnicode
    var lines = isColored ? coloredLines() : shadedLines()
    if let range {
      let (low, high) = (
        formatShort(Double(range.lowerBound)), formatShort(Double(range.upperBound))
      )
      let note = "\(low) \(terminal.rangeDash) \(high)".truncated(
        toWidth: terminal.width, ellipsis: terminal.ellipsis)
      lines.append(Style.dim.applied(to: note, on: terminal))
    }
    return lines.joined(separator: "\n")
  }

  /// Where a point lies in the range, from 0 to 1, or `nil` where it is not a number.
  private func part(_ row: Int, _ column: Int) -> Double? {
    let value = points[row * columns + column]
    guard let range, value.isFinite else { return nil }
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    return low < high ? (Double(value) - low) / (high - low) : 0
  }

  private func shadedLines() -> [String] {
    let shades = Palette.shades(for: terminal)
    return (0..<rows).map { row in
      String(
        (0..<columns).map { column in
          part(row, column).map { shades[Palette.index($0, of: shades.count)] } ?? "?"
        })
    }
  }

  private func coloredLines() -> [String] {
    stride(from: 0, to: rows, by: 2).map { row in
      let pieces = (0..<columns).map { column in
        let upper = Style.foreground(color(row, column))
        guard row + 1 < rows else { return (style: upper, text: "▀") }
        return (style: upper.with(.background(color(row + 1, column))), text: "▀")
      }
      return joined(pieces)
    }
  }

  private func color(_ row: Int, _ column: Int) -> UInt8 {
    part(row, column).map { Palette.colors[Palette.index($0, of: Palette.colors.count)] }
      ?? Palette.notANumber
  }

  /// The pieces, with one control sequence for each run of a style.
  private func joined(_ pieces: [(style: Style, text: String)]) -> String {
    var result = ""
    var run = (style: Style.plain, text: "")
    for piece in pieces {
      if piece.style != run.style {
        result += run.style.applied(to: run.text, on: terminal)
        run = (piece.style, "")
      }
      run.text += piece.text
    }
    return result + run.style.applied(to: run.text, on: terminal)
  }
}
