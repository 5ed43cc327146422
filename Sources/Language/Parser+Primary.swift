extension Parser {
  /// Reads a value that stands by itself.
  mutating func parsePrimary() throws(SyntaxFailure) -> Expression {
    let token = current
    switch token.kind {
    case .int(let number): return literal(.int(number))
    case .float(let number): return literal(.float(number))
    case .string(let text): return literal(.string(text))
    case .formatted(let parts):
      advance()
      let parsed = try parseFormatted(parts)
      let depth = (parsed.map(\.depth).max() ?? 0) + 1
      return Expression(.formatted(parsed), token.span, depth: depth)
    case .name(let name): return try parseName(name)
    case .keyword(let keyword): return try parseKeyword(keyword)
    case .symbol(.openParenthesis): return try parseParenthesized()
    case .symbol(.openBracket): return try parseList()
    case .symbol(.openBrace): return try parseRecord()
    case .symbol(.remainder): throw foreignCommand()
    case .symbol(.at):
      throw failure(
        "there are no decorators", at: token.span, hint: "f = decorate(f) says the same")
    default: throw unexpected("a value")
    }
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    Expression(kind, advance().span)
  }

  private mutating func parseName(_ name: String) throws(SyntaxFailure) -> Expression {
    if let kind = foreignLiteral(name) {
      return literal(kind)
    }
    try checkForeignName(name)
    return literal(.name(name))
  }

  private mutating func parseKeyword(_ keyword: Keyword) throws(SyntaxFailure) -> Expression {
    switch keyword {
    case .true: return literal(.bool(true))
    case .false: return literal(.bool(false))
    case .none: return literal(.none)
    case .if: return try parseConditional()
    case .try: return try parseAttempt()
    case .else:
      throw failure(
        "else without an if before it", at: current.span,
        hint: "else stands on the line of the } that it follows")
    default: throw unexpected("a value")
    }
  }

  private mutating func parseParenthesized() throws(SyntaxFailure) -> Expression {
    let (inner, span) = try bracketed(.closeParenthesis) { parser throws(SyntaxFailure) in
      let start = parser.current.span
      let inner = try parser.parseExpression()
      try parser.checkComprehension(inner)
      if parser.at(.comma) {
        throw parser.failure(
          "there are no tuples here", at: start.through(parser.current.span),
          hint: "write a list: [a, b]")
      }
      return inner
    }
    return Expression(inner.kind, span, depth: inner.depth)
  }

  private mutating func parseList() throws(SyntaxFailure) -> Expression {
    let (items, span) = try bracketed(.closeBracket) { parser throws(SyntaxFailure) in
      var items: [Expression] = []
      while !parser.at(.closeBracket) {
        if parser.at(.ellipsis) {
          throw parser.failure(
            "lists are joined with +, not with ...", at: parser.current.span, hint: "xs + [1]")
        }
        let item = try parser.parseExpression()
        try parser.checkComprehension(item)
        items.append(item)
        guard parser.accept(.comma) else { break }
      }
      return items
    }
    return try expression(.list(items), span, over: items)
  }

  private mutating func parseRecord() throws(SyntaxFailure) -> Expression {
    let (entries, span) = try bracketed(.closeBrace) { parser throws(SyntaxFailure) in
      var entries: [RecordEntry] = []
      while !parser.at(.closeBrace) {
        entries.append(try parser.parseRecordEntry())
        if let last = entries.last { try parser.checkComprehension(last.value) }
        guard parser.accept(.comma) else { break }
      }
      return entries
    }
    return try expression(.record(entries), span, over: entries.flatMap(\.expressions))
  }

  private mutating func parseRecordEntry() throws(SyntaxFailure) -> RecordEntry {
    if accept(.ellipsis) { return .spread(try parseExpression()) }
    if at(.openBracket) { return try parseComputedEntry() }
    let token = current
    let key: String
    switch token.kind {
    case .name(let name): key = name
    case .keyword(let keyword): key = keyword.rawValue
    case .string(let text): key = text
    default:
      throw failure(
        "expected the name of a field, found \(token.description)", at: faultSpan,
        hint: token.keyHint)
    }
    advance()
    guard accept(.colon) else {
      throw failure(
        "expected : after the field \(key)", at: faultSpan,
        hint: at(.assign) ? "fields are written with a colon: \(key): …" : "write \(key): value")
    }
    return .field(Name(text: key, span: token.span), try parseExpression())
  }

  /// Reads `[key]: value`.
  private mutating func parseComputedEntry() throws(SyntaxFailure) -> RecordEntry {
    let (key, _) = try bracketed(.closeBracket) { parser throws(SyntaxFailure) in
      try parser.parseExpression()
    }
    guard accept(.colon) else {
      throw failure(
        "expected : after the key in brackets", at: faultSpan,
        hint: "a key that is computed looks like {[key]: value}")
    }
    return .computed(key: key, try parseExpression())
  }
}

extension Token {
  /// How to write the key of a record that begins with this token.
  fileprivate var keyHint: String {
    if case .formatted = kind {
      return "a key that is computed stands in brackets: {[f\"…\"]: value}"
    }
    return "records look like {text: \"a\", n: 1}, and {[key]: 1} if the key is computed"
  }
}
