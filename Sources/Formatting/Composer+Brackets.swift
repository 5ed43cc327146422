internal import Language

extension Composer {
  /// What stands in brackets: on one line, or in lines between the brackets.
  ///
  /// A comma behind the last item keeps the brackets on lines of their own, and is put there when
  /// they do not fit on one line.
  ///
  /// - Parameters:
  ///   - count: The number of items.
  ///   - isFilled: Whether as many items as fit stand on a line, rather than one.
  ///   - isClosedByComma: Whether a comma may stand behind the last item.
  ///   - item: Takes the item at a place.
  /// - Returns: The layout from the opening bracket to the closing one.
  /// - Throws: ``LayoutFailure``, or what `item` throws.
  mutating func bracketed(
    _ count: Int, isFilled: Bool = false, isClosedByComma: Bool = true,
    _ item: (inout Composer, Int) throws(LayoutFailure) -> Layout
  ) throws(LayoutFailure) -> Layout {
    let opening = take()
    var items: [Layout] = []
    var endsInComma = false
    for place in 0..<count {
      let comments = comments(cursor.takeLeadingComments())
      let contents = Layout.sequence([comments, try item(&self, place)])
      if cursor.current.symbol == .comma {
        endsInComma = place == count - 1
        items.append(.sequence([contents, try attach(.comma)]))
      } else {
        items.append(.sequence([contents, isClosedByComma ? .whenBroken(",") : .empty]))
      }
    }
    let comments = comments(cursor.takeLeadingComments())
    let last = cursor.index
    let closing = text(of: cursor.advance())
    guard count > 0 || opening.breaksLine || comments.breaksLine else {
      return .sequence([opening, closing, trailingComment(after: last)])
    }
    let lines =
      isFilled
      ? Layout.fill(items[...])
      : .sequence(Array(items.map { [$0] }.joined(separator: [.line(flat: " ")])))
    let contents = Layout.sequence([
      opening, .indented(.sequence([.line(flat: ""), lines, comments])), .line(flat: ""), closing,
    ])
    return .sequence([
      .group(contents, isBroken: endsInComma || contents.breaksLine), trailingComment(after: last),
    ])
  }

  /// The arguments of a call with their parentheses.
  mutating func arguments(_ arguments: [Language.Argument]) throws(LayoutFailure) -> Layout {
    if let only = arguments.first, arguments.count == 1, standsInBrackets(only.value) {
      let opening = take()
      let contents = try argument(only)
      let comma = cursor.current.symbol == .comma ? drop() : .empty
      return .sequence([opening, contents, comma, try take(.closeParenthesis)])
    }
    return try bracketed(arguments.count) { composer, place throws(LayoutFailure) in
      try composer.argument(arguments[place])
    }
  }

  private mutating func argument(
    _ argument: Language.Argument
  ) throws(LayoutFailure) -> Layout {
    guard let name = argument.name else { return try expression(argument.value) }
    return try binding(try take(name), .assign, argument.value, spaced: false)
  }

  /// Whether an argument has brackets of its own at its end, so that those of the call need no lines.
  ///
  /// Comments beside the call's brackets need lines.
  private func standsInBrackets(_ value: Expression) -> Bool {
    guard Self.endsInBrackets(value), !isParenthesized(value),
      let last = cursor.index(endingAt: value.span.end)
    else { return false }
    let comma = cursor.tokens[last + 1].symbol == .comma ? 1 : 0
    let gaps = [cursor.index + 1, last + 1, last + 1 + comma]
    return !gaps.contains { cursor.hasComments(before: $0) }
  }

  private static func endsInBrackets(_ value: Expression) -> Bool {
    switch value.kind {
    case .list(let items): return !items.isEmpty
    case .record(let entries): return !entries.isEmpty
    case .function(let definition):
      guard case .expression(let body) = definition.body else { return true }
      switch body.kind {
      case .list, .record, .conditional, .attempt: return endsInBrackets(body)
      default: return false
      }
    case .conditional, .attempt: return true
    default: return false
    }
  }
}
