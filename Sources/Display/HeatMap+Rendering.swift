internal import Tensors

extension HeatMap {
  /// The plot as lines of text, at most as wide as the terminal, with its ranges in a line below.
  ///
  /// Where there is colour each character shows two values, one above the other; elsewhere one
  /// value, as a shade. What is not a number is grey, or a question mark.
  ///
  /// - Parameters:
  ///   - terminal: What the text is for.
  ///   - height: The largest number of lines.
  /// - Returns: The lines, joined by newlines.
  public func rendered(for terminal: Terminal, height: Int = 16) -> String {
    let isColored = terminal.hasColor && terminal.hasUnicode
    let points = HeatMapPoints(
      values, columns: terminal.width, rows: max(1, height) * (isColored ? 2 : 1))
    guard !points.values.isEmpty else {
      return "nothing to plot: no values"
        .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    }
    var lines = isColored ? coloredLines(points, terminal) : shadedLines(points, terminal)
    let note = self.note(points, terminal)
      .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    if !note.isEmpty { lines.append(Style.dim.applied(to: note, on: terminal)) }
    return lines.joined(separator: "\n")
  }

  /// From where to where the values and the named sides go: `-8.1 – 2.3; 0 – 3.2 s; 0 – 8000 Hz`.
  private func note(_ points: HeatMapPoints, _ terminal: Terminal) -> String {
    var parts: [String] = []
    if let range = points.range {
      parts.append(
        span(Double(range.lowerBound), Double(range.upperBound), value.unit, terminal))
    }
    for side in [horizontal, vertical] where !side.axis.unit.isEmpty {
      parts.append(span(side.range.lowerBound, side.range.upperBound, side.axis.unit, terminal))
    }
    return parts.joined(separator: "; ")
  }

  private func span(
    _ low: Double, _ high: Double, _ unit: String, _ terminal: Terminal
  ) -> String {
    let range = "\(formatShort(low)) \(terminal.rangeDash) \(formatShort(high))"
    return unit.isEmpty ? range : "\(range) \(escapeForTerminal(unit))"
  }

  private func shadedLines(_ points: HeatMapPoints, _ terminal: Terminal) -> [String] {
    let shades = Palette.shades(for: terminal)
    return (0..<points.rows).map { row in
      String(
        (0..<points.columns).map { column in
          if pathRow(column, points) == row { return terminal.hasUnicode ? "•" : "*" }
          return points.part(row: row, column: column)
            .map { shades[Palette.index($0, of: shades.count)] } ?? "?"
        })
    }
  }

  private func coloredLines(_ points: HeatMapPoints, _ terminal: Terminal) -> [String] {
    func color(_ row: Int, _ column: Int) -> UInt8 {
      points.part(row: row, column: column)
        .map { Palette.colors[Palette.index($0, of: Palette.colors.count)] } ?? Palette.notANumber
    }
    return stride(from: 0, to: points.rows, by: 2).map { row in
      let pieces = (0..<points.columns).map { column in
        let marked = pathRow(column, points)
        if let marked, marked == row || marked == row + 1 {
          return (
            style: Style.background(color(marked, column)).with(.foreground(231)), text: "•"
          )
        }
        let upper = Style.foreground(color(row, column))
        guard row + 1 < points.rows else { return (style: upper, text: "▀") }
        return (style: upper.with(.background(color(row + 1, column))), text: "▀")
      }
      return joined(pieces, terminal)
    }
  }

  /// The row in which the path crosses the middle of a column, if there is a path.
  private func pathRow(_ column: Int, _ points: HeatMapPoints) -> Int? {
    let start = bucketStart(column, of: points.columns, over: values.shape[0])
    let end = bucketStart(column + 1, of: points.columns, over: values.shape[0])
    let middle = (start + end) / 2
    guard path.indices.contains(middle), path[middle].isFinite else { return nil }
    let part = min(max(0, path[middle] / Double(values.shape[1])), 1)
    return points.rows - 1 - min(points.rows - 1, Int(part * Double(points.rows)))
  }

  /// The pieces, with one control sequence for each run of a style.
  private func joined(_ pieces: [(style: Style, text: String)], _ terminal: Terminal) -> String {
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
