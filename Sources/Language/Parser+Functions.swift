extension Parser {
  /// Reads `def name(a, b=1) { … }`.
  mutating func parseFunctionDefinition() throws(SyntaxFailure) -> FunctionDefinition {
    let start = advance().span
    let name = try expectName("a name after def")
    guard at(.openParenthesis) else { throw unexpected("( after def \(name.text)") }
    let parameters = try parseParameters()
    let loops = loopDepth
    loopDepth = 0
    functionDepth += 1
    defer {
      loopDepth = loops
      functionDepth -= 1
    }
    let block = try parseBlock(after: "def \(name.text)(…)")
    return FunctionDefinition(
      name: name, parameters: parameters, body: .block(block), help: help(of: block),
      span: start.through(block.span))
  }

  private func help(of block: Block) -> String? {
    guard block.statements.count > 1,
      case .expression(let first, _)? = block.statements.first?.kind,
      case .string(let text) = first.kind
    else { return nil }
    return text
  }

  private mutating func parseParameters() throws(SyntaxFailure) -> [FunctionParameter] {
    try bracketed(.closeParenthesis) { parser throws(SyntaxFailure) in
      var parameters: [FunctionParameter] = []
      while !parser.at(.closeParenthesis) {
        let parameter = try parser.parseParameter()
        if parameters.contains(where: { $0.name.text == parameter.name.text }) {
          parser.report(
            "there is already a parameter \(parameter.name.text)", at: parameter.name.span)
        }
        if parameter.defaultValue == nil, parameters.last?.defaultValue != nil {
          parser.report(
            "\(parameter.name.text) has no default, but the parameter before it has one",
            at: parameter.name.span)
        }
        parameters.append(parameter)
        guard parser.accept(.comma) else { break }
      }
      return parameters
    }.0
  }

  private mutating func parseParameter() throws(SyntaxFailure) -> FunctionParameter {
    if at(.times) || at(.power) {
      throw failure(
        "functions take a fixed number of arguments", at: current.span,
        hint: "let one parameter take a list or a record")
    }
    let name = try expectName("the name of a parameter")
    if at(.colon) {
      throw failure(
        "parameters have no types here", at: current.span, hint: "write \(name.text) alone")
    }
    guard accept(.assign) else { return FunctionParameter(name: name, defaultValue: nil) }
    return FunctionParameter(name: name, defaultValue: try parseExpression())
  }

  /// Whether a short function starts at the position: `x =>` or `(a, b) =>`.
  var startsShortFunction: Bool {
    if current.name != nil { return symbol(after: position) == .arrow }
    guard at(.openParenthesis), let closing = closings[position] else { return false }
    return symbol(after: closing) == .arrow
  }

  /// Reads `x => x + 1`, `(a, b=2) => a + b`, `() => 1`, `x => { … }` with statements.
  mutating func parseShortFunction() throws(SyntaxFailure) -> Expression {
    let start = current.span
    var parameters: [FunctionParameter]
    if let text = current.name {
      parameters = [
        FunctionParameter(name: Name(text: text, span: advance().span), defaultValue: nil)
      ]
    } else {
      parameters = try parseParameters()
    }
    advance()
    skipNewlines()
    let loops = loopDepth
    loopDepth = 0
    functionDepth += 1
    defer {
      loopDepth = loops
      functionDepth -= 1
    }
    if at(.openBrace), !startsRecord {
      let block = try parseBlock(after: "=>")
      let definition = FunctionDefinition(
        name: nil, parameters: parameters, body: .block(block), help: nil,
        span: start.through(block.span))
      return try expression(.function(definition), definition.span, over: [], blocks: [block])
    }
    let body = try parseExpression()
    let definition = FunctionDefinition(
      name: nil, parameters: parameters, body: .expression(body), help: nil,
      span: start.through(body.span))
    return try expression(.function(definition), definition.span, over: [body])
  }

  /// Whether what follows the `{` at the position is a record: nothing, a spread or a key with its
  /// colon.
  ///
  /// No statement begins so, and braces that hold statements are a block.
  private var startsRecord: Bool {
    let first = indexPastNewlines(position + 1)
    let symbol = tokens[first].symbol
    if symbol == .closeBrace || symbol == .ellipsis { return true }
    let last = symbol == .openBracket ? closings[first] ?? first : first
    return tokens[indexPastNewlines(last + 1)].symbol == .colon
  }
}
