extension Parser {
  /// Reads a value and the fields, calls and indices that follow it.
  mutating func parsePostfix() throws(SyntaxFailure) -> Expression {
    var value = try parsePrimary()
    while true {
      switch current.symbol {
      case .dot: value = try parseField(of: value)
      case .openParenthesis: value = try parseCall(of: value)
      case .openBracket: value = try parseIndex(of: value)
      default: return value
      }
    }
  }

  private mutating func parseField(of value: Expression) throws(SyntaxFailure) -> Expression {
    advance()
    let token = current
    guard let text = token.name ?? token.keyword?.rawValue else {
      throw failure("expected a name after the dot", at: faultSpan)
    }
    advance()
    let name = Name(text: text, span: token.span)
    return try expression(.field(value, name), value.span.through(token.span), over: [value])
  }

  private mutating func parseCall(of callee: Expression) throws(SyntaxFailure) -> Expression {
    let (arguments, span) = try bracketed(.closeParenthesis) { parser throws(SyntaxFailure) in
      try parser.parseArguments()
    }
    return try expression(
      .call(callee, arguments), callee.span.through(span), over: [callee] + arguments.map(\.value))
  }

  private mutating func parseArguments() throws(SyntaxFailure) -> [Argument] {
    var arguments: [Argument] = []
    var names: Set<String> = []
    while !at(.closeParenthesis) {
      var name: Name?
      if let text = current.name, symbol(after: position) == .assign {
        name = Name(text: text, span: advance().span)
        advance()
        if !names.insert(text).inserted, let name {
          report("\(text) is given twice", at: name.span)
        }
      } else if let previous = arguments.last?.name {
        report(
          "an argument without a name stands after \(previous.text)=", at: current.span,
          hint: "arguments without names come first")
      }
      try checkForeignArgument()
      let value = try parseExpression()
      if name == nil, at(.colon), case .name(let text) = value.kind {
        throw failure("arguments are named with =", at: current.span, hint: "\(text)=…")
      }
      try checkComprehension(value)
      arguments.append(Argument(name: name, value: value))
      guard accept(.comma) else { break }
    }
    return arguments
  }

  private mutating func parseIndex(of value: Expression) throws(SyntaxFailure) -> Expression {
    let (parts, span) = try bracketed(.closeBracket) { parser throws(SyntaxFailure) in
      try parser.parseIndexParts()
    }
    let whole = value.span.through(span)
    let operands = [value, parts.lower, parts.upper].compactMap(\.self)
    if parts.isSlice {
      return try expression(.slice(value, parts.lower, parts.upper), whole, over: operands)
    }
    guard let index = parts.lower else {
      throw failure("expected an index between the brackets", at: span)
    }
    return try expression(.index(value, index), whole, over: operands)
  }

  private mutating func parseIndexParts() throws(SyntaxFailure) -> (
    lower: Expression?, upper: Expression?, isSlice: Bool
  ) {
    var lower: Expression?
    var upper: Expression?
    if !at(.colon), !at(.closeBracket) { lower = try parseExpression() }
    if at(.comma) {
      throw failure(
        "one index stands between brackets", at: current.span,
        hint: "x[i][j] takes an item of an item; there are no tuples")
    }
    guard accept(.colon) else { return (lower, nil, false) }
    if !at(.closeBracket), !at(.colon) { upper = try parseExpression() }
    if at(.colon) {
      throw failure(
        "slices have no step", at: current.span,
        hint: "range(0, len(xs), 2).map(i => xs[i]) takes every second; xs.reverse() turns around")
    }
    return (lower, upper, true)
  }
}
