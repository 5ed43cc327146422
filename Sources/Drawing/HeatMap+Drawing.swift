internal import Display
internal import Tensors

extension HeatMap {
  /// The dots of an image to a pixel of the picture, along each side.
  private static let dotsPerPixel = 2.0

  /// Draws the plot on a canvas of any size.
  func draw(on canvas: Canvas) throws(DrawingError) {
    let points = HeatMapPoints(
      values, columns: Int(canvas.width * Self.dotsPerPixel),
      rows: Int(canvas.height * Self.dotsPerPixel))
    let broken = nonFiniteCount
    var frame = ChartFrame(title: title)
    if points.values.isEmpty {
      frame.notes.append("nothing to plot: no values")
    } else if broken > 0 {
      frame.notes.append("\(formatCount(broken, of: "value")) not finite (grey)")
    }
    frame.x = axis(horizontal, cells: values.shape[0])
    frame.y = axis(vertical, cells: values.shape[1])
    if let range = points.range {
      frame.colors = .init(
        label: value.label, range: Double(range.lowerBound)...Double(range.upperBound))
    }
    let area = try frame.draw(on: canvas)
    guard !points.values.isEmpty else { return }
    let isFlat = points.range.map { $0.lowerBound == $0.upperBound } ?? true
    let codes = (0..<points.rows).flatMap { row in
      (0..<points.columns).map { column in
        points.part(row: row, column: column)
          .map { ColorScale.code(isFlat ? 0.5 : $0) } ?? Theme.notANumber.code
      }
    }
    try canvas.image(
      Pixels(columns: points.columns, rows: points.rows, codes: codes), in: area.box)
    drawPath(in: area, on: canvas)
    canvas.stroke(area.box, Theme.axis)
  }

  /// Draws the path through the middles of the frames, light on dark so that it is seen everywhere.
  private func drawPath(in area: ChartFrame.Area, on canvas: Canvas) {
    let step = (horizontal.range.upperBound - horizontal.range.lowerBound) / Double(values.shape[0])
    let points = path.enumerated().filter { $0.element.isFinite }.map { frame, place in
      Point(
        x: area.x.place(horizontal.range.lowerBound + (Double(frame) + 0.5) * step),
        y: area.y.place(place))
    }
    guard points.count > 1 else { return }
    canvas.clipped(to: area.box) {
      canvas.stroke(points, Pen(color: Color(0x000000, opacity: 0.7), width: 3))
      canvas.stroke(points, Pen(color: Color(0xFFFFFF), width: 1.4))
    }
  }

  private func axis(_ side: Side, cells: Int) -> ChartAxis {
    let isCounted = side.axis.unit.isEmpty && side.range == 0...Double(cells)
    // A few counted cells have their numbers at their middles.
    let names =
      side.names.isEmpty && isCounted && cells <= 24 ? (0..<cells).map(String.init) : side.names
    return ChartAxis(label: side.axis.label, range: side.range, names: names, isWhole: isCounted)
  }
}
