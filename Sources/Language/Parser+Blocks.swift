extension Parser {
  /// Reads `{ … }` with statements in it.
  mutating func parseBlock(after header: String) throws(SyntaxFailure) -> Block {
    guard at(.openBrace) else { throw missingBrace(after: header) }
    return try nested { parser throws(SyntaxFailure) in try parser.parseBraces() }
  }

  private mutating func parseBraces() throws(SyntaxFailure) -> Block {
    let opening = current
    let outer = newlinesMatter
    newlinesMatter = true
    blockDepth += 1
    defer {
      newlinesMatter = outer
      blockDepth -= 1
    }
    advance()
    var statements: [Statement] = []
    while true {
      skipNewlines()
      if at(.closeBrace) { break }
      if case .end = current.kind { throw unclosed(opening, .closeBrace) }
      if case .step = current.kind { try expectTopLevel("a step") }
      if let statement = parseOrSkipStatement() { statements.append(statement) }
    }
    let end = current.span.end
    newlinesMatter = outer
    advance()
    let depth = (statements.map(\.depth).max() ?? 0) + 1
    return Block(
      statements: statements, span: SourceSpan(opening.span.start, end), depth: depth)
  }

  mutating func parseFor() throws(SyntaxFailure) -> Statement.Kind {
    advance()
    if at(.openParenthesis) {
      throw failure(
        "expected a name after for, found (", at: current.span,
        hint: "for i in range(10) { … } counts; for x in xs { … } walks over a list, "
          + "for key, value in pairs { … } over one of pairs")
    }
    let names = try parseLoopNames()
    let shown = names.map(\.text).joined(separator: ", ")
    guard at(.in) else { throw unexpected("in after for \(shown)") }
    advance()
    skipNewlines()
    let sequence = try parseExpression()
    loopDepth += 1
    defer { loopDepth -= 1 }
    return .forLoop(names, sequence, try parseBlock(after: "for \(shown) in …"))
  }

  /// The names that each item of a loop is bound to: one, or one for each of its own items.
  private mutating func parseLoopNames() throws(SyntaxFailure) -> [Name] {
    var names = [try expectName("a name after for")]
    while at(.comma) {
      advance()
      names.append(try expectName("a name after the comma"))
    }
    return names
  }

  mutating func parseWhile() throws(SyntaxFailure) -> Statement.Kind {
    advance()
    let condition = try parseExpression()
    loopDepth += 1
    defer { loopDepth -= 1 }
    return .whileLoop(condition, try parseBlock(after: "while …"))
  }

  mutating func parseJump() throws(SyntaxFailure) -> Statement.Kind {
    let token = advance()
    if loopDepth == 0 {
      report("\(token.description) stands outside of a loop", at: token.span)
    }
    return token.keyword == .break ? .breakLoop : .continueLoop
  }

  mutating func parseReturn() throws(SyntaxFailure) -> Statement.Kind {
    let token = advance()
    if functionDepth == 0 { report("return stands outside of a function", at: token.span) }
    switch current.kind {
    case .newline, .end, .step, .prose, .symbol(.closeBrace), .symbol(.semicolon):
      return .returnValue(nil)
    default: return .returnValue(try parseExpression())
    }
  }

  mutating func parseImport() throws(SyntaxFailure) -> Statement.Kind {
    let token = advance()
    guard case .string(let path) = current.kind else {
      throw failure(
        "import takes the path of a recipe", at: faultSpan,
        hint: "import \"other.asr\"; built-ins need no import")
    }
    if blockDepth > 0 { report("import stands inside braces", at: token.span) }
    return .importFile(Name(text: path, span: advance().span))
  }

  mutating func parseParameterDeclaration() throws(SyntaxFailure) -> ParameterDeclaration {
    try expectTopLevel("param")
    advance()
    let name = try expectName("a name after param")
    var type: Name?
    if accept(.colon) {
      let word = try expectName("a type after \(name.text):")
      if !ParameterDeclaration.typeNames.contains(word.text) {
        report(
          "\(word.text) is not a type of parameters", at: word.span,
          hint: "the types are \(ParameterDeclaration.typeNames.joined(separator: " "))")
      }
      type = word
    }
    guard accept(.assign) else {
      throw failure(
        "param \(name.text) needs a default", at: faultSpan,
        hint: "param \(name.text) = value \"what it is\"")
    }
    skipNewlines()
    let value = try parseExpression()
    var summary: String?
    if case .string(let text) = current.kind {
      summary = text
      advance()
    }
    return ParameterDeclaration(name: name, type: type, defaultValue: value, summary: summary)
  }
}

extension Statement {
  /// How deeply the statement nests, from 1.
  var depth: Int {
    switch kind {
    case .expression(let expression, _), .assignment(_, let expression): expression.depth + 1
    case .function(let definition): definition.depth + 1
    case .forLoop(_, let sequence, let block): max(sequence.depth, block.depth) + 1
    case .whileLoop(let condition, let block): max(condition.depth, block.depth) + 1
    case .returnValue(let expression?): expression.depth + 1
    case .parameter(let declaration): declaration.defaultValue.depth + 1
    default: 1
    }
  }
}
