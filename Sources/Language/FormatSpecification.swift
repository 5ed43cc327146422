/// What stands after the colon of `{value:format}`, in Python's format mini-language.
///
/// Evaluates `[[fill]align][sign][z][#][0][width][,|_][.precision][type]`.
public struct FormatSpecification: Sendable, Equatable {
  /// Where the text stands in its width.
  public enum Alignment: Character, Sendable {
    /// To the left, as strings do by themselves.
    case left = "<"
    /// To the right, as numbers do by themselves.
    case right = ">"
    /// In the middle.
    case center = "^"
    /// To the right, with the fill after the sign.
    case afterSign = "="
  }

  /// What fills the width.
  public var fill: Character = " "
  /// Where the text stands; `nil` for what is usual for the value.
  public var alignment: Alignment?
  /// `+`, `-` or a space: what stands before numbers that are not negative.
  public var sign: Character = "-"
  /// Whether the format names a sign.
  public var hasSign = false
  /// Whether a number that rounds to zero loses its minus.
  public var dropsZeroSign = false
  /// Whether `0x`, `0o`, `0b` are written, and the point of a decimal number in any case.
  public var isAlternate = false
  /// The least number of characters.
  public var width = 0
  /// Whether zeros fill the width, in numbers after the sign.
  public var isZeroFilled = false
  /// `,` or `_` between groups of digits.
  public var grouping: Character?
  /// Digits after the point, significant digits (`g`), or characters of text.
  public var precision: Int?
  /// The kind of presentation: one of `bcdeEfFgGnosxX%`.
  public var type: Character?

  /// The widest field and the greatest precision that can be asked for.
  public static let limit = 1000

  /// Creates the format of a value that is only turned into text.
  public init() {}

  /// Reads a format, or gives `nil` if it is none.
  public init?(_ text: String) {
    var rest = Array(text)[...]
    var hasFill = false
    if rest.count >= 2, let found = Alignment(rawValue: rest[rest.startIndex + 1]) {
      hasFill = true
      fill = rest.removeFirst()
      alignment = found
      rest.removeFirst()
    } else if let first = rest.first, let found = Alignment(rawValue: first) {
      alignment = found
      rest.removeFirst()
    }
    if let first = rest.first, "+- ".contains(first) {
      sign = rest.removeFirst()
      hasSign = true
    }
    if rest.first == "z" {
      dropsZeroSign = true
      rest.removeFirst()
    }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0", !hasFill {
      fill = "0"
      isZeroFilled = true
      rest.removeFirst()
    }
    guard let width = Self.number(&rest) else { return nil }
    self.width = width ?? 0
    if let first = rest.first, ",_".contains(first) { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      guard let digits = Self.number(&rest), let precision = digits else { return nil }
      self.precision = precision
    }
    if let first = rest.first, "bcdeEfFgGnosxX%".contains(first) { type = rest.removeFirst() }
    guard rest.isEmpty else { return nil }
  }

  /// Reads digits: `.some(nil)` if there are none, `nil` if the number is beyond the limit.
  private static func number(_ rest: inout ArraySlice<Character>) -> Int?? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest.removeFirst(digits.count)
    guard !digits.isEmpty else { return .some(nil) }
    guard let number = Int(String(digits)), number <= limit else { return nil }
    return number
  }
}
