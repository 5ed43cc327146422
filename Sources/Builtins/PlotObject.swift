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
    guard try !isNone("save") else {
      session.show(.object(PlotObject(plot)))
      return .none
    }
    try save(Picture(plot), to: outputPath("save"))
    return .none
  }

  /// Writes a picture to a file, and says so.
  func save(_ picture: Picture, to path: String) throws {
    guard let format = PictureFormat(path: path) else {
      throw BuiltinError(
        "\"\(path)\" does not end in .svg or .png, the formats of pictures",
        hint: ".svg stays sharp at every size, .png goes everywhere", kind: "file",
        argument: "save")
    }
    let (bytes, missing) = try picture.file(as: format)
    try writeFile(path, bytes)
    notice("\(builtin.name): \(path) written")
    guard missing > 0 else { return }
    notice(
      "\(builtin.name): the fonts here lack \(formatCount(missing, of: "letter")) of the picture, for "
        + "which boxes stand; apt-get install fonts-noto-core brings most scripts")
  }
}
