internal import Display
internal import Drawing
internal import Interpreter
internal import Text

/// A plot that is being shown.
final class PlotObject: Pictured {
  let plot: Plot

  init(_ plot: Plot) {
    self.plot = plot
  }

  var typeName: String { "plot" }

  func text() -> String { "plot" }

  func display(width: Int, color: Bool) -> String {
    plot.rendered(for: displayTerminal(width: width, color: color))
  }

  func picture() -> Picture? { Picture(plot) }
}

/// The parameters that every plot has.
var plotParameters: [Parameter] {
  [
    Parameter("title", .optional(.string), default: .none, "what stands above the plot"),
    Parameter(
      "save", .optional(.outputPath), default: .none,
      "write a picture, whose path ends in .svg or .png, instead of showing the plot"),
  ]
}

extension Call {
  /// Shows a plot, or writes it as a picture where the call says so; see ``plotParameters``.
  func present(_ plot: Plot) throws -> Value {
    var plot = plot
    if let title = try optionalString("title") { plot.title = title }
    if try isNone("save") {
      session.show(.object(PlotObject(plot)))
    } else {
      try save(Picture(plot))
    }
    return .none
  }

  /// Writes a picture to the file that the call names, and says so.
  private func save(_ picture: Picture) throws {
    let path = try string("save")
    guard let format = PictureFormat(path: path) else {
      throw BuiltinError(
        "\"\(path)\" does not end in .svg or .png, the formats of pictures",
        hint: ".svg stays sharp at every size, .png goes everywhere", kind: "file",
        argument: "save")
    }
    let (bytes, missing) = try picture.file(as: format)
    let place = try outputPath("save")
    try writeFile(place, bytes)
    notice("\(builtin.name): \(path) written")
    // A report has the lines, which follow its colours, whatever the file's format.
    session.report(
      .exhibits { (try? [.savedPicture(svg: picture.pageSVG(), path: place)]) ?? [] })
    guard missing > 0 else { return }
    notice(
      "\(builtin.name): the fonts here lack \(formatCount(missing, of: "letter")) of the picture, for "
        + "which boxes stand; apt-get install fonts-noto-core brings most scripts")
  }
}
