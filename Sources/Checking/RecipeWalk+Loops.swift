internal import Interpreter
internal import Language

extension RecipeWalk {
  func walkFor(_ names: [Name], _ sequence: Expression, _ body: Block) {
    let items = type(of: sequence)
    let element = itemType(of: items)
    if element == nil, let text = items.typeWithArticle {
      report(
        BuiltinError(
          "\(text) has no items to walk over", hint: items.loopHint(source.text(sequence.span)),
          kind: "type"), at: sequence.span)
    }
    let item = element ?? .unknown
    let types = names.count == 1 ? [item] : parts(of: item, names, at: sequence.span)
    loosenNames(boundIn: body, and: names.map(\.text))
    walkTurns(of: body, isCertain: items.hasItems) {
      for (name, type) in zip(names, types) { bind(name, type.generalized, .imposed) }
    }
    for name in names { scope.loosen(name.text) }
  }

  /// The types of the parts into which a loop takes an item; an item that cannot be taken apart is reported.
  private func parts(of item: StaticType, _ names: [Name], at span: SourceSpan) -> [StaticType] {
    switch item {
    case .items(let parts) where parts.count == names.count: return parts
    case .items(let parts):
      report(
        BuiltinError(
          "an item has \(parts.count) items, and there are \(names.count) names", kind: "value"),
        at: span)
    case .list(let part): return names.map { _ in part }
    case .unknown, .argument, .oneOf: break
    default:
      if let text = item.typeWithArticle {
        report(
          BuiltinError(
            "an item is \(text), and \(names.count) names take a list of as many", kind: "type"),
          at: span)
      }
    }
    return names.map { _ in .unknown }
  }

  func walkWhile(_ condition: Expression, _ body: Block, _ span: SourceSpan) {
    loosenNames(boundIn: body, and: [])
    let type = self.type(of: condition)
    require(type, "while", at: condition.span)
    if condition.isLiteral, type.truth == false {
      warn("this never runs", at: body.span, hint: "the condition is false", kind: "unreachable")
      walkUnreachable { walk(body.statements) }
      isReachable = true
      return
    }
    let outer = loop
    loop = Loop()
    walkBody(body, isCertain: false, isDormant: type.truth == false) {}
    let endsByItself = loop.hasBreak || !(condition.isLiteral && type.truth == true)
    loop = outer
    isReachable = endsByItself
  }

  private func walkTurns(of body: Block, isCertain: Bool, _ start: () -> Void) {
    let outer = loop
    loop = Loop(mayHaveJumped: outer.mayHaveJumped)
    walkBody(body, isCertain: isCertain, isDormant: false, start)
    loop = outer
    isReachable = true
  }

  private func walkBody(
    _ body: Block, isCertain: Bool, isDormant: Bool, _ start: () -> Void
  ) {
    paths.enterLoop()
    let changes = within({ context in
      if !isCertain { context.certainty = .never }
      if isDormant { context.isDormant = true }
    }) {
      scope.changes {
        start()
        walk(body.statements)
      }
    }
    scope.join([changes, [:]])
    for read in paths.leaveLoop() { checkInput(read) }
  }

  /// Forgets what is known of the names that the turns of a loop bind.
  private func loosenNames(boundIn body: Block, and others: [String]) {
    var bound = BoundNames()
    bound.visit(body)
    for name in Set(bound.names + others) { scope.loosen(name) }
  }

  /// The type of what a `for` walks over; `nil` if there are no items for certain.
  private func itemType(of type: StaticType) -> StaticType? {
    switch type {
    case .items(let items): return StaticType.joined(items)
    case .list(let item): return item
    case .range, .constant(.range): return .int
    case .record, .string, .text, .constant(.string): return .string
    case .constant, .bool, .int, .float, .function, .builtins, .callable: return nil
    case .object(let name):
      return registry.types[name].map { resultType($0.element) } ?? .unknown
    case .unknown, .argument, .oneOf: return .unknown
    }
  }
}

extension StaticType {
  /// Whether a `for` over the value has a first turn for certain.
  fileprivate var hasItems: Bool {
    switch self {
    case .items(let items): !items.isEmpty
    case .constant(.string(let text)): !text.isEmpty
    case .constant(.range(let range)): range.count > 0
    default: false
    }
  }

  fileprivate func loopHint(_ text: String) -> String? {
    typeName == "int" ? "range(\(text)) counts from 0 to \(text) - 1" : nil
  }
}
