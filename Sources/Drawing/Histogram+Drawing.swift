internal import Display

extension Histogram {
  /// Draws the plot on a canvas of any size.
  func draw(on canvas: Canvas) throws(DrawingError) {
    var frame = ChartFrame(title: title, notes: [note])
    var edges = edges
    var range = edges.first.flatMap { low in edges.last.map { low...$0 } }
    // All values are equal: their bar gets a width, and some room beside it.
    if let value = range?.lowerBound, value == range?.upperBound {
      let half = max(0.5, abs(value) * 0.05)
      edges = [value - half, value + half]
      range = value - 5 * half...value + 5 * half
    }
    let largest = counts.max() ?? 0
    frame.x = ChartAxis(label: axis.label, range: range)
    frame.y = ChartAxis(
      label: "count", range: largest > 0 ? 0...Double(largest) : nil, isWhole: true,
      isRounded: true, hasGrid: true)
    let area = try frame.draw(on: canvas)
    for (index, count) in counts.enumerated() where count > 0 {
      let (left, right) = (area.x.place(edges[index]), area.x.place(edges[index + 1]))
      let top = area.y.place(Double(count))
      // Bars stand apart by a pixel where they are wide enough to spare one.
      let gap = right - left > 4 ? 0.5 : 0
      canvas.fill(
        Box(
          left: left + gap, top: top, width: max(0.5, right - left - 2 * gap),
          height: area.box.bottom - top),
        Theme.pen(0).color)
    }
  }
}
