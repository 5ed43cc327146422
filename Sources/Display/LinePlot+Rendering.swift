extension LinePlot {
  /// The plot as lines of text with labelled axes, at most as wide as the terminal.
  ///
  /// A single curve, and all curves where there is colour, are drawn in braille dots; several
  /// curves without colour in a sign for each. A value that is not finite is an `x` on the axis. In
  /// fewer than four columns there is no room for a plot, and a mark stands for it.
  ///
  /// - Parameters:
  ///   - terminal: What the text is for.
  ///   - height: The number of lines between the axes; from 2 to 200.
  /// - Returns: The lines, joined by newlines.
  public func rendered(for terminal: Terminal, height: Int = 12) -> String {
    guard let bounds else {
      return "nothing to plot: no finite values"
        .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    }
    guard terminal.width >= 4 else {
      return terminal.ellipsis.truncated(toWidth: terminal.width, ellipsis: ".")
    }
    let rows = min(max(2, height), 200)
    var labels = [bounds.y.upperBound, bounds.y.lowerBound].map { formatSignificant($0) }
    // Equal values lie on the lowest row, which alone has their label.
    if bounds.y.lowerBound == bounds.y.upperBound { labels[0] = "" }
    if labels.contains(where: { $0.count + 8 > terminal.width }) { labels = ["", ""] }
    let labelWidth = labels.map(\.count).max() ?? 0
    let columns = max(1, min(100, terminal.width - labelWidth - 2))
    var grid = PlotGrid(columns: columns, rows: rows)
    for (index, curve) in series.enumerated() {
      let frame = PlotFrame(x: bounds.x, y: bounds.y)
      if terminal.hasUnicode && (series.count == 1 || terminal.hasColor) {
        grid.drawDots(curve, frame, style: Self.style(index, of: series.count))
      } else {
        grid.drawMarks(curve, frame, mark: Self.mark(index))
      }
    }
    var lines = series.count > 1 || !(series.first?.name.isEmpty ?? true) ? [legend(terminal)] : []
    let (tick, side) = terminal.hasUnicode ? ("┤", "│") : ("+", "|")
    for row in 0..<rows {
      let label = row == 0 ? labels[0] : row == rows - 1 ? labels[1] : ""
      let axis = label.padded(toWidth: labelWidth, .right) + (label.isEmpty ? side : tick)
      lines.append(axis + grid.line(row, on: terminal))
    }
    let marks = brokenColumns(columns, bounds.x)
    lines.append(axisLine(indent: labelWidth, columns: columns, marks: marks, terminal))
    lines.append(
      PlotAxes.places(
        indent: labelWidth + 1, columns: columns, bounds.x, label: x.label, terminal))
    return lines.joined(separator: "\n")
  }

  private static func style(_ index: Int, of count: Int) -> Style {
    let styles: [Style] = [.cyan, .yellow, .magenta, .green, .red, .blue]
    return styles[index % styles.count]
  }

  private static func mark(_ index: Int) -> Character {
    let marks: [Character] = ["*", "o", "+", "#", "@", "%"]
    return marks[index % marks.count]
  }

  /// The names of the curves with their colours or signs.
  private func legend(_ terminal: Terminal) -> String {
    let names = series.enumerated().map { index, curve in
      let name = escapeForTerminal(curve.name).isolated(for: terminal)
      if series.count == 1 { return name }
      let key = terminal.hasColor && terminal.hasUnicode ? "━" : String(Self.mark(index))
      let style = Self.style(index, of: series.count)
      return "\(style.applied(to: key, on: terminal)) \(name)"
    }
    let line = names.joined(separator: "   ")
    let plain = series.map { "x " + escapeForTerminal($0.name) }.joined(separator: "   ")
    guard plain.displayWidth > terminal.width else { return line }
    return series.map { escapeForTerminal($0.name) }.joined(separator: ", ")
      .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis).isolated(for: terminal)
  }

  /// The columns that hold a value that is not finite.
  private func brokenColumns(_ columns: Int, _ x: ClosedRange<Double>) -> Set<Int> {
    let places = series.flatMap { curve in
      zip(curve.x, curve.y).filter { $0.isFinite && !$1.isFinite }.map(\.0)
    }
    return Set(places.map { position($0, in: x, steps: columns) })
  }

  private func axisLine(
    indent: Int, columns: Int, marks: Set<Int>, _ terminal: Terminal
  ) -> String {
    let corner = terminal.hasUnicode ? "└" : "+"
    let mark = Style.red.applied(to: terminal.times, on: terminal)
    let axis = (0..<columns).map { marks.contains($0) ? mark : terminal.rule }
    return String(repeating: " ", count: indent) + corner + axis.joined()
  }
}
