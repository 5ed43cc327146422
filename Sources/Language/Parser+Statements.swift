extension Parser {
  /// Reads all statements up to the end of the text.
  mutating func parseRecipe() -> [Statement] {
    var statements: [Statement] = []
    var hasSteps = false
    var declared: Set<String> = []
    while true {
      skipNewlines()
      if case .end = current.kind { break }
      guard let statement = parseOrSkipStatement() else { continue }
      if case .step = statement.kind { hasSteps = true }
      if case .parameter(let declaration) = statement.kind {
        check(declaration, afterStep: hasSteps)
        if !declared.insert(declaration.name.text).inserted {
          report(
            "there is already a param \(declaration.name.text)", at: declaration.name.span)
        }
      }
      statements.append(statement)
    }
    return statements
  }

  private mutating func check(_ declaration: ParameterDeclaration, afterStep: Bool) {
    guard afterStep else { return }
    report(
      "param \(declaration.name.text) stands after the first step", at: declaration.name.span,
      hint: "move it above the first # %% line")
  }

  /// Reads a statement, or reports why it cannot be read and moves past it.
  mutating func parseOrSkipStatement() -> Statement? {
    let start = position
    let levels = (nesting, loopDepth, functionDepth, blockDepth)
    do throws(SyntaxFailure) {
      return try parseStatement()
    } catch {
      diagnostics.append(error.diagnostic)
      (nesting, loopDepth, functionDepth, blockDepth) = levels
      newlinesMatter = true
      skipStatement(from: start)
      for token in tokens[start..<position] { token.collectNames(&skippedNames) }
      return nil
    }
  }

  /// Moves to the end of the line on which all brackets opened since `start` are closed.
  private mutating func skipStatement(from start: Int) {
    var depth = 0
    for token in tokens[start..<position] {
      guard let symbol = token.symbol else { continue }
      if symbol.closing != nil { depth += 1 }
      if symbol.isClosing { depth = max(depth - 1, 0) }
    }
    while position < tokens.count - 1 {
      switch current.kind {
      case .newline where depth == 0: return
      case .step: return
      case .symbol(let symbol) where symbol.closing != nil: depth += 1
      case .symbol(let symbol) where symbol.isClosing:
        if depth == 0, blockDepth > 0, symbol == .closeBrace { return }
        depth = max(depth - 1, 0)
      default: break
      }
      position += 1
    }
  }

  private mutating func parseStatement() throws(SyntaxFailure) -> Statement {
    let start = current.span
    let kind = try parseStatementKind()
    var span = start.through(previous.span)
    if case .newline = previous.kind { span = start }
    try endStatement(kind)
    if case .expression(let expression, _) = kind, previous.symbol == .semicolon {
      return Statement(kind: .expression(expression, quiet: true), span: span)
    }
    return Statement(kind: kind, span: span)
  }

  /// Passes the end of a statement: a newline, a `;`, or what closes the block.
  private mutating func endStatement(_ kind: Statement.Kind) throws(SyntaxFailure) {
    if accept(.semicolon) { return }
    switch current.kind {
    case .newline: advance()
    case .end, .step, .prose: break
    case .symbol(.closeBrace) where blockDepth > 0: break
    default:
      switch kind {
      case .step, .prose: break
      default: throw unexpectedAfter(kind)
      }
    }
  }

  private mutating func parseStatementKind() throws(SyntaxFailure) -> Statement.Kind {
    switch current.kind {
    case .step(let title):
      try expectTopLevel("a step")
      advance()
      return .step(title)
    case .prose(let text):
      try expectTopLevel("prose")
      advance()
      return .prose(text)
    case .keyword(.def): return .function(try parseFunctionDefinition())
    case .keyword(.param): return .parameter(try parseParameterDeclaration())
    case .keyword(.for): return try parseFor()
    case .keyword(.while): return try parseWhile()
    case .keyword(.break), .keyword(.continue): return try parseJump()
    case .keyword(.return): return try parseReturn()
    case .keyword(.import): return try parseImport()
    default: return try parseAssignmentOrExpression()
    }
  }

  func expectTopLevel(_ what: String) throws(SyntaxFailure) {
    guard blockDepth > 0 else { return }
    throw failure("\(what) cannot stand inside braces", at: current.span)
  }

  private mutating func parseAssignmentOrExpression() throws(SyntaxFailure) -> Statement.Kind {
    try checkForeignStatement()
    if let text = current.name, token(ahead: 1).symbol == .assign {
      let name = Name(text: text, span: advance().span)
      advance()
      skipNewlines()
      return .assignment(name, try parseExpression())
    }
    let expression = try parseExpression()
    if at(.assign) { throw cannotAssign(to: expression) }
    return .expression(expression, quiet: false)
  }
}
