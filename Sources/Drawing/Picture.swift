public import Display

/// A plot as a picture on white ground, with title, labelled axes and a legend where it needs one.
///
/// The same plot always gives the same bytes on one machine. Letters are outlines from the fonts that
/// fontconfig finds, so that a picture looks the same everywhere, and are shaped and ordered as their
/// script wants. Text from data cannot become part of the XML.
public struct Picture: Sendable {
  /// What is drawn.
  public let plot: Plot

  /// The width in pixels.
  public let width: Double

  /// The height in pixels.
  public let height: Double

  /// Makes a picture of a plot.
  ///
  /// - Parameters:
  ///   - plot: What is drawn.
  ///   - width: The width in pixels; cut to 200...4000.
  ///   - height: The height in pixels; cut to 120...4000. As given, what suits the plot.
  public init(_ plot: Plot, width: Double = 800, height: Double? = nil) {
    self.plot = plot
    self.width = min(max(200, width), 4000)
    self.height = min(max(120, height ?? Self.height(of: plot)), 4000)
  }

  /// The picture as XML text, which can stand in a file and within a page of HTML.
  ///
  /// It refers to nothing outside of itself and runs nothing.
  ///
  /// - Parameter prefix: What the names in it begin with: letters, digits and hyphens, a letter first,
  ///   the same as no other picture's in the page. As given, it follows from the content.
  /// - Returns: The text.
  /// - Throws: ``DrawingError``.
  public func svg(prefix: String? = nil) throws(DrawingError) -> String {
    precondition(prefix.map(SVGDocument.isPrefix) ?? true, "A prefix has letters and digits.")
    let bytes = try drawn(.svg).finished()
    return SVGDocument(bytes, title: description, prefix: prefix).text
  }

  /// The picture as XML text for a page of HTML, which may choose the colours of ground, letters and
  /// lines.
  ///
  /// The page's style sets them as `--plot-ground`, `--plot-ink`, `--plot-faint`, `--plot-axis`,
  /// `--plot-grid`, `--plot-alarm`, `--plot-blue` and `--plot-dark`; without, they are those of a file.
  ///
  /// - Returns: The text.
  /// - Throws: ``DrawingError``.
  public func pageSVG() throws(DrawingError) -> String {
    let bytes = try drawn(.svg).finished()
    return SVGDocument(bytes, title: description, prefix: nil, isInPage: true).text
  }

  /// The picture as the bytes of a PNG file.
  ///
  /// - Parameter dotsPerPixel: The dots to each pixel's side; 2 is sharp on paper and good screens.
  ///   Cut to 0.1...8.
  /// - Returns: The bytes.
  /// - Throws: ``DrawingError``.
  public func png(dotsPerPixel: Double = 2) throws(DrawingError) -> [UInt8] {
    try drawn(.png(dotsPerPixel: min(max(0.1, dotsPerPixel), 8))).finished()
  }

  /// The bytes of a file with the picture, and how many of its letters no font here has.
  ///
  /// - Parameter format: The file's format.
  /// - Returns: The bytes, and the number of letters for which boxes stand.
  /// - Throws: ``DrawingError``.
  public func file(
    as format: PictureFormat
  ) throws(DrawingError) -> (bytes: [UInt8], missingLetterCount: Int) {
    let canvas = try drawn(format == .svg ? .svg : .png(dotsPerPixel: 2))
    var bytes = try canvas.finished()
    if format == .svg {
      bytes = Array(SVGDocument(bytes, title: description, prefix: nil).text.utf8)
    }
    return (bytes, canvas.typesetter.missingLetterCount)
  }

  private func drawn(_ format: Canvas.Format) throws(DrawingError) -> Canvas {
    let canvas = try Canvas(width: width, height: height, format: format)
    switch plot {
    case .lines(let plot): try plot.draw(on: canvas)
    case .histogram(let plot): try plot.draw(on: canvas)
    case .heatMap(let plot): try plot.draw(on: canvas)
    case .waveform(let plot): try plot.draw(on: canvas)
    }
    return canvas
  }

  private static func height(of plot: Plot) -> Double {
    let title = plot.title.isEmpty ? 0.0 : 24
    return switch plot {
    case .lines, .histogram: 380 + title
    case .heatMap(let map): (map.vertical.names.count > 20 ? 460 : 340) + title
    case .waveform(let waveform):
      180 + 80 * Double(min(max(1, waveform.channelCount), Waveform.mostChannels)) + title
    }
  }

  /// What is drawn, in words, for those who cannot see it.
  private var description: String {
    if !plot.title.isEmpty { return plot.title }
    switch plot {
    case .lines(let plot):
      let names = plot.series.map(\.name).filter { !$0.isEmpty }
      let all = names.isEmpty ? plot.y.name : names.joined(separator: ", ")
      return plot.x.name.isEmpty ? all : "\(all) by \(plot.x.name)"
    case .histogram(let plot):
      return plot.axis.name.isEmpty ? "histogram" : "histogram of \(plot.axis.name)"
    case .heatMap(let plot): return "\(plot.vertical.axis.name) by \(plot.horizontal.axis.name)"
    case .waveform: return "waveform"
    }
  }
}
