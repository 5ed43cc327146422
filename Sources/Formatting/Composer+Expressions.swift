internal import Language

extension Composer {
  /// An expression with the parentheses around it, the comments before it and the one on its last
  /// line.
  mutating func expression(_ expression: Expression) throws(LayoutFailure) -> Layout {
    guard cursor.current.span.start == expression.span.start,
      let last = cursor.index(endingAt: expression.span.end)
    else { throw failure }
    let comments = comments(cursor.takeLeadingComments())
    let layout = try keepingComment(after: last) { composer throws(LayoutFailure) in
      try composer.contents(of: expression, upTo: last)
    }
    guard cursor.index == last + 1 else { throw failure }
    return .sequence([comments, layout])
  }

  /// An expression that ends with the token at `last`, its parentheses first.
  private mutating func contents(
    of expression: Expression, upTo last: Int
  ) throws(LayoutFailure) -> Layout {
    guard opensParentheses(at: cursor.index, upTo: last) else {
      return try contents(of: expression)
    }
    return try bracketed(1, isClosedByComma: false) { composer, _ throws(LayoutFailure) in
      try composer.keepingComment(after: last - 1) { composer throws(LayoutFailure) in
        try composer.contents(of: expression, upTo: last - 1)
      }
    }
  }

  /// Whether the tokens from `first` to `last` stand in parentheses that belong together.
  private func opensParentheses(at first: Int, upTo last: Int) -> Bool {
    cursor.tokens[first].symbol == .openParenthesis && cursor.closings[first] == last
  }

  /// Whether an expression that is still to be laid out stands in parentheses.
  func isParenthesized(_ expression: Expression) -> Bool {
    guard let first = cursor.index(startingAt: expression.span.start),
      let last = cursor.index(endingAt: expression.span.end)
    else { return false }
    return opensParentheses(at: first, upTo: last)
  }

  private mutating func contents(of expression: Expression) throws(LayoutFailure) -> Layout {
    switch expression.kind {
    case .none, .bool, .int, .float, .string, .formatted, .name: return take()
    case .list(let items):
      return try bracketed(items.count, isFilled: items.allSatisfy(isPlain)) {
        composer, place throws(LayoutFailure) in try composer.expression(items[place])
      }
    case .record(let entries):
      return try bracketed(entries.count) { composer, place throws(LayoutFailure) in
        try composer.entry(entries[place])
      }
    case .unary(let operation, let operand):
      let space = operation == .not ? Layout.space : .empty
      let sign = take()
      let isCommented = sign.breaksLine || cursor.hasComments(before: cursor.index)
      let value = try self.expression(operand)
      return .sequence([sign, space, isCommented ? .indented(value) : value])
    case .binary, .comparison, .and, .or: return try operators(of: expression)
    case .field, .call, .index, .slice: return try chain(expression)
    case .function(let definition): return try shortFunction(definition)
    case .conditional(let branches, let otherwise):
      return try conditional(branches, otherwise: otherwise)
    case .attempt(let block, let problem, let handler):
      return try attempt(block, problem: problem, handler: handler)
    }
  }

  /// A field of a record, or a record that is spread.
  private mutating func entry(_ entry: RecordEntry) throws(LayoutFailure) -> Layout {
    switch entry {
    case .spread(let value):
      return .sequence([try take(.ellipsis), try expression(value)])
    case .field(let name, let value):
      return .sequence([try take(name), try attach(.colon), .space, try expression(value)])
    case .computed(let key, let value):
      let name = try bracketed(1, isClosedByComma: false) { composer, _ throws(LayoutFailure) in
        try composer.expression(key)
      }
      return .sequence([name, try attach(.colon), .space, try expression(value)])
    }
  }

  /// Whether an item of a list is a word, a number or a string of one line, of which many stand on
  /// a line.
  private func isPlain(_ item: Expression) -> Bool {
    switch item.kind {
    case .none, .bool, .int, .float, .name: return !isParenthesized(item)
    case .string:
      return !isParenthesized(item) && !source.text(item.span).utf8.contains(UInt8(ascii: "\n"))
    case .unary(.negate, let operand): return isPlain(operand) && !isParenthesized(item)
    default: return false
    }
  }
}
