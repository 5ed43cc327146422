/// An operator between two values that gives a third.
public enum BinaryOperator: String, Sendable, CaseIterable {
  /// `+`, also of two strings, two lists.
  case add = "+"
  /// `-`
  case subtract = "-"
  /// `*`
  case multiply = "*"
  /// `/`, which never rounds: `1 / 2` is 0.5.
  case divide = "/"
  /// `//`, rounded down.
  case floorDivide = "//"
  /// `%`, whose sign is that of the right side.
  case remainder = "%"
  /// `**`
  case power = "**"
  /// `@`, the matrix product.
  case matrixMultiply = "@"
  /// `==`
  case equal = "=="
  /// `!=`
  case notEqual = "!="
  /// `<`
  case less = "<"
  /// `<=`
  case lessOrEqual = "<="
  /// `>`
  case greater = ">"
  /// `>=`
  case greaterOrEqual = ">="
  /// `in`
  case isIn = "in"

  /// Whether the operator compares.
  public var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: true
    default: false
    }
  }
}

/// An operator before one value.
public enum UnaryOperator: String, Sendable {
  /// `-`
  case negate = "-"
  /// `not`
  case not
}
