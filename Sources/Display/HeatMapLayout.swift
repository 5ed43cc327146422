internal import Tensors

/// How a heat map lies in a terminal: its points, how large each is, and what stands beside the rows.
struct HeatMapLayout {
  /// The means that are shown.
  let points: HeatMapPoints
  /// Whether characters show two values, one above the other.
  let isColored: Bool
  /// Whether there are axes.
  let hasAxes: Bool
  /// The columns and rows of half characters, or of characters without colour, that a point takes.
  let across: Int
  let down: Int
  /// The labels of the lines of text, from the top; empty for most.
  let labels: [String]
  /// The columns of the widest label.
  let labelWidth: Int
  /// Whether every column of cells has its name below.
  let namesColumns: Bool

  /// The most lines of cells with names, each of one line at least.
  private static let mostLines = 48
  /// The columns that a name may take.
  private static let widestName = 12
  /// The fewest columns of a plot beside which axes stand.
  private static let fewestColumns = 12

  /// The columns of the plot.
  var columns: Int { points.columns * across }
  /// The rows of points, several of which may show the same.
  var rows: Int { points.rows * down }

  /// Lays out a map.
  ///
  /// - Parameters:
  ///   - map: The map.
  ///   - terminal: What the text is for.
  ///   - height: The largest number of lines, of cells without names.
  init(_ map: HeatMap, _ terminal: Terminal, height: Int) {
    isColored = terminal.hasColor && terminal.hasUnicode
    let half = isColored ? 2 : 1
    let (frames, channels) = (map.values.shape[0], map.values.shape[1])
    let isNamed = map.vertical.names.count == channels && channels > 0
    let lines = isNamed && channels <= Self.mostLines ? channels : max(1, height)
    // Two lines for each name, if that is not too high.
    let linesOfCell = isNamed && 2 * channels <= Self.mostLines ? 2 : 1
    down = isNamed && channels <= Self.mostLines ? linesOfCell * half : 1
    let rowCount = down > 1 ? channels : min(channels, lines * half)
    let texts = Self.labels(map, rowCount, down: down, half: half, isNamed: isNamed, terminal)
    let width = texts.map(\.displayWidth).max() ?? 0
    let room = terminal.width - width - 1
    hasAxes = map.hasOwnSides && room >= Self.fewestColumns
    labels = texts
    labelWidth = hasAxes ? width : 0
    let available = hasAxes ? room : terminal.width
    points = HeatMapPoints(map.values, columns: available, rows: rowCount)
    let names = map.horizontal.names
    namesColumns = hasAxes && names.count == frames && points.columns == frames && frames > 0
    let wanted = min(Self.widestName, (names.map(\.displayWidth).max() ?? 0) + 1)
    across = namesColumns ? max(1, min(available / max(frames, 1), max(wanted, 2))) : 1
  }

  /// The labels of the lines: the names of cells, or three places of the side.
  private static func labels(
    _ map: HeatMap, _ rows: Int, down: Int, half: Int, isNamed: Bool, _ terminal: Terminal
  ) -> [String] {
    let count = (rows * down + half - 1) / half
    var labels = [String](repeating: "", count: count)
    guard count > 0 else { return labels }
    if isNamed {
      for line in labels.indices {
        // The channel that the upper half of the line shows, counted from the bottom.
        let row = rows - 1 - line * half / down
        let channel = bucketStart(row, of: rows, over: map.values.shape[1])
        let isFirst = line * half % down < half || down == 1
        guard isFirst else { continue }
        labels[line] = escapeForTerminal(map.vertical.names[channel])
          .truncated(toWidth: widestName, ellipsis: terminal.ellipsis)
      }
      return labels
    }
    let (low, high) = (map.vertical.range.lowerBound, map.vertical.range.upperBound)
    let unit = map.vertical.axis.unit.isEmpty ? "" : " \(escapeForTerminal(map.vertical.axis.unit))"
    labels[count - 1] = formatShort(low)
    if count > 4 { labels[(count - 1) / 2] = formatShort((low + high) / 2) }
    labels[0] = formatShort(high) + unit
    return labels
  }

  /// Where a point lies in the range, from 0 to 1, or `nil` where it is not a number.
  func part(row: Int, column: Int) -> Double? {
    points.part(row: row / down, column: column / across)
  }
}

extension HeatMap {
  /// Whether a side says more than that its cells are counted.
  var hasOwnSides: Bool {
    let counted = HeatMap(values)
    return horizontal != counted.horizontal || vertical != counted.vertical
  }
}
