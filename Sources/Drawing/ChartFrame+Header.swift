extension ChartFrame {
  /// Draws title, notes and legend, and returns where they end.
  func drawHeader(on canvas: Canvas) -> Double {
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
}
