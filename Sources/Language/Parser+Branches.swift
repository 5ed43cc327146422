extension Parser {
  /// Reads `if a { } else if b { } else { }`.
  mutating func parseConditional() throws(SyntaxFailure) -> Expression {
    let start = current.span
    var branches: [Branch] = []
    var otherwise: Block?
    repeat {
      advance()
      let condition = try parseExpression()
      if at(.assign) {
        throw failure("= binds a name and is no comparison", at: current.span, hint: "write ==")
      }
      branches.append(Branch(condition: condition, block: try parseBlock(after: "if …")))
      guard acceptAfterBrace(.else) else { break }
      if at(.if) { continue }
      otherwise = try parseBlock(after: "else")
    } while otherwise == nil
    let blocks = branches.map(\.block) + [otherwise].compactMap(\.self)
    let span = start.through(blocks.last?.span ?? start)
    return try expression(
      .conditional(branches, otherwise: otherwise), span, over: branches.map(\.condition),
      blocks: blocks)
  }

  /// Reads `try { } catch problem { }`.
  mutating func parseAttempt() throws(SyntaxFailure) -> Expression {
    let start = advance().span
    let block = try parseBlock(after: "try")
    guard acceptAfterBrace(.catch) else {
      throw failure(
        "try needs a catch", at: faultSpan,
        hint: "try { … } catch problem { print(problem.message) }"
      )
    }
    guard !at(.openBrace) else {
      throw failure(
        "catch needs a name for the problem", at: current.span, hint: "catch problem { … }")
    }
    let problem = try expectName("a name after catch")
    let handler = try parseBlock(after: "catch \(problem.text)")
    return try expression(
      .attempt(block, problem: problem, handler: handler), start.through(handler.span), over: [],
      blocks: [block, handler])
  }

  /// Passes a keyword that goes on after a `}`, on the same line or the next.
  private mutating func acceptAfterBrace(_ keyword: Keyword) -> Bool {
    let next = indexPastNewlines(position)
    guard tokens[next].keyword == keyword else { return false }
    position = next
    advance()
    return true
  }

  /// Parses the fields of a formatted string.
  mutating func parseFormatted(
    _ parts: [FormattedToken]
  ) throws(SyntaxFailure) -> [FormattedPart] {
    var parsed: [FormattedPart] = []
    for part in parts {
      switch part {
      case .text(let text): parsed.append(.text(text))
      case .field(let tokens, let span, let format):
        let value = try parseField(tokens, span)
        let parsedFormat = try nested { parser throws(SyntaxFailure) in
          try parser.parseFormatted(format)
        }
        check(parsedFormat, at: span)
        parsed.append(.field(value, format: parsedFormat, span))
      }
    }
    return parsed
  }

  /// Reports a format that is written out and none of the mini-language's.
  private mutating func check(_ format: [FormattedPart], at span: SourceSpan) {
    guard format.count == 1, case .text(let text)? = format.first,
      FormatSpecification(text) == nil
    else { return }
    report(
      "\(text) is not a format", at: span,
      hint: "as in Python: {x:.2f} {n:,} {n:05d} {name:>10} {share:.1%}")
  }

  private mutating func parseField(
    _ fieldTokens: [Token], _ span: SourceSpan
  ) throws(SyntaxFailure) -> Expression {
    guard !fieldTokens.isEmpty else {
      throw failure("nothing stands between { and }", at: span, hint: "write {{}} for braces")
    }
    let end = SourceSpan(span.end - 1, span.end)
    var inner = Parser(source, fieldTokens + [Token(.end, end)], [])
    inner.newlinesMatter = false
    inner.nesting = nesting
    inner.functionDepth = functionDepth
    inner.skipNewlines()
    let value = try inner.nested { parser throws(SyntaxFailure) in try parser.parseExpression() }
    diagnostics += inner.diagnostics
    guard case .end = inner.current.kind else {
      throw failure(
        "expected } after the value, found \(inner.current.description)", at: inner.current.span)
    }
    return value
  }
}
