/// What surrounds the data in a picture: title, notes, legend, axes and the bar of colours.
struct ChartFrame {
  /// An entry of the legend.
  struct Key {
    var name: String
    var pen: Pen
    var isJoined: Bool
  }

  /// The colours of a heat map and what they stand for.
  struct ColorBar {
    var label: String
    var range: ClosedRange<Double>
  }

  /// Where the data belong, and where its numbers lie.
  struct Area {
    let box: Box
    let x: Scale
    let y: Scale
  }

  /// The labels of the sides, chosen to fit their room.
  struct Sides {
    var x: AxisMarks
    var xLabel: TextBlock?
    var y: AxisMarks
    var yLabel: TextBlock?
    var colors: AxisMarks?
  }

  var title = ""
  /// What is worth knowing about the data, under the title.
  var notes: [String] = []
  var legend: [Key] = []
  var x = ChartAxis()
  var y = ChartAxis()
  var colors: ColorBar?

  /// The pixels between an axis and its numbers.
  static let tickRoom = 7.0
  /// The pixels between numbers and the label.
  static let labelRoom = 6.0
  /// The pixels between the data and the bar of colours, and those of the bar.
  static let (barGap, barWidth) = (16.0, 12.0)

  /// Draws all of it.
  ///
  /// - Parameter canvas: What to draw on.
  /// - Returns: The place that is left for the data.
  /// - Throws: ``DrawingError``.
  func draw(on canvas: Canvas) throws(DrawingError) -> Area {
    let top = drawHeader(on: canvas)
    let (sides, area) = layOut(below: top, on: canvas)
    drawGrid(sides.y, area, on: canvas)
    drawAcross(sides, area, on: canvas)
    drawUp(sides, area, on: canvas)
    if let marks = sides.colors { try drawColors(marks, area, on: canvas) }
    return area
  }

  /// Chooses the labels of the sides; those of one leave more or less room for those of the others.
  private func layOut(below top: Double, on canvas: Canvas) -> (sides: Sides, area: Area) {
    let typesetter = canvas.typesetter
    let lineHeight = typesetter.set("0").height
    let xLabel = x.label.isEmpty ? nil : typesetter.set(x.label, width: canvas.width * 0.7)
    let below = Self.tickRoom + lineHeight + (xLabel.map { $0.height + Self.labelRoom } ?? 0)
    let bottom = canvas.height - Theme.margin - below
    let yMarks = AxisMarks(up: y, room: bottom - top - lineHeight / 2, typesetter)
    // The uppermost number reaches beyond the axis, and a power of ten stands above it.
    let top = top + lineHeight / 2 + (yMarks.factor == nil ? 0 : lineHeight)
    let yLabel = y.label.isEmpty ? nil : typesetter.set(y.label, width: bottom - top)
    let beside = yMarks.width + Self.tickRoom + (yLabel.map { $0.height + Self.labelRoom } ?? 0)
    let left = Theme.margin + beside
    let colorMarks = colors.map {
      AxisMarks(up: ChartAxis(range: $0.range), room: bottom - top, typesetter)
    }
    let right = canvas.width - Theme.margin - rightRoom(colorMarks, lineHeight: lineHeight)
    let xMarks = AxisMarks(across: x, room: right - left, typesetter)
    let area = Area(
      box: Box(left: left, top: top, width: max(1, right - left), height: max(1, bottom - top)),
      x: Scale(range: xMarks.range, start: left, end: right),
      y: Scale(range: yMarks.range, start: bottom, end: top))
    let sides = Sides(x: xMarks, xLabel: xLabel, y: yMarks, yLabel: yLabel, colors: colorMarks)
    return (sides, area)
  }

  /// The pixels that are needed to the right of the data: half a number, or the bar of colours.
  private func rightRoom(_ marks: AxisMarks?, lineHeight: Double) -> Double {
    guard let marks, let colors else { return 14 }
    let label = colors.label.isEmpty ? 0 : lineHeight + Self.labelRoom
    return Self.barGap + Self.barWidth + Self.tickRoom + marks.width + label
  }
}
