extension SourceText {
  /// Whether the text is one or more whole statements, so that a shell need not ask for another line.
  ///
  /// A text goes on while a bracket or a triple-quoted string is open, and after an operator,
  /// a comma or an arrow at its end. A text with other errors counts as whole: running it shows them.
  public var isComplete: Bool {
    let output = Lexer.read(self)
    if output.endsInString { return false }
    var open: [Symbol] = []
    var last: Token?
    for token in output.tokens {
      switch token.kind {
      case .newline, .end: continue
      case .symbol(let symbol):
        if let closing = symbol.closing {
          open.append(closing)
        } else if symbol.isClosing {
          guard open.last == symbol else { return true }
          open.removeLast()
        }
      default: break
      }
      last = token
    }
    return open.isEmpty && !(last?.expectsMore ?? false)
  }
}

extension Token {
  /// Whether a statement cannot end with the token.
  fileprivate var expectsMore: Bool {
    switch kind {
    case .keyword(.and), .keyword(.or), .keyword(.not), .keyword(.in): true
    case .symbol(let symbol):
      switch symbol {
      case .comma, .arrow, .assign, .dot, .plus, .minus, .times, .divide, .floorDivide, .remainder,
        .power, .at, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
        true
      default: false
      }
    default: false
    }
  }
}
