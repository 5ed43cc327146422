internal import Display

extension LinePlot {
  /// The most points of a curve that get a dot each.
  private static let mostDots = 60

  /// Draws the plot on a canvas of any size.
  func draw(on canvas: Canvas) throws(DrawingError) {
    let bounds = bounds
    let broken = nonFiniteCount
    let isAlone = series.count == 1
    var frame = ChartFrame(title: title)
    frame.x = ChartAxis(
      label: x.label, range: bounds?.x,
      isWhole: series.allSatisfy { $0.x.allSatisfy { !$0.isFinite || $0 == $0.rounded() } })
    frame.y = ChartAxis(
      label: y.label.isEmpty && isAlone ? series[0].name : y.label,
      range: bounds.map { withZero($0.y) },
      isRounded: true, hasGrid: true)
    if bounds == nil { frame.notes.append("nothing to plot: no finite values") }
    if broken > 0 { frame.notes.append("\(formatCount(broken, of: "value")) not finite (×)") }
    if !isAlone {
      frame.legend = series.enumerated().map { index, curve in
        let name = curve.name.isEmpty ? "\(index + 1)" : curve.name
        return .init(name: name, pen: Theme.pen(index), isJoined: curve.isJoined)
      }
    }
    let area = try frame.draw(on: canvas)
    guard bounds != nil else { return }
    // Dots and thick lines on the border are seen whole.
    let inside = Box(
      left: area.box.left - 4, top: area.box.top - 4, width: area.box.width + 8,
      height: area.box.height + 8)
    canvas.clipped(to: inside) {
      for (index, curve) in series.enumerated() {
        draw(curve, Theme.pen(index), area, on: canvas)
      }
    }
  }

  /// The range from or to 0 where that costs no more than about half of the height: what falls by a
  /// third should look so.
  private func withZero(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let (low, high) = (range.lowerBound, range.upperBound)
    if low > 0, low < 0.5 * high { return 0...high }
    return high < 0 && high > 0.5 * low ? low...0 : range
  }

  private func draw(
    _ curve: Series, _ pen: Pen, _ area: ChartFrame.Area, on canvas: Canvas
  ) {
    guard curve.isJoined else {
      let (points, isThinned) = CurvePoints.scattered(curve, x: area.x, y: area.y)
      if isThinned {
        canvas.squares(points, side: 2, pen.color)
      } else {
        var color = pen.color
        color.opacity = 0.6
        canvas.dots(points, radius: 2.4, color)
      }
      return
    }
    let places = CurvePoints(joined: curve, x: area.x, y: area.y)
    let hasDots = curve.x.count <= Self.mostDots
    for piece in places.pieces {
      canvas.stroke(piece, pen)
      // A point between two gaps has no line to be seen by.
      if hasDots || piece.count == 1 { canvas.dots(piece, radius: 2.4, pen.color) }
    }
    for place in places.broken {
      canvas.cross(
        Point(x: place, y: area.box.bottom), radius: 3.5, Pen(color: Theme.alarm, width: 1.5))
    }
  }
}
