/// What the place that text is written to can show.
///
/// Everything in this module renders for a terminal given as this value, so that the same value
/// always gives the same text, whoever looks at it.
public struct Terminal: Sendable, Equatable {
  /// The number of columns in a line; at least 1.
  public var width: Int {
    didSet { width = max(1, width) }
  }

  /// Whether characters beyond ASCII may be used for drawing.
  public var hasUnicode: Bool

  /// Whether colours and other styles may be used.
  public var hasColor: Bool

  /// Whether a person looks at it now, so that a line may be drawn over.
  public var isInteractive: Bool

  /// Makes a description from its parts; as given, of a pipe or a file.
  public init(
    width: Int = 80, hasUnicode: Bool = true, hasColor: Bool = false, isInteractive: Bool = false
  ) {
    self.width = max(1, width)
    self.hasUnicode = hasUnicode
    self.hasColor = hasColor
    self.isInteractive = isInteractive
  }

  /// Makes a description from what the process knows about its output.
  ///
  /// Drawing beyond ASCII follows the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set. Colour
  /// needs a terminal that is not `dumb`, and `NO_COLOR` (set to anything) turns it off.
  ///
  /// - Parameters:
  ///   - width: The number of columns, or `nil` where the output has none; then `COLUMNS`, or 80.
  ///   - isTerminal: Whether the output is a terminal.
  ///   - environment: The environment variables.
  public init(width: Int?, isTerminal: Bool, environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "").lowercased()
    let isCapable = isTerminal && value("TERM") != nil && value("TERM") != "dumb"
    self.init(
      width: width ?? value("COLUMNS").flatMap(Int.init) ?? 80,
      hasUnicode: locale.contains("utf-8") || locale.contains("utf8"),
      hasColor: isCapable && value("NO_COLOR") == nil,
      isInteractive: isCapable)
  }
}

extension Terminal {
  /// The mark for what was left out of a text.
  package var ellipsis: String { hasUnicode ? "…" : "..." }

  /// The sign between the lengths of a shape, or before a count of repeats.
  package var times: String { hasUnicode ? "×" : "x" }

  /// The sign between the two ends of a range.
  package var rangeDash: String { hasUnicode ? "–" : "-" }

  /// A piece of a horizontal rule.
  package var rule: String { hasUnicode ? "─" : "-" }
}
