internal import Tensors

extension HeatMap {
  /// The plot as lines of text, at most as wide as the terminal.
  ///
  /// Sides that were given have axes: places or the names of cells to the left, places below; cells with
  /// names are two rows high where there is room. The range of the values stands in a line below. Where
  /// there is colour each character shows two values, one above the other; elsewhere one value, as a shade.
  /// What is not a number is grey, or a question mark.
  ///
  /// - Parameters:
  ///   - terminal: What the text is for.
  ///   - height: The largest number of lines, of cells without names.
  /// - Returns: The lines, joined by newlines.
  public func rendered(for terminal: Terminal, height: Int = 16) -> String {
    let layout = HeatMapLayout(self, terminal, height: height)
    guard !layout.points.values.isEmpty else {
      return "nothing to plot: no values"
        .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    }
    let rows = layout.isColored ? coloredLines(layout, terminal) : shadedLines(layout, terminal)
    var lines = rows.enumerated().map { row, line in
      layout.hasAxes
        ? PlotAxes.left(layout.labels[row], width: layout.labelWidth, terminal) + line : line
    }
    if layout.hasAxes { lines += bottomLines(layout, terminal) }
    let note = self.note(layout, terminal)
      .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    if !note.isEmpty { lines.append(Style.dim.applied(to: note, on: terminal)) }
    return lines.joined(separator: "\n")
  }

  private func bottomLines(_ layout: HeatMapLayout, _ terminal: Terminal) -> [String] {
    let line = PlotAxes.bottom(indent: layout.labelWidth, columns: layout.columns, terminal)
    let indent = layout.labelWidth + 1
    guard layout.namesColumns else {
      if !hasPlaces(layout) { return [line] }
      return [
        line,
        PlotAxes.places(
          indent: indent, columns: layout.columns, horizontal.range, label: horizontal.axis.label,
          terminal),
      ]
    }
    return [
      line,
      PlotAxes.names(
        indent: indent, horizontal.names, cellWidth: layout.across, terminal),
    ]
  }

  /// Whether both ends of the horizontal side have room below a plot.
  private func hasPlaces(_ layout: HeatMapLayout) -> Bool {
    let ends = [horizontal.range.lowerBound, horizontal.range.upperBound]
    return ends.reduce(0) { $0 + formatShort($1, digits: 6).count } < layout.columns
  }

  /// What no axis says: the range of the values, `-8.1 – 2.3 dB`, and what goes upwards.
  private func note(_ layout: HeatMapLayout, _ terminal: Terminal) -> String {
    var parts: [String] = []
    if let range = layout.points.range {
      parts.append(
        span(Double(range.lowerBound), Double(range.upperBound), value.unit, terminal))
    }
    if layout.hasAxes {
      if !layout.namesColumns, !hasPlaces(layout), !horizontal.axis.unit.isEmpty {
        let (low, high) = (horizontal.range.lowerBound, horizontal.range.upperBound)
        parts.append(span(low, high, horizontal.axis.unit, terminal))
      }
      let isTold = !vertical.names.isEmpty || !vertical.axis.unit.isEmpty
      if !isTold { parts.append("\(escapeForTerminal(vertical.axis.label)) upwards") }
    } else {
      for side in [horizontal, vertical] where !side.axis.unit.isEmpty {
        parts.append(
          span(side.range.lowerBound, side.range.upperBound, side.axis.unit, terminal))
      }
    }
    return parts.joined(separator: "; ")
  }

  private func span(
    _ low: Double, _ high: Double, _ unit: String, _ terminal: Terminal
  ) -> String {
    let range = "\(formatShort(low)) \(terminal.rangeDash) \(formatShort(high))"
    return unit.isEmpty ? range : "\(range) \(escapeForTerminal(unit))"
  }

  private func shadedLines(_ layout: HeatMapLayout, _ terminal: Terminal) -> [String] {
    let shades = Palette.shades(for: terminal)
    return (0..<layout.rows).map { row in
      String(
        (0..<layout.columns).map { column in
          if pathRow(column, layout) == row { return terminal.hasUnicode ? "•" : "*" }
          return layout.part(row: row, column: column)
            .map { shades[Palette.index($0, of: shades.count)] } ?? "?"
        })
    }
  }

  private func coloredLines(_ layout: HeatMapLayout, _ terminal: Terminal) -> [String] {
    func color(_ row: Int, _ column: Int) -> UInt8 {
      layout.part(row: row, column: column)
        .map { Palette.colors[Palette.index($0, of: Palette.colors.count)] } ?? Palette.notANumber
    }
    return stride(from: 0, to: layout.rows, by: 2).map { row in
      let pieces = (0..<layout.columns).map { column in
        let marked = pathRow(column, layout)
        if let marked, marked == row || marked == row + 1 {
          return (
            style: Style.background(color(marked, column)).with(.foreground(231)), text: "•"
          )
        }
        let upper = Style.foreground(color(row, column))
        guard row + 1 < layout.rows else { return (style: upper, text: "▀") }
        return (style: upper.with(.background(color(row + 1, column))), text: "▀")
      }
      return joined(pieces, terminal)
    }
  }

  /// The row in which the path crosses the middle of a column, if there is a path.
  private func pathRow(_ column: Int, _ layout: HeatMapLayout) -> Int? {
    let start = bucketStart(column, of: layout.columns, over: values.shape[0])
    let end = bucketStart(column + 1, of: layout.columns, over: values.shape[0])
    let middle = (start + end) / 2
    guard path.indices.contains(middle), path[middle].isFinite else { return nil }
    let part = min(max(0, path[middle] / Double(values.shape[1])), 1)
    return layout.rows - 1 - min(layout.rows - 1, Int(part * Double(layout.rows)))
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
