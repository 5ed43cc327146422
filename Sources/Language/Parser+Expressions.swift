extension Parser {
  /// How deeply a syntax tree may nest; long chains of operators count.
  static let deepestTree = 500

  /// Makes an expression out of smaller ones.
  func expression(
    _ kind: Expression.Kind, _ span: SourceSpan, over children: [Expression], blocks: [Block] = []
  ) throws(SyntaxFailure) -> Expression {
    var depth = 0
    for child in children { depth = max(depth, child.depth) }
    for block in blocks { depth = max(depth, block.depth) }
    guard depth < Self.deepestTree else {
      throw failure(
        "this expression has more than \(Self.deepestTree) parts in a chain", at: span,
        hint: "give parts of it names, or use a list and sum or join")
    }
    return Expression(kind, span, depth: depth + 1)
  }

  /// Reads an expression.
  mutating func parseExpression() throws(SyntaxFailure) -> Expression {
    try nested { parser throws(SyntaxFailure) in
      if parser.startsShortFunction { return try parser.parseShortFunction() }
      let expression = try parser.parseOr()
      try parser.checkForeignTail(of: expression)
      return expression
    }
  }

  private mutating func parseOr() throws(SyntaxFailure) -> Expression {
    var left = try parseAnd()
    while at(.or) {
      advance()
      skipNewlines()
      let right = try parseAnd()
      left = try expression(.or(left, right), left.span.through(right.span), over: [left, right])
    }
    return left
  }

  private mutating func parseAnd() throws(SyntaxFailure) -> Expression {
    var left = try parseNot()
    while at(.and) {
      advance()
      skipNewlines()
      let right = try parseNot()
      left = try expression(.and(left, right), left.span.through(right.span), over: [left, right])
    }
    return left
  }

  private mutating func parseNot() throws(SyntaxFailure) -> Expression {
    guard at(.not) else { return try parseComparison() }
    let start = advance().span
    skipNewlines()
    let operand = try nested { parser throws(SyntaxFailure) in try parser.parseNot() }
    return try expression(.unary(.not, operand), start.through(operand.span), over: [operand])
  }

  private mutating func parseComparison() throws(SyntaxFailure) -> Expression {
    let first = try parseSum()
    var links: [ComparisonLink] = []
    while let operation = comparisonOperator {
      let span = advance().span
      skipNewlines()
      links.append(
        ComparisonLink(operation: operation, operatorSpan: span, operand: try parseSum()))
    }
    guard let last = links.last else { return first }
    let span = first.span.through(last.operand.span)
    let operands = [first] + links.map(\.operand)
    if links.count == 1 {
      return try expression(
        .binary(last.operation, first, last.operand, last.operatorSpan), span, over: operands)
    }
    return try expression(.comparison(first, links), span, over: operands)
  }

  private var comparisonOperator: BinaryOperator? {
    if at(.in) { return .isIn }
    guard let symbol = current.symbol, let operation = BinaryOperator(rawValue: symbol.rawValue),
      operation.isComparison
    else { return nil }
    return operation
  }

  private mutating func parseSum() throws(SyntaxFailure) -> Expression {
    var left = try parseProduct()
    while at(.plus) || at(.minus) {
      left = try parseRight(of: left) { parser throws(SyntaxFailure) in try parser.parseProduct() }
    }
    return left
  }

  private mutating func parseProduct() throws(SyntaxFailure) -> Expression {
    var left = try parseUnary()
    while at(.times) || at(.divide) || at(.floorDivide) || at(.remainder) || at(.at) {
      left = try parseRight(of: left) { parser throws(SyntaxFailure) in try parser.parseUnary() }
    }
    return left
  }

  /// Reads the operator at the position and its right side.
  private mutating func parseRight(
    of left: Expression, _ operand: (inout Parser) throws(SyntaxFailure) -> Expression
  ) throws(SyntaxFailure) -> Expression {
    let token = advance()
    skipNewlines()
    if let symbol = token.symbol, current.symbol == symbol, symbol == .plus {
      throw failure("++ is not an operator", at: token.span, hint: "write x = x + 1")
    }
    guard let operation = BinaryOperator(rawValue: token.description) else {
      throw unexpected("an operator")
    }
    if at(.assign) { throw foreignAssignment(left, operation, at: token.span) }
    let right = try operand(&self)
    return try expression(
      .binary(operation, left, right, token.span), left.span.through(right.span),
      over: [left, right])
  }

  private mutating func parseUnary() throws(SyntaxFailure) -> Expression {
    if at(.minus) || at(.plus) {
      let token = advance()
      if token.symbol == .plus {
        report("+ stands before a value", at: token.span, hint: "leave it out")
      }
      skipNewlines()
      let operand = try nested { parser throws(SyntaxFailure) in try parser.parseUnary() }
      return try expression(
        .unary(.negate, operand), token.span.through(operand.span), over: [operand])
    }
    let base = try parsePostfix()
    guard at(.power) else { return base }
    let token = advance()
    skipNewlines()
    let exponent = try nested { parser throws(SyntaxFailure) in try parser.parseUnary() }
    return try expression(
      .binary(.power, base, exponent, token.span), base.span.through(exponent.span),
      over: [base, exponent])
  }
}
