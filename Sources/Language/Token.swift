/// One word, number, string or sign of a recipe, and where it stands.
public struct Token: Sendable {
  /// What a token is.
  public enum Kind: Sendable {
    /// A name that is no keyword.
    case name(String)
    /// A word with a meaning of its own.
    case keyword(Keyword)
    /// A whole number.
    case int(Int)
    /// A decimal number.
    case float(Double)
    /// Plain or raw text, its escapes resolved.
    case string(String)
    /// `f"…"`: text with expressions in it.
    case formatted([FormattedToken])
    /// A bracket, an operator or another sign.
    case symbol(Symbol)
    /// The end of a line that may end a statement.
    case newline
    /// `# %% Title`
    case step(String)
    /// `# %% [markdown]` and the comment lines under it.
    case prose(String)
    /// The end of the text.
    case end
  }

  /// What the token is.
  public let kind: Kind
  /// Where it stands.
  public let span: SourceSpan

  /// Creates a token.
  public init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// The sign, if the token is one.
  public var symbol: Symbol? {
    if case .symbol(let symbol) = kind { return symbol }
    return nil
  }

  /// The keyword, if the token is one.
  public var keyword: Keyword? {
    if case .keyword(let keyword) = kind { return keyword }
    return nil
  }

  /// The name, if the token is one.
  public var name: String? {
    if case .name(let name) = kind { return name }
    return nil
  }
}

/// A part of a formatted string, as the lexer reads it.
public indirect enum FormattedToken: Sendable {
  /// Text as it stands.
  case text(String)
  /// The tokens between `{` and `}` or `:`, where they stand, and the format after the colon.
  case field([Token], SourceSpan, format: [FormattedToken])
}

/// A word that cannot be a name.
public enum Keyword: String, CaseIterable, Sendable {
  case and, or, not, `in`, `if`, `else`, `for`, `while`, `break`, `continue`, `return`, def
  case `import`, param, `try`, `catch`, `true`, `false`, none
}

/// A bracket, an operator or another sign.
public enum Symbol: String, CaseIterable, Sendable {
  case ellipsis = "..."
  case power = "**"
  case floorDivide = "//"
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case arrow = "=>"
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case assign = "="
  case less = "<"
  case greater = ">"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case remainder = "%"
  case at = "@"

  /// The bracket that closes this one, if this one opens.
  public var closing: Symbol? {
    switch self {
    case .openParenthesis: .closeParenthesis
    case .openBracket: .closeBracket
    case .openBrace: .closeBrace
    default: nil
    }
  }

  /// Whether this bracket closes another.
  public var isClosing: Bool {
    self == .closeParenthesis || self == .closeBracket || self == .closeBrace
  }
}

extension Token {
  /// The token as errors name it.
  var description: String {
    switch kind {
    case .name(let name): name
    case .keyword(let keyword): keyword.rawValue
    case .int(let number): "\(number)"
    case .float(let number): "\(number)"
    case .string: "a string"
    case .formatted: "a formatted string"
    case .symbol(let symbol): symbol.rawValue
    case .newline: "the end of the line"
    case .step: "a step"
    case .prose: "prose"
    case .end: "the end of the text"
    }
  }
}
