internal import Language

extension Lowering {
  func lower(_ expression: Expression) -> Node {
    let span = expression.span
    switch expression.kind {
    case .none: return LiteralNode(.none, source, span)
    case .bool(let truth): return LiteralNode(.bool(truth), source, span)
    case .int(let number): return LiteralNode(.int(number), source, span)
    case .float(let number): return LiteralNode(.float(number), source, span)
    case .string(let text): return LiteralNode(.string(text), source, span)
    case .formatted(let parts): return FormattedNode(parts.map(lower), source, span)
    case .name(let name): return lower(name: name, at: span)
    case .list(let items): return ListNode(items.map(lower), source, span)
    case .record(let entries): return RecordNode(entries.map(lower), source, span)
    case .field(let owner, let name): return FieldNode(lower(owner), name, source, span)
    case .call(let callee, let arguments): return call(callee, arguments, span)
    case .index(let owner, let index):
      return IndexNode(lower(owner), lower(index), source, span)
    case .slice(let owner, let lower, let upper):
      return SliceNode(
        self.lower(owner), lower.map(self.lower), upper.map(self.lower), source, span)
    case .function(let definition): return lower(definition)
    case .conditional(let branches, let otherwise):
      let lowered = branches.map { (condition: lower($0.condition), block: lower($0.block)) }
      return ConditionalNode(lowered, otherwise: otherwise.map(lower), source, span)
    case .attempt(let block, let problem, let handler):
      return AttemptNode(lower(block), binding(problem), lower(handler), source, span)
    case .unary, .binary, .comparison, .and, .or: return operation(expression)
    }
  }

  private func operation(_ expression: Expression) -> Node {
    let span = expression.span
    switch expression.kind {
    case .unary(.negate, let operand): return NegationNode(lower(operand), source, span)
    case .unary(.not, let operand): return NotNode(lower(operand), source, span)
    case .binary(let operation, let left, let right, let operatorSpan):
      return BinaryNode(operation, lower(left), lower(right), at: operatorSpan, source, span)
    case .comparison(let first, let links):
      let lowered = links.map {
        (operation: $0.operation, span: $0.operatorSpan, operand: lower($0.operand))
      }
      return ComparisonNode(lower(first), lowered, source, span)
    case .and(let left, let right):
      return LogicNode(isAnd: true, lower(left), lower(right), source, span)
    case .or(let left, let right):
      return LogicNode(isAnd: false, lower(left), lower(right), source, span)
    default: preconditionFailure("Only operators come here.")
    }
  }

  private func call(
    _ callee: Expression, _ arguments: [Argument], _ span: SourceSpan
  ) -> Node {
    let isHelp = if case .name("help") = callee.kind { true } else { false }
    let positional = arguments.filter { $0.name == nil }.map {
      isHelp ? subjectOfHelp($0.value) : lower($0.value)
    }
    let named = arguments.compactMap { argument in
      argument.name.map { (name: $0, value: lower(argument.value)) }
    }
    let nodes = ArgumentNodes(positional: positional, named: named)
    guard case .field(let receiver, let name) = callee.kind else {
      return CallNode(lower(callee), nodes, source, span)
    }
    scope?.note(method: name.text)
    return MethodCallNode(
      lower(receiver), name, variable: lower(name: name.text, at: name.span, withBuiltins: false),
      builtins: registry.builtins(named: name.text), nodes, source, span)
  }

  /// What `help(data.sort)` is asked about: the function, where a field would be missed.
  private func subjectOfHelp(_ value: Expression) -> Node {
    guard case .field(let owner, let name) = value.kind else { return lower(value) }
    return HelpSubjectNode(
      lower(owner), name, builtins: registry.builtins(named: name.text), source, value.span)
  }

  private func lower(_ entry: RecordEntry) -> RecordNode.Entry {
    switch entry {
    case .field(let name, let value): .field(name.text, lower(value))
    case .computed(let key, let value): .computed(key: lower(key), lower(value))
    case .spread(let value): .spread(lower(value))
    }
  }

  /// The nodes of the entries behind `...name` in `name = {...name, [key]: value}`, which need not copy
  /// the record; `nil` if it is another expression.
  func update(of name: Name, _ value: Expression) -> [RecordNode.Entry]? {
    guard case .record(let entries) = value.kind, entries.count > 1,
      case .spread(let spread)? = entries.first, case .name(name.text) = spread.kind
    else { return nil }
    return entries.dropFirst().map(lower)
  }

  private func lower(_ part: FormattedPart) -> FormattedNode.Part {
    switch part {
    case .text(let text): .text(text)
    case .field(let value, let format, let span):
      .field(lower(value), format: format.map(lower), span)
    }
  }
}
