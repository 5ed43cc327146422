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
