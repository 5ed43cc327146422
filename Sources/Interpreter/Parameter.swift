/// One parameter of a built-in.
public struct Parameter {
  /// The name, by which a call may give it.
  public let name: String
  /// What it accepts.
  public let type: ValueType
  /// The value when a call does not give it; `nil` if every call must.
  public let defaultValue: Value?
  /// Whether it takes all further positional arguments, none included, as a list.
  public let isRest: Bool
  /// One line on what it means.
  public let summary: String

  /// Declares a parameter that every call must give.
  public init(_ name: String, _ type: ValueType, _ summary: String = "") {
    self.init(name: name, type: type, defaultValue: nil, isRest: false, summary: summary)
  }

  /// Declares a parameter with a default, which need not be of its type (`none` often is not).
  public init(_ name: String, _ type: ValueType, default value: Value, _ summary: String = "") {
    self.init(name: name, type: type, defaultValue: value, isRest: false, summary: summary)
  }

  /// Declares the parameter that takes all further positional arguments: `print(a, b, …)`.
  public static func rest(_ name: String, _ type: ValueType, _ summary: String = "") -> Parameter {
    Parameter(name: name, type: type, defaultValue: Value([]), isRest: true, summary: summary)
  }

  private init(
    name: String, type: ValueType, defaultValue: Value?, isRest: Bool, summary: String
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.isRest = isRest
    self.summary = summary
  }
}
