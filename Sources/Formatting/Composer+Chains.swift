internal import Language

extension Composer {
  /// What follows a value: `.text`, `(a, b)`, `[0]`, `[2:5]`.
  private enum Postfix {
    case field(Name)
    case call([Language.Argument])
    case index(Expression)
    case slice(Expression?, Expression?)

    var isCall: Bool {
      if case .call = self { return true }
      return false
    }
  }

  /// A value with fields, calls and indices behind it.
  ///
  /// It is cut before each field that is called, so that a long chain has a line for each method.
  mutating func chain(_ expression: Expression) throws(LayoutFailure) -> Layout {
    let (base, postfixes) = postfixes(of: expression)
    var head = [try self.expression(base)]
    var links: [Layout] = []
    var isBroken = false
    var rest = postfixes[...]
    while let first = rest.first {
      let isCommented = cursor.hasComments(before: cursor.index)
      var parts = [try layout(of: first)]
      rest.removeFirst()
      guard case .field = first else {
        head += parts
        continue
      }
      var isCalled = false
      while let next = rest.first {
        if case .field = next { break }
        isCalled = isCalled || next.isCall
        parts.append(try layout(of: next))
        rest.removeFirst()
      }
      isBroken = isBroken || isCommented
      if isCalled || isCommented {
        links.append(.sequence(parts))
      } else if let last = links.popLast() {
        links.append(.sequence([last] + parts))
      } else {
        head += parts
      }
    }
    if links.count < 2, !isBroken { return .sequence(head + links) }
    return .chain(head: .sequence(head), links: links, isBroken: isBroken)
  }

  /// The value at the start of a chain and what follows it, in order.
  private func postfixes(of expression: Expression) -> (Expression, [Postfix]) {
    var postfixes: [Postfix] = []
    var value = expression
    repeat {
      switch value.kind {
      case .field(let owner, let name):
        postfixes.append(.field(name))
        value = owner
      case .call(let callee, let arguments):
        postfixes.append(.call(arguments))
        value = callee
      case .index(let owner, let index):
        postfixes.append(.index(index))
        value = owner
      case .slice(let owner, let lower, let upper):
        postfixes.append(.slice(lower, upper))
        value = owner
      default: return (value, postfixes.reversed())
      }
    } while !isParenthesized(value)
    return (value, postfixes.reversed())
  }

  private mutating func layout(of postfix: Postfix) throws(LayoutFailure) -> Layout {
    switch postfix {
    case .field(let name): return .sequence([try take(.dot), try take(name)])
    case .call(let arguments): return try self.arguments(arguments)
    case .index(let index):
      return try bracketed(1, isClosedByComma: false) { composer, _ throws(LayoutFailure) in
        try composer.expression(index)
      }
    case .slice(let lower, let upper):
      return try bracketed(1, isClosedByComma: false) { composer, _ throws(LayoutFailure) in
        let start = try lower.map { value throws(LayoutFailure) in try composer.expression(value) }
        let colon = composer.take()
        let end = try upper.map { value throws(LayoutFailure) in try composer.expression(value) }
        return .sequence([start ?? .empty, colon, end ?? .empty])
      }
    }
  }
}
