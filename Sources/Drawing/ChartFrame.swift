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

  var title = ""
  /// What is worth knowing about the data, under the title.
  var notes: [String] = []
  var legend: [Key] = []
  var x = ChartAxis()
  var y = ChartAxis()
  var colors: ColorBar?

  /// Where the data belong, and where its numbers lie.
  struct Area {
    let box: Box
    let x: Scale
    let y: Scale
  }

  /// The pixels between an axis and its numbers.
  private static let tickRoom = 7.0
  /// The pixels between numbers and the label.
  private static let labelRoom = 6.0

  /// Draws all of it.
  ///
  /// - Parameter canvas: What to draw on.
  /// - Returns: The place that is left for the data.
  /// - Throws: ``DrawingError``.
  func draw(on canvas: Canvas) throws(DrawingError) -> Area {
    let typesetter = canvas.typesetter
    let margin = Theme.margin
    let lineHeight = typesetter.set("0").height
    var top = drawHeader(on: canvas)
    let xLabel = x.label.isEmpty ? nil : typesetter.set(x.label, width: canvas.width * 0.7)
    let bottom =
      canvas.height - margin - Self.tickRoom - lineHeight
      - (xLabel.map { $0.height + Self.labelRoom } ?? 0)
    let yMarks = AxisMarks(up: y, room: bottom - top - lineHeight / 2, typesetter)
    // The uppermost number reaches beyond the axis, and a power of ten stands above it.
    top += lineHeight / 2 + (yMarks.factor == nil ? 0 : lineHeight)
    let yLabel = y.label.isEmpty ? nil : typesetter.set(y.label, width: bottom - top)
    let left =
      margin + (yLabel.map { $0.height + Self.labelRoom } ?? 0) + yMarks.width + Self.tickRoom
    let barMarks = colors.map {
      AxisMarks(up: ChartAxis(range: $0.range), room: bottom - top, typesetter)
    }
    let right = canvas.width - margin - rightRoom(barMarks, lineHeight: lineHeight)
    let xMarks = AxisMarks(across: x, room: right - left, typesetter)
    let area = Area(
      box: Box(
        left: left, top: top, width: max(1, right - left), height: max(1, bottom - top)),
      x: Scale(range: xMarks.range, start: left, end: right),
      y: Scale(range: yMarks.range, start: bottom, end: top))
    drawGrid(yMarks, area, on: canvas)
    drawAcross(xMarks, xLabel, area, on: canvas)
    drawUp(yMarks, yLabel, area, on: canvas)
    if let barMarks { try drawColors(barMarks, area, on: canvas) }
    return area
  }

  /// The pixels that are needed to the right of the data: half a number, or the bar of colours.
  private func rightRoom(_ marks: AxisMarks?, lineHeight: Double) -> Double {
    guard let marks, let colors else { return 14 }
    let label = colors.label.isEmpty ? 0 : lineHeight + Self.labelRoom
    return 16 + 12 + Self.tickRoom + marks.width + label
  }

  // MARK: - Above the data

  /// Draws title, notes and legend, and returns where they end.
  private func drawHeader(on canvas: Canvas) -> Double {
    let room = canvas.width - 2 * Theme.margin
    var top = Theme.margin
    func place(_ block: TextBlock, _ color: Color) {
      // A right-to-left line begins at the right.
      let left = block.isRightToLeft ? canvas.width - Theme.margin - block.width : Theme.margin
      canvas.draw(block, at: Point(x: left, y: top), color)
      top += block.height + 4
    }
    if !title.isEmpty {
      place(
        canvas.typesetter.set(title, size: Theme.titleSize, isBold: true, width: room, lines: 2),
        Theme.ink)
    }
    if !notes.isEmpty {
      place(canvas.typesetter.set(notes.joined(separator: "; "), width: room), Theme.faintInk)
    }
    if !legend.isEmpty { top = drawLegend(from: top + 2, room: room, on: canvas) }
    return top + 4
  }

  /// Draws the legend in at most three rows, and returns where it ends.
  private func drawLegend(from top: Double, room: Double, on canvas: Canvas) -> Double {
    let (keyWidth, gap) = (22.0, 18.0)
    var (left, top, row) = (Theme.margin, top, 0)
    var height = 0.0
    for (index, key) in legend.enumerated() {
      let text = canvas.typesetter.set(key.name, width: 180)
      height = text.height
      let width = keyWidth + 6 + text.width
      if left > Theme.margin, left + width > Theme.margin + room {
        (left, top, row) = (Theme.margin, top + height + 2, row + 1)
      }
      if row == 3 {
        let more = canvas.typesetter.set("… \(legend.count - index) more")
        canvas.draw(more, at: Point(x: left, y: top), Theme.faintInk)
        break
      }
      let middle = top + height / 2
      if key.isJoined {
        canvas.stroke([Point(x: left, y: middle), Point(x: left + keyWidth, y: middle)], key.pen)
      } else {
        canvas.dots([Point(x: left + keyWidth / 2, y: middle)], radius: 3, key.pen.color)
      }
      canvas.draw(text, at: Point(x: left + keyWidth + 6, y: top))
      left += width + gap
    }
    return top + height + 4
  }

  // MARK: - Around the data

  private func drawGrid(_ marks: AxisMarks, _ area: Area, on canvas: Canvas) {
    guard y.hasGrid else { return }
    for mark in marks.marks {
      let place = area.y.place(mark.value).onPixel
      canvas.stroke(
        [Point(x: area.box.left, y: place), Point(x: area.box.right, y: place)], Theme.grid)
    }
  }

  private func drawAcross(
    _ marks: AxisMarks, _ label: TextBlock?, _ area: Area, on canvas: Canvas
  ) {
    let box = area.box
    let line = box.bottom.onPixel
    canvas.stroke([Point(x: box.left, y: line), Point(x: box.right, y: line)], Theme.axis)
    var numbersEnd = line + Self.tickRoom
    for mark in marks.marks {
      let place = area.x.place(mark.value)
      if x.names.isEmpty {
        canvas.stroke(
          [Point(x: place.onPixel, y: line), Point(x: place.onPixel, y: line + 4)], Theme.axis)
      }
      // The first and the last number stay on the picture.
      let left = min(
        max(2, place - mark.text.width / 2), canvas.width - 2 - mark.text.width)
      canvas.draw(mark.text, at: Point(x: left, y: line + Self.tickRoom), Theme.faintInk)
      numbersEnd = line + Self.tickRoom + mark.text.height
    }
    let labelTop = numbersEnd + Self.labelRoom
    if let label {
      canvas.draw(label, at: Point(x: box.left + (box.width - label.width) / 2, y: labelTop))
    }
    if let factor = marks.factor {
      let block = canvas.typesetter.set(factor)
      canvas.draw(block, at: Point(x: box.right - block.width, y: labelTop), Theme.faintInk)
    }
  }

  private func drawUp(
    _ marks: AxisMarks, _ label: TextBlock?, _ area: Area, on canvas: Canvas
  ) {
    let box = area.box
    if !y.hasGrid {
      let line = box.left.onPixel
      canvas.stroke([Point(x: line, y: box.top), Point(x: line, y: box.bottom)], Theme.axis)
    }
    for mark in marks.marks {
      let place = area.y.place(mark.value)
      canvas.draw(
        mark.text,
        at: Point(
          x: box.left - Self.tickRoom - mark.text.width, y: place - mark.text.height / 2),
        Theme.faintInk)
      if !y.hasGrid, y.names.isEmpty {
        canvas.stroke(
          [Point(x: box.left - 4, y: place.onPixel), Point(x: box.left, y: place.onPixel)],
          Theme.axis)
      }
    }
    if let factor = marks.factor {
      let block = canvas.typesetter.set(factor)
      canvas.draw(
        block,
        at: Point(x: max(2, box.left - block.width), y: box.top - 1.6 * block.height),
        Theme.faintInk)
    }
    if let label {
      let middle = (box.top + box.bottom + label.width) / 2
      canvas.draw(label, at: Point(x: Theme.margin, y: middle), upwards: true)
    }
  }

  private func drawColors(
    _ marks: AxisMarks, _ area: Area, on canvas: Canvas
  ) throws(DrawingError) {
    guard let colors else { return }
    let box = Box(
      left: area.box.right + 16, top: area.box.top, width: 12, height: area.box.height)
    let codes = Array(ColorScale.codes.reversed())
    try canvas.image(Pixels(columns: 1, rows: codes.count, codes: codes), in: box)
    canvas.stroke(box, Theme.axis)
    let scale = Scale(range: marks.range, start: box.bottom, end: box.top)
    for mark in marks.marks {
      let place = scale.place(mark.value)
      canvas.stroke(
        [Point(x: box.right, y: place), Point(x: box.right + 4, y: place)], Theme.axis)
      canvas.draw(
        mark.text, at: Point(x: box.right + Self.tickRoom, y: place - mark.text.height / 2),
        Theme.faintInk)
    }
    guard !colors.label.isEmpty || marks.factor != nil else { return }
    let words = [colors.label, marks.factor ?? ""].filter { !$0.isEmpty }
    let label = canvas.typesetter.set(words.joined(separator: " "), width: box.height)
    let middle = (box.top + box.bottom + label.width) / 2
    canvas.draw(
      label, at: Point(x: canvas.width - Theme.margin - label.height, y: middle), upwards: true)
  }
}

extension Double {
  /// The middle of the pixel that the place lies in, where a line of one pixel is sharp.
  fileprivate var onPixel: Double { rounded(.down) + 0.5 }
}
