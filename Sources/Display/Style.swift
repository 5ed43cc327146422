/// How a piece of text stands out: its colour and weight.
///
/// A style renders to nothing on a terminal without colour, so that callers need not ask.
public struct Style: Sendable, Hashable {
  /// The parameters of the SGR control sequence (ECMA-48, section 8.3.117).
  private let parameters: [Int]

  private init(_ parameters: Int...) {
    self.parameters = parameters
  }

  private init(parameters: [Int]) {
    self.parameters = parameters
  }

  /// Text as it is.
  public static let plain = Style()

  /// Heavy letters.
  public static let bold = Style(1)

  /// Faint letters, for what matters less.
  public static let dim = Style(2)

  /// Red letters, for what is wrong.
  public static let red = Style(31)

  /// Green letters, for what is right.
  public static let green = Style(32)

  /// Yellow letters, for what needs a look.
  public static let yellow = Style(33)

  /// Blue letters.
  public static let blue = Style(34)

  /// Magenta letters.
  public static let magenta = Style(35)

  /// Cyan letters.
  public static let cyan = Style(36)

  /// Letters in a colour of the 256-colour palette.
  public static func foreground(_ color: UInt8) -> Style { Style(38, 5, Int(color)) }

  /// Letters on a colour of the 256-colour palette.
  public static func background(_ color: UInt8) -> Style { Style(48, 5, Int(color)) }

  /// This style together with another.
  public func with(_ other: Style) -> Style {
    Style(parameters: parameters + other.parameters)
  }

  /// The text in this style, or as it is when there is nothing to show or no colour to show it in.
  public func applied(to text: String, on terminal: Terminal) -> String {
    guard terminal.hasColor, !parameters.isEmpty, !text.isEmpty else { return text }
    let sequence = parameters.map(String.init).joined(separator: ";")
    return "\u{1B}[\(sequence)m\(text)\u{1B}[0m"
  }
}
