public import Drawing
public import Interpreter

/// A thing of the engine that can be shown as a picture.
public protocol Pictured: EngineObject {
  /// Returns the thing's picture, or `nil` where there is nothing in it to see.
  ///
  /// - Throws: What goes wrong when the thing is read, such as ``AudioError``.
  func picture() throws -> Picture?
}

/// Returns the picture of a value that a recipe shows, for a report or a page.
///
/// Audio is its waveform, features and larger matrices are heat maps, histograms, histories of
/// training and plots are themselves. Drawing starts when the picture's text or bytes are asked for:
///
///     let svg = try picture(of: value)?.svg()
///
/// - Parameter value: The value.
/// - Returns: The picture, or `nil` of a value that is better shown as text.
/// - Throws: What goes wrong when the value is read.
public func picture(of value: Value) throws -> Picture? {
  guard case .object(let object as any Pictured) = value else { return nil }
  return try object.picture()
}

extension Pictured {
  /// The picture for a report; nothing where it cannot be drawn, so that the text stands.
  var pictureExhibits: [Exhibit] {
    do {
      return try picture().map { [.picture(svg: try $0.svg())] } ?? []
    } catch {
      return []
    }
  }

  /// The picture.
  public func exhibits() -> [Exhibit] { pictureExhibits }
}
