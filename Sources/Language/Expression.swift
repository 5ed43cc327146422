/// A name as it stands in the text.
public struct Name: Sendable {
  /// The name.
  public let text: String
  /// Where it stands.
  public let span: SourceSpan
}

/// A part of a recipe that has a value.
public struct Expression: Sendable {
  /// What the expression is made of.
  public indirect enum Kind: Sendable {
    /// `none`
    case none
    /// `true` or `false`
    case bool(Bool)
    /// `42`
    case int(Int)
    /// `0.5`
    case float(Double)
    /// `"text"`
    case string(String)
    /// `f"{n} rows"`
    case formatted([FormattedPart])
    /// A variable, a function or a built-in.
    case name(String)
    /// `[1, 2]`
    case list([Expression])
    /// `{text: "a", ...row}`
    case record([RecordEntry])
    /// `-x`, `not x`
    case unary(UnaryOperator, Expression)
    /// `a + b`; the span is that of the operator.
    case binary(BinaryOperator, Expression, Expression, SourceSpan)
    /// `a < b`, or a chain such as `0 <= x < n`, each operand evaluated once.
    case comparison(Expression, [ComparisonLink])
    /// `a and b`
    case and(Expression, Expression)
    /// `a or b`
    case or(Expression, Expression)
    /// `row.text`
    case field(Expression, Name)
    /// `f(a, rate=16000)`; a callee that is a field makes it `a.f(x)`.
    case call(Expression, [Argument])
    /// `xs[0]`
    case index(Expression, Expression)
    /// `xs[2:5]`, `xs[:3]`
    case slice(Expression, Expression?, Expression?)
    /// `x => x + 1`
    case function(FunctionDefinition)
    /// `if a { } else if b { } else { }`
    case conditional([Branch], otherwise: Block?)
    /// `try { } catch problem { }`
    case attempt(Block, problem: Name, handler: Block)
  }

  /// What the expression is.
  public let kind: Kind
  /// Where it stands.
  public let span: SourceSpan
  /// How deeply it nests: 1 for a number or a name.
  public let depth: Int

  init(_ kind: Kind, _ span: SourceSpan, depth: Int = 1) {
    self.kind = kind
    self.span = span
    self.depth = depth
  }
}

/// A part of a formatted string.
public indirect enum FormattedPart: Sendable {
  /// Text as it stands.
  case text(String)
  /// A value, and the parts of the format after the colon.
  case field(Expression, format: [FormattedPart], SourceSpan)

  var depth: Int {
    if case .field(let expression, _, _) = self { return expression.depth }
    return 0
  }
}

/// An entry between the braces of a record.
public enum RecordEntry: Sendable {
  /// `name: value` or `"any text": value`
  case field(Name, Expression)
  /// `[key]: value`, whose key is computed
  case computed(key: Expression, Expression)
  /// `...record`
  case spread(Expression)

  /// The value of the field, or the record that is spread.
  public var value: Expression {
    switch self {
    case .field(_, let value), .computed(_, let value), .spread(let value): value
    }
  }

  /// The expressions of the entry, in the order in which they are evaluated.
  public var expressions: [Expression] {
    if case .computed(let key, let value) = self { return [key, value] }
    return [value]
  }
}

/// An operator and its right side in a comparison.
public struct ComparisonLink: Sendable {
  /// The operator.
  public let operation: BinaryOperator
  /// Where the operator stands.
  public let operatorSpan: SourceSpan
  /// The right side.
  public let operand: Expression
}

/// One argument of a call.
public struct Argument: Sendable {
  /// The parameter's name, if the call gives it.
  public let name: Name?
  /// The value.
  public let value: Expression
}

/// A condition of an `if` and what it leads to.
public struct Branch: Sendable {
  /// What is tested.
  public let condition: Expression
  /// What happens if it holds.
  public let block: Block
}
