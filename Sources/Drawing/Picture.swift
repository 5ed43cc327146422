public import Display

/// The format of a file with a picture.
public enum PictureFormat: String, CaseIterable, Sendable {
  /// Lines and outlines in XML, which stay sharp at every size.
  case svg
  /// Dots.
  case png

  /// Finds the format that a path's ending names, in letters of either case; `nil` if it is no other.
  public init?(path: String) {
    let name = path.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = format
  }
}

/// A plot as a picture on white ground, with title, labelled axes and a legend where it needs one.
///
/// The same plot always gives the same bytes on one machine. Letters are outlines of whatever fonts
/// fontconfig finds, so that a picture looks the same everywhere, and are shaped and ordered as their
/// script wants. Text from data cannot become part of the XML.
public struct Picture: Sendable {
  /// What is drawn.
  public var plot: Plot

  /// The width in pixels.
  public var width: Double

  /// The height in pixels.
  public var height: Double

  /// Makes a picture of a plot.
  ///
  /// - Parameters:
  ///   - plot: What is drawn.
  ///   - width: The width in pixels, from 200 to 4000.
  ///   - height: The height in pixels, from 120 to 4000; as given, what suits the plot.
  public init(_ plot: Plot, width: Double = 800, height: Double? = nil) {
    self.plot = plot
    self.width = min(max(200, width), 4000)
    self.height = min(max(120, height ?? Self.height(of: plot)), 4000)
  }

  private static func height(of plot: Plot) -> Double {
    let title = plot.title.isEmpty ? 0.0 : 24
    return switch plot {
    case .lines, .histogram: 380 + title
    case .heatMap(let map): map.vertical.names.count > 20 ? 460 + title : 340 + title
    case .waveform(let waveform): 180 + 80 * Double(min(max(1, waveform.channelCount), 8)) + title
    }
  }

  /// What is drawn, in words, for those who cannot see it.
  private var description: String {
    if !plot.title.isEmpty { return plot.title }
    switch plot {
    case .lines(let plot):
      let names = plot.series.map(\.name).filter { !$0.isEmpty }
      let all = names.isEmpty ? plot.y.name : names.joined(separator: ", ")
      return all + (plot.x.name.isEmpty ? "" : " by \(plot.x.name)")
    case .histogram(let plot): return "histogram" + (plot.axis.name.isEmpty ? "" : " of \(plot.axis.name)")
    case .heatMap(let plot): return "\(plot.vertical.axis.name) by \(plot.horizontal.axis.name)"
    case .waveform: return "waveform"
    }
  }

  /// The picture as XML text, which can also stand within a page of HTML.
  ///
  /// It refers to nothing outside of itself and runs nothing.
  ///
  /// - Parameter prefix: What the names in it begin with, a letter first; they must not be the same as
  ///   another's in the page. As given, it follows from the content.
  /// - Returns: The text.
  /// - Throws: ``DrawingError``.
  public func svg(prefix: String? = nil) throws(DrawingError) -> String {
    precondition(
      prefix?.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D || (0x30...0x39).contains($0) } ?? true,
      "A prefix is letters, digits and hyphens.")
    return try drawn(.svg) { SVGDocument($0, title: description, prefix: prefix).text }.file
  }

  /// The picture as the bytes of a PNG file.
  ///
  /// - Parameter dotsPerPixel: The dots to each pixel's side; 2 is sharp on paper and good screens.
  /// - Returns: The bytes.
  /// - Throws: ``DrawingError``.
  public func png(dotsPerPixel: Double = 2) throws(DrawingError) -> [UInt8] {
    try drawn(.png(dotsPerPixel: min(max(0.1, dotsPerPixel), 8))) { $0 }.file
  }

  /// The picture as the bytes of a file, and how many of its letters no font here has.
  ///
  /// - Parameter format: The file's format.
  /// - Returns: The bytes, and the number of letters for which boxes stand.
  /// - Throws: ``DrawingError``.
  public func file(
    as format: PictureFormat
  ) throws(DrawingError) -> (bytes: [UInt8], missingLetterCount: Int) {
    switch format {
    case .svg:
      let drawn = try drawn(.svg) { bytes in
        // A file says what it is written in; a part of a page must not.
        let text = SVGDocument(bytes, title: description, prefix: nil).text
        return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(text)".utf8)
      }
      return (drawn.file, drawn.missing)
    case .png:
      let drawn = try drawn(.png(dotsPerPixel: 2)) { $0 }
      return (drawn.file, drawn.missing)
    }
  }

  private func drawn<File>(
    _ format: Canvas.Format, _ file: ([UInt8]) -> File
  ) throws(DrawingError) -> (file: File, missing: Int) {
    let canvas = try Canvas(width: width, height: height, format: format)
    switch plot {
    case .lines(let plot): try plot.draw(on: canvas)
    case .histogram(let plot): try plot.draw(on: canvas)
    case .heatMap(let plot): try plot.draw(on: canvas)
    case .waveform(let plot): try plot.draw(on: canvas)
    }
    return (file(try canvas.finished()), canvas.typesetter.missingLetterCount)
  }
}
