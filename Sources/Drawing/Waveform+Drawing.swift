internal import Display
internal import Tensors

extension Waveform {
  /// The most channels that are drawn.
  static let mostChannels = 8

  /// Draws the plot on a canvas of any size: a lane for every channel.
  func draw(on canvas: Canvas) throws(DrawingError) {
    let lanes = min(channelCount, Self.mostChannels)
    let peak = peak
    var frame = ChartFrame(title: title, notes: notes)
    frame.x = ChartAxis(label: "time (s)", range: duration > 0 ? 0...duration : nil)
    // Quiet sound is drawn larger, loud sound with the room that is left to full scale.
    let limit = peak == 0 || (0.4...1).contains(peak) ? 1 : peak * 1.05
    if lanes == 1 {
      frame.y = ChartAxis(label: "amplitude", range: -limit...limit, hasGrid: true)
    } else {
      // Lanes are counted from the top, as channels are.
      frame.y = ChartAxis(label: "channel", names: (0..<lanes).reversed().map { "\($0)" })
    }
    let area = try frame.draw(on: canvas)
    guard samples.rowCount > 0 else { return }
    let height = area.box.height / Double(max(1, lanes))
    for lane in 0..<lanes {
      let top = area.box.top + Double(lane) * height
      let gap = lanes == 1 ? 0 : 4.0
      let scale = Scale(range: -limit...limit, start: top + height - gap, end: top + gap)
      let middle = scale.place(0)
      canvas.stroke(
        [Point(x: area.box.left, y: middle), Point(x: area.box.right, y: middle)], Theme.grid)
      draw(channel: lane, area.x, scale, on: canvas)
    }
  }

  private var notes: [String] {
    guard samples.rowCount > 0 else { return ["nothing to plot: no samples"] }
    let channels =
      channelCount == 1
      ? "mono" : channelCount == 2 ? "stereo" : formatCount(channelCount, of: "channel")
    var notes = ["\(formatDuration(duration)), \(formatCount(samplingRate)) Hz, \(channels)"]
    if channelCount > Self.mostChannels { notes.append("the first \(Self.mostChannels) drawn") }
    let broken = nonFiniteCount
    if broken > 0 { notes.append("\(formatCount(broken, of: "sample")) not finite (gaps)") }
    return notes
  }

  /// Draws a channel: a line through few samples, or what many reach in each pixel.
  private func draw(channel: Int, _ time: Scale, _ level: Scale, on canvas: Canvas) {
    let pen = Pen(color: Theme.pen(0).color, width: 1)
    let columns = Int((time.end - time.start).rounded())
    let ranges = envelope(min(columns, samples.rowCount), channel: channel)
    let isLine = samples.rowCount <= 2 * columns
    let step = (time.end - time.start) / Double(ranges.count)
    var piece: [(x: Double, range: ClosedRange<Float>)] = []
    func finishPiece() {
      let upper = piece.map { Point(x: $0.x, y: level.place(Double($0.range.upperBound))) }
      let lower = piece.reversed().map {
        Point(x: $0.x, y: level.place(Double($0.range.lowerBound)))
      }
      if isLine, upper.count > 1 {
        canvas.stroke(upper, pen)
      } else if upper.count == 1 {
        canvas.stroke(upper + lower, pen)
        canvas.dots(upper, radius: 1.5, pen.color)
      } else {
        canvas.fill(upper + lower, pen.color)
        // Where lowest and highest are one, the shape has no inside.
        canvas.stroke(upper + lower, Pen(color: pen.color, width: 0.6))
      }
      piece = []
    }
    for (index, range) in ranges.enumerated() {
      guard let range else {
        finishPiece()
        continue
      }
      piece.append((time.start + (Double(index) + 0.5) * step, range))
    }
    finishPiece()
  }
}
