internal import Drawing
internal import Interpreter

/// A thing of the engine of which a report shows a picture.
protocol Pictured: EngineObject {
  /// Returns the thing's picture, or `nil` where there is nothing in it to see.
  func picture() throws -> Picture?
}

extension Pictured {
  /// The picture for a report, or nothing where it cannot be made; a report then has the text.
  var pictures: [Exhibit] {
    do {
      return try picture().map { [.picture(svg: try $0.pageSVG())] } ?? []
    } catch {
      return []
    }
  }

  /// The picture in the place of the text.
  func exhibits() -> [Exhibit] { pictures }
}
