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

  /// The longest sign that begins with the bytes `first`, `second` and `third`, if there is one.
  init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    let isAssigned = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "."):
      let isEllipsis = second == first && third == first
      self = isEllipsis ? .ellipsis : .dot
    case UInt8(ascii: "*"): self = second == first ? .power : .times
    case UInt8(ascii: "/"): self = second == first ? .floorDivide : .divide
    case UInt8(ascii: "="):
      self = isAssigned ? .equal : second == UInt8(ascii: ">") ? .arrow : .assign
    case UInt8(ascii: "!"):
      guard isAssigned else { return nil }
      self = .notEqual
    case UInt8(ascii: "<"): self = isAssigned ? .lessOrEqual : .less
    case UInt8(ascii: ">"): self = isAssigned ? .greaterOrEqual : .greater
    case UInt8(ascii: "("): self = .openParenthesis
    case UInt8(ascii: ")"): self = .closeParenthesis
    case UInt8(ascii: "["): self = .openBracket
    case UInt8(ascii: "]"): self = .closeBracket
    case UInt8(ascii: "{"): self = .openBrace
    case UInt8(ascii: "}"): self = .closeBrace
    case UInt8(ascii: ","): self = .comma
    case UInt8(ascii: ":"): self = .colon
    case UInt8(ascii: ";"): self = .semicolon
    case UInt8(ascii: "+"): self = .plus
    case UInt8(ascii: "-"): self = .minus
    case UInt8(ascii: "%"): self = .remainder
    case UInt8(ascii: "@"): self = .at
    default: return nil
    }
  }

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

extension Token {
  /// Adds the names in the token, those in a formatted string too.
  func collectNames(_ names: inout Set<String>) {
    switch kind {
    case .name(let name): names.insert(name)
    case .formatted(let parts): for part in parts { part.collectNames(&names) }
    default: break
    }
  }
}

extension FormattedToken {
  fileprivate func collectNames(_ names: inout Set<String>) {
    guard case .field(let tokens, _, let format) = self else { return }
    for token in tokens { token.collectNames(&names) }
    for part in format { part.collectNames(&names) }
  }
}
