internal import Language

extension Composer {
  /// Statements, each on a line of its own, with the comments between them.
  ///
  /// At most one empty line stays between two of them. There is one before a step and around prose,
  /// and none behind a step.
  mutating func statements(_ statements: [Statement]) throws(LayoutFailure) -> Layout {
    var parts: [Layout] = []
    var before: Statement.Kind?
    for (place, statement) in statements.enumerated() {
      let comments = lineComments(after: before, isFirst: place == 0)
      let blank = Self.blank(
        cursor.currentFollowsBlankLine, after: comments.isEmpty ? before : nil,
        before: statement.kind)
      parts += comments
      if place > 0 || !comments.isEmpty { parts.append(.newline(blank: blank)) }
      parts.append(try layout(of: statement))
      before = statement.kind
    }
    return .sequence(parts + lineComments(after: before, isFirst: statements.isEmpty))
  }

  /// Takes the comments before a statement or before the end, which have lines of their own.
  private mutating func lineComments(after before: Statement.Kind?, isFirst: Bool) -> [Layout] {
    var comments = cursor.takeLeadingComments()
    if let first = comments.first {
      let blank = Self.blank(first.followsBlankLine, after: before, before: nil)
      comments[0] = first.following(blankLine: blank && !isFirst)
    }
    return comments.map { .comment($0) }
  }

  /// Whether an empty line stands between two things; `isWritten` says whether one is written.
  private static func blank(
    _ isWritten: Bool, after: Statement.Kind?, before: Statement.Kind?
  ) -> Bool {
    switch before {
    case .step, .prose: return true
    default: break
    }
    switch after {
    case .step: return false
    case .prose: return true
    default: return isWritten
    }
  }

  private mutating func layout(of statement: Statement) throws(LayoutFailure) -> Layout {
    let contents = try contents(of: statement.kind)
    guard cursor.current.symbol == .semicolon else { return contents }
    if case .expression = statement.kind {
      return .sequence([contents, try attach(.semicolon)])
    }
    return .sequence([contents, drop()])
  }

  private mutating func contents(of kind: Statement.Kind) throws(LayoutFailure) -> Layout {
    switch kind {
    case .expression(let expression, _): return try self.expression(expression)
    case .assignment(let name, let value):
      return try binding(try take(name), .assign, value, spaced: true)
    case .function(let definition): return try function(definition)
    case .parameter(let declaration): return try parameter(declaration)
    case .step(let title):
      _ = cursor.advance()
      return .text(title.isEmpty ? "# %%" : "# %% \(title)")
    case .prose: return prose()
    case .forLoop(let names, let sequence, let block):
      var parts: [Layout] = [try take(.for), .space, try take(names[0])]
      for name in names.dropFirst() { parts += [try take(.comma), .space, try take(name)] }
      return .sequence(
        parts + [
          .space, try take(.in), .space, try expression(sequence), .space, try self.block(block),
        ])
    case .whileLoop(let condition, let block):
      return .sequence([
        try take(.while), .space, try expression(condition), .space, try self.block(block),
      ])
    case .breakLoop: return try take(.break)
    case .continueLoop: return try take(.continue)
    case .returnValue(nil): return try take(.return)
    case .returnValue(let value?):
      return .sequence([try take(.return), .space, try expression(value)])
    case .importFile(let path): return .sequence([try take(.import), .space, try take(path)])
    }
  }

  /// A name, a sign and the value behind it, which stands further in if a comment comes between;
  /// `isCommented` says that one is known to.
  mutating func binding(
    _ name: Layout, _ symbol: Symbol, _ value: Expression, spaced: Bool, isCommented: Bool = false
  ) throws(LayoutFailure) -> Layout {
    let sign = try attach(symbol, spaced: spaced)
    let isCommented =
      isCommented || name.breaksLine || sign.breaksLine || cursor.hasComments(before: cursor.index)
    let expression = try expression(value)
    let rest = Layout.sequence([sign, spaced ? .space : .empty, expression])
    return .sequence([name, isCommented ? .indented(rest) : rest])
  }

  private mutating func parameter(
    _ declaration: ParameterDeclaration
  ) throws(LayoutFailure) -> Layout {
    var parts = [try take(.param), .space, try take(declaration.name)]
    if let type = declaration.type {
      parts += [try attach(.colon), .space, try take(type)]
    }
    parts.append(try binding(.empty, .assign, declaration.defaultValue, spaced: true))
    guard declaration.summary != nil else { return .sequence(parts) }
    let index = cursor.index
    let summary = text(of: cursor.advance())
    if case .text(let text) = summary {
      parts.append(.summary(text))
    } else {
      parts += [.attached("  "), summary]
    }
    return .sequence(parts + [trailingComment(after: index)])
  }

  /// The lines of prose as they are written.
  private mutating func prose() -> Layout {
    let text = source.text(cursor.advance().span).withLineFeeds
    let lines = (text.last == "\r" ? text.dropLast() : text[...])
      .split(separator: "\n", omittingEmptySubsequences: false)
    let mark = "[markdown]"
    let rest = lines[0].firstRange(of: mark).map { lines[0][$0.upperBound...] } ?? ""
    let header = "# %% " + mark + rest.trimmingSuffix(while: \.isWhitespace)
    let prose = lines.dropFirst().map { $0.allSatisfy(\.isWhitespace) ? "" : $0 }
      .trimmingSuffix { $0.isEmpty }
    return .verbatim(([Substring(header)] + prose).joined(separator: "\n"))
  }
}

extension BidirectionalCollection {
  /// The collection without the elements at its end for which `predicate` holds.
  fileprivate func trimmingSuffix(while predicate: (Element) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
