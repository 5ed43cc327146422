/// Why a picture cannot be drawn.
public enum DrawingError: Error, Equatable, Sendable {
  /// Pango and Cairo cannot be loaded; what the system says.
  case noLibrary(reason: String)
  /// There is no font with letters and digits.
  case noFont
  /// Cairo cannot go on; its reason.
  case refused(reason: String)
}

extension DrawingError: CustomStringConvertible {
  /// The error in a sentence.
  public var description: String {
    switch self {
    case .noLibrary(let reason):
      "pictures are drawn by Pango and Cairo, which cannot be loaded here (\(reason))"
    case .noFont: "no font can be found to label the picture with"
    case .refused(let reason): "the picture cannot be drawn: \(reason)"
    }
  }

  /// What to do about it, if something can be.
  public var advice: String? {
    switch self {
    case .noLibrary: "apt-get install libpangocairo-1.0-0 brings them"
    case .noFont: "apt-get install fonts-dejavu-core brings one, for Latin and Arabic letters too"
    case .refused: nil
    }
  }
}
