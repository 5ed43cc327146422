/// The lines and labels at the sides of a plot in a terminal.
enum PlotAxes {
  /// The first and the last place of an axis with its name between them, below the plot.
  ///
  /// - Parameters:
  ///   - indent: The columns to the left of the plot.
  ///   - columns: The columns of the plot.
  ///   - range: From where to where it goes.
  ///   - label: What it counts.
  ///   - terminal: What the text is for.
  /// - Returns: The line.
  static func places(
    indent: Int, columns: Int, _ range: ClosedRange<Double>, label: String, _ terminal: Terminal
  ) -> String {
    let (first, last) = (
      formatShort(range.lowerBound, digits: 6), formatShort(range.upperBound, digits: 6)
    )
    let space = String(repeating: " ", count: indent)
    let room = columns - first.count - last.count
    guard room > 0 else { return space + first.truncated(toWidth: columns) }
    let name = escapeForTerminal(label).truncated(
      toWidth: max(0, room - 2), ellipsis: terminal.ellipsis)
    let left = (room - name.displayWidth) / 2
    let right = room - name.displayWidth - left
    return space + first + String(repeating: " ", count: left) + name.isolated(for: terminal)
      + String(repeating: " ", count: right) + last
  }

  /// The names of cells below them, each cut to the columns of its cell.
  static func names(
    indent: Int, _ names: [String], cellWidth: Int, _ terminal: Terminal
  ) -> String {
    let cells = names.map { name in
      escapeForTerminal(name).truncated(
        toWidth: max(1, cellWidth - 1), ellipsis: cellWidth > 3 ? terminal.ellipsis : ""
      ).isolated(for: terminal).padded(toWidth: cellWidth)
    }
    return String(repeating: " ", count: indent) + cells.joined()
  }

  /// The line between the plot and what stands below it.
  static func bottom(indent: Int, columns: Int, _ terminal: Terminal) -> String {
    String(repeating: " ", count: indent) + (terminal.hasUnicode ? "└" : "+")
      + String(repeating: terminal.rule, count: columns)
  }

  /// What stands to the left of a row: its label, to the right, and the axis.
  static func left(_ label: String, width: Int, _ terminal: Terminal) -> String {
    let (tick, side) = terminal.hasUnicode ? ("┤", "│") : ("+", "|")
    return label.isolated(for: terminal).padded(toWidth: width, .right)
      + (label.isEmpty ? side : tick)
  }
}
