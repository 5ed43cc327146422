internal import Language

extension Composer {
  /// A function with a name: `def name(a, b=1) { … }`.
  mutating func function(_ definition: FunctionDefinition) throws(LayoutFailure) -> Layout {
    guard let name = definition.name, case .block(let block) = definition.body else {
      throw failure
    }
    return .sequence([
      try take(.def), .space, try take(name), try parameters(definition.parameters), .space,
      try self.block(block),
    ])
  }

  /// A function without a name: `x => x + 1`, `(a, b=2) => a + b` or `x => { … }`.
  mutating func shortFunction(_ definition: FunctionDefinition) throws(LayoutFailure) -> Layout {
    let last = cursor.closings[cursor.index] ?? cursor.index
    let isCommented = cursor.hasComments(before: last + 1)
    let parameters =
      cursor.current.symbol == .openParenthesis
      ? try self.parameters(definition.parameters) : take()
    switch definition.body {
    case .expression(let body):
      return .sequence([
        parameters, try binding(.empty, .arrow, body, spaced: true, isCommented: isCommented),
      ])
    case .block(let block):
      let sign = try attach(.arrow, spaced: true)
      let isIndented = isCommented || sign.breaksLine || cursor.hasComments(before: cursor.index)
      let rest = Layout.sequence([sign, .space, try self.block(block)])
      return .sequence([parameters, isIndented ? .indented(rest) : rest])
    }
  }

  private mutating func parameters(
    _ parameters: [FunctionParameter]
  ) throws(LayoutFailure) -> Layout {
    try bracketed(parameters.count) { composer, place throws(LayoutFailure) in
      let parameter = parameters[place]
      let name = try composer.take(parameter.name)
      guard let value = parameter.defaultValue else { return name }
      return try composer.binding(name, .assign, value, spaced: false)
    }
  }

  /// A block that is all of a loop's or a function's body.
  mutating func block(_ block: Block) throws(LayoutFailure) -> Layout {
    guard let last = cursor.index(endingAt: block.span.end) else { throw failure }
    return try keepingComment(after: last) { composer throws(LayoutFailure) in
      .group(try composer.braces(block))
    }
  }

  /// `if a { } else if b { } else { }`: all blocks on one line, or none.
  mutating func conditional(
    _ branches: [Branch], otherwise: Block?
  ) throws(LayoutFailure) -> Layout {
    var parts: [Layout] = []
    for (place, branch) in branches.enumerated() {
      let isLast = place == branches.count - 1 && otherwise == nil
      parts += [try take(.if), .space, try expression(branch.condition), .space]
      parts.append(isLast ? try braces(branch.block) : try braces(branch.block, before: .else))
    }
    if let otherwise { parts.append(try braces(otherwise)) }
    return .group(.sequence(parts))
  }

  /// `try { } catch problem { }`: both blocks on one line, or none.
  mutating func attempt(
    _ block: Block, problem: Name, handler: Block
  ) throws(LayoutFailure) -> Layout {
    .group(
      .sequence([
        try take(.try), .space, try braces(block, before: .catch), try take(problem), .space,
        try braces(handler),
      ]))
  }

  /// A block and the word that goes on behind it, on the same line unless comments come between.
  private mutating func braces(
    _ block: Block, before keyword: Keyword
  ) throws(LayoutFailure) -> Layout {
    guard let last = cursor.index(endingAt: block.span.end) else { throw failure }
    let isCommented = cursor.hasComments(before: last + 1)
    return .sequence([
      try braces(block), isCommented ? .newline(blank: false) : .space, try take(keyword), .space,
    ])
  }

  /// `{ … }` with statements: on one line if it was so and has one statement at most.
  private mutating func braces(_ block: Block) throws(LayoutFailure) -> Layout {
    let isOneLine = block.statements.count == 1 && !cursor.lineEnds(after: cursor.index)
    let opening = try take(.openBrace)
    let body = try statements(block.statements)
    if block.statements.isEmpty, !opening.breaksLine, !body.breaksLine {
      return .sequence([opening, .space, try take(.closeBrace)])
    }
    let lineBreak = isOneLine ? Layout.line(flat: " ") : .newline(blank: false)
    return .sequence([
      opening, .indented(.sequence([lineBreak, body])), lineBreak,
      try take(.closeBrace),
    ])
  }
}
