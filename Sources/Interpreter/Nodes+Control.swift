internal import Language

/// Statements between braces; the value is that of the last one.
///
/// They stand in fields, four to a node, because taking a node out of an array counts references, which
/// took a third of a short loop's time.
final class BlockNode: Node {
  private let first: Node
  private let second: Node?
  private let third: Node?
  private let fourth: Node?
  private let more: [BlockNode]

  /// Makes a block of statements, of which there is at least one.
  convenience init(_ statements: [Node], _ source: SourceText, _ span: SourceSpan) {
    let more = stride(from: 4, to: statements.count, by: 4).map { start in
      BlockNode(statements[start..<min(start + 4, statements.count)], more: [], source, span)
    }
    self.init(statements.prefix(4), more: more, source, span)
  }

  private init(
    _ statements: ArraySlice<Node>, more: [BlockNode], _ source: SourceText, _ span: SourceSpan
  ) {
    let start = statements.startIndex
    func statement(_ index: Int) -> Node? {
      statements.indices.contains(start + index) ? statements[start + index] : nil
    }
    first = statements[start]
    (second, third, fourth) = (statement(1), statement(2), statement(3))
    self.more = more
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    var value = try evaluateFields(frame)
    if more.isEmpty { return value }
    for block in more { value = try block.evaluateFields(frame) }
    return value
  }

  private func evaluateFields(_ frame: Frame) throws(Unwind) -> Value {
    var value = try first.evaluate(frame)
    if let second { value = try second.evaluate(frame) }
    if let third { value = try third.evaluate(frame) }
    if let fourth { value = try fourth.evaluate(frame) }
    return value
  }
}

/// Evaluates `if a { } else if b { } else { }`.
final class ConditionalNode: Node {
  private let branches: [(condition: Node, block: Node)]
  private let otherwise: Node?

  init(
    _ branches: [(condition: Node, block: Node)], otherwise: Node?, _ source: SourceText,
    _ span: SourceSpan
  ) {
    self.branches = branches
    self.otherwise = otherwise
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    for branch in branches where try branch.condition.condition(frame, of: "if") {
      return try branch.block.evaluate(frame)
    }
    return try otherwise?.evaluate(frame) ?? .none
  }
}

/// Evaluates `while c { }`.
final class WhileNode: Node {
  private let condition: Node
  private let body: Node

  init(_ condition: Node, _ body: Node, _ source: SourceText, _ span: SourceSpan) {
    self.condition = condition
    self.body = body
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    while try condition.condition(frame, of: "while") {
      try checkInterruption(frame)
      if try !body.runTurn(frame) { break }
    }
    return .none
  }
}

/// Evaluates `for x in xs { }`, and `for key, value in pairs { }`.
final class ForNode: Node {
  private let bindings: [Binding]
  /// The binding, if it is the only one.
  private let only: Binding?
  private let sequence: Node
  private let body: Node

  init(
    _ bindings: [Binding], _ sequence: Node, _ body: Node, _ source: SourceText, _ span: SourceSpan
  ) {
    self.bindings = bindings
    only = bindings.count == 1 ? bindings[0] : nil
    self.sequence = sequence
    self.body = body
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let value = try sequence.evaluate(frame)
    let items: ItemSequence
    do {
      items = try ItemSequence(value)
    } catch {
      throw sequence.failure(error)
    }
    var turns = 0
    defer { items.leave(after: turns) }
    for index in 0..<items.count {
      try checkInterruption(frame)
      do {
        let item = try items.item(at: index)
        if let only { only.set(item, frame) } else { try takeApart(item, at: index, frame) }
      } catch {
        throw sequence.failure(error)
      }
      if try !body.runTurn(frame) { break }
      turns += 1
    }
    return .none
  }

  /// Binds the items of an item to the names.
  private func takeApart(_ item: Value, at index: Int, _ frame: Frame) throws {
    guard case .list(let parts) = item else {
      throw BuiltinError(
        "item \(index) is \(item.typeWithArticle), and \(bindings.count) names take a list of as many",
        hint:
          "xs.enumerate() gives places with items, record.items() fields with values",
        kind: "type")
    }
    guard parts.items.count == bindings.count else {
      throw BuiltinError(
        "item \(index) has \(parts.items.count) items, and there are \(bindings.count) names",
        kind: "value")
    }
    for (binding, part) in zip(bindings, parts.items) { binding.set(part, frame) }
  }
}

extension Node {
  /// Runs one turn of a loop and returns whether another may follow.
  fileprivate func runTurn(_ frame: Frame) throws(Unwind) -> Bool {
    do throws(Unwind) {
      _ = try evaluate(frame)
    } catch {
      switch error {
      case .breakLoop: return false
      case .continueLoop: return true
      case .failure, .returnFromFunction, .exit: throw error
      }
    }
    return true
  }
}

/// Evaluates `break`, `continue`, `return value`.
final class JumpNode: Node {
  private let jump: Unwind
  private let value: Node?

  init(_ jump: Unwind, value: Node? = nil, _ source: SourceText, _ span: SourceSpan) {
    self.jump = jump
    self.value = value
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    if let value { frame.returned = try value.evaluate(frame) }
    throw jump
  }
}

/// Evaluates `try { } catch problem { }`.
final class AttemptNode: Node {
  private let block: Node
  private let binding: Binding
  private let handler: Node

  init(
    _ block: Node, _ binding: Binding, _ handler: Node, _ source: SourceText, _ span: SourceSpan
  ) {
    self.block = block
    self.binding = binding
    self.handler = handler
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    do throws(Unwind) {
      return try block.evaluate(frame)
    } catch {
      guard case .failure(let failure) = error, !failure.isInterruption else { throw error }
      binding.set(Self.problem(failure.diagnostic), frame)
    }
    return try handler.evaluate(frame)
  }

  /// The record that `catch` binds.
  private static func problem(_ diagnostic: Diagnostic) -> Value {
    .record(
      Record([
        ("message", .string(diagnostic.message)), ("kind", .string(diagnostic.kind)),
        ("where", diagnostic.range.map { .string($0.place) } ?? .none),
        ("hint", diagnostic.hint.map(Value.string) ?? .none),
      ]))
  }
}
