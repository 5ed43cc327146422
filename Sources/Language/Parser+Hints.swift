extension Parser {
  /// The failure for what stands after a whole statement.
  func unexpectedAfter(_ kind: Statement.Kind) -> SyntaxFailure {
    let found = current.description.withoutArticle
    switch (kind, current.kind) {
    case (.expression(let expression, _), _) where startsValue:
      if case .name(let name) = expression.kind {
        return failure(
          "unexpected \(found) after \(name)", at: current.span,
          hint: "a call has parentheses: \(name)(…)")
      }
    case (_, .symbol(.comma)):
      return failure(
        "unexpected , after the statement", at: current.span,
        hint: "lists stand in brackets: [a, b]; one name is bound at a time")
    case (.assignment(let name, let value), .symbol(.assign)):
      return failure(
        "one name is bound at a time", at: current.span,
        hint: "\(source.text(value.span)) = … stands on a line of its own, before \(name.text) = "
          + source.text(value.span))
    case (.expression(let expression, _), .symbol(.colon)):
      guard case .name(let name) = expression.kind else { break }
      return failure("names have no types here", at: current.span, hint: "\(name) = …")
    case (_, .symbol(let symbol)) where symbol.isClosing:
      return failure("this \(symbol.rawValue) closes nothing", at: current.span)
    case (_, .keyword(.else)), (_, .keyword(.catch)):
      return failure("\(found) stands without the block it belongs to", at: current.span)
    default: break
    }
    return failure(
      "unexpected \(found) after the end of the statement", at: current.span,
      hint: "one statement a line")
  }

  private var startsValue: Bool {
    switch current.kind {
    case .name, .int, .float, .string, .formatted: true
    default: false
    }
  }

  /// The failure for `a.b = 1`, `xs[0] = 1` and other targets that are no names.
  func cannotAssign(to target: Expression) -> SyntaxFailure {
    let value = source.text(target.span)
    switch target.kind {
    case .field(let record, let field):
      let owner = source.text(record.span)
      return failure(
        "values do not change, so a field cannot be set", at: target.span,
        hint: "\(owner) = {...\(owner), \(field.text): …} gives a new record")
    case .index, .slice:
      return failure(
        "values do not change, so an item cannot be set", at: target.span,
        hint: "build a new list with map, filter or +, or a record with {...record, key: …}")
    case .binary, .comparison, .and, .or:
      return failure("= binds a name and is no comparison", at: current.span, hint: "write ==")
    default:
      return failure("only a name can be bound with =, not \(value)", at: target.span)
    }
  }

  /// The failure for `x += 1`.
  func foreignAssignment(
    _ target: Expression, _ operation: BinaryOperator, at span: SourceSpan
  ) -> SyntaxFailure {
    let name = source.text(target.span)
    return failure(
      "\(operation.rawValue)= is not part of the language", at: span.through(current.span),
      hint: "write \(name) = \(name) \(operation.rawValue) …")
  }

  /// The failure for a header without a `{`.
  func missingBrace(after header: String) -> SyntaxFailure {
    if at(.colon) {
      return failure(
        "the body after \(header) stands in braces, not after a colon", at: current.span,
        hint: "\(header) { … }")
    }
    if at(.assign) {
      return failure("= binds a name and is no comparison", at: current.span, hint: "write ==")
    }
    if at(.minus), token(ahead: 1).symbol == .greater {
      return failure(
        "functions do not name the type of their value", at: current.span, hint: "\(header) { … }")
    }
    return failure(
      "expected { after \(header), found \(current.description)", at: faultSpan,
      hint: "braces stand around what belongs to it: \(header) { … }")
  }
}

extension String {
  /// The words without the article in front.
  fileprivate var withoutArticle: String {
    for article in ["a ", "an ", "the "] where hasPrefix(article) {
      return String(dropFirst(article.count))
    }
    return self
  }
}
