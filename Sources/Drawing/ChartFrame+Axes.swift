extension ChartFrame {
  /// Draws the lines through the data.
  func drawGrid(_ marks: AxisMarks, _ area: Area, on canvas: Canvas) {
    guard y.hasGrid else { return }
    for mark in marks.marks {
      let place = area.y.place(mark.value).onPixel
      canvas.stroke(
        [Point(x: area.box.left, y: place), Point(x: area.box.right, y: place)], Theme.grid)
    }
  }

  /// Draws the axis below the data.
  func drawAcross(_ sides: Sides, _ area: Area, on canvas: Canvas) {
    let (marks, box) = (sides.x, area.box)
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
    if let label = sides.xLabel {
      canvas.draw(label, at: Point(x: box.left + (box.width - label.width) / 2, y: labelTop))
    }
    if let factor = marks.factor {
      let block = canvas.typesetter.set(factor)
      canvas.draw(block, at: Point(x: box.right - block.width, y: labelTop), Theme.faintInk)
    }
  }

  /// Draws the axis to the left of the data.
  func drawUp(_ sides: Sides, _ area: Area, on canvas: Canvas) {
    let (marks, box) = (sides.y, area.box)
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
    if let label = sides.yLabel {
      let middle = (box.top + box.bottom + label.width) / 2
      canvas.draw(label, at: Point(x: Theme.margin, y: middle), upwards: true)
    }
  }

  /// Draws the bar of colours to the right of the data.
  func drawColors(
    _ marks: AxisMarks, _ area: Area, on canvas: Canvas
  ) throws(DrawingError) {
    guard let colors else { return }
    let box = Box(
      left: area.box.right + Self.barGap, top: area.box.top, width: Self.barWidth,
      height: area.box.height)
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
  var onPixel: Double { rounded(.down) + 0.5 }
}
