internal import Interpreter
internal import Language

extension RecipeWalk {
  /// The type of what an operator gives.
  func operation(_ expression: Expression) -> StaticType {
    switch expression.kind {
    case .unary(.negate, let operand):
      return negation(type(of: operand), at: expression.span)
    case .unary(.not, let operand):
      let type = self.type(of: operand)
      require(type, "not", at: operand.span)
      return type.truth.map { .constant(.bool(!$0)) } ?? .bool
    case .and(let left, let right): return logic(isAnd: true, left, right)
    case .or(let left, let right): return logic(isAnd: false, left, right)
    case .binary(let operation, let left, let right, let span):
      return binary(operation, type(of: left), type(of: right), at: span)
    case .comparison(let first, let links): return comparison(first, links)
    default: return .unknown
    }
  }

  /// `a and b`, `a or b`: the right side runs only if the left one does not decide.
  private func logic(isAnd: Bool, _ left: Expression, _ right: Expression) -> StaticType {
    let name = isAnd ? "and" : "or"
    let first = type(of: left)
    require(first, name, at: left.span)
    let isDecided = first.truth == !isAnd
    let second = within({ context in
      if isDecided { context.isDormant = true }
      if isDecided, left.isLiteral { context.isSilent = true }
      if first.truth == nil { context.certainty = .never }
    }) {
      let second = type(of: right)
      require(second, name, at: right.span)
      return second
    }
    if isDecided { return .constant(.bool(!isAnd)) }
    guard first.truth != nil, let truth = second.truth else { return .bool }
    return .constant(.bool(truth))
  }

  private func comparison(_ first: Expression, _ links: [ComparisonLink]) -> StaticType {
    var left = type(of: first)
    let outer = context
    for link in links {
      let right = type(of: link.operand)
      _ = binary(link.operation, left, right, at: link.operatorSpan)
      context.certainty = .never
      left = right
    }
    context = outer
    return .bool
  }

  private func negation(_ type: StaticType, at span: SourceSpan) -> StaticType {
    switch type {
    case .constant(.int(let number)) where number != .min: return .constant(.int(-number))
    case .constant(.float(let number)): return .constant(.float(-number))
    case .constant(.int), .int: return .int
    case .float: return .float
    case .object, .unknown, .argument, .oneOf: return .unknown
    default: break
    }
    if let text = type.typeWithArticle {
      report(BuiltinError("- does not go with \(text)", kind: "type"), at: span)
    }
    return .unknown
  }

  /// The type of `left operation right`, with types that do not go together reported.
  ///
  /// The operator is applied to values of the types, so that running and checking agree; where the
  /// values are not known, only what depends on the types alone is taken from that.
  private func binary(
    _ operation: BinaryOperator, _ left: StaticType, _ right: StaticType, at span: SourceSpan
  ) -> StaticType {
    guard let a = left.sample, let b = right.sample else { return .unknown }
    let isKnown = left.value != nil && right.value != nil && !operation.repeats(a, b)
    do {
      let value = try Operation.apply(operation, a, b)
      if isKnown, value.isShort { return .constant(value) }
      return operation == .power ? .number : result(operation, left, right, StaticType(value))
    } catch let error as BuiltinError {
      let divisorIsZero = error.kind == "arithmetic" && right.value != nil
      if isKnown || error.kind == "type" || divisorIsZero { report(error, at: span) }
    } catch {}
    return .unknown
  }

  /// The type of a result of which only one value was computed.
  private func result(
    _ operation: BinaryOperator, _ left: StaticType, _ right: StaticType, _ sample: StaticType
  ) -> StaticType {
    guard case .items = sample else { return sample.generalized }
    switch (operation, left.generalized, right.generalized) {
    case (.add, .list(let a), .list(let b)): return .list(of: a.joined(with: b))
    default: return .list(of: .unknown)
    }
  }
}

extension BinaryOperator {
  /// Whether the operator repeats a text, which may become long.
  fileprivate func repeats(_ left: Value, _ right: Value) -> Bool {
    guard self == .multiply else { return false }
    return [left.typeName, right.typeName].contains("string")
  }
}

extension StaticType {
  /// A value that stands for all of the type: operators accept it if they accept any.
  ///
  /// It is the value itself if that is known, and `nil` for what may have operators of its own.
  fileprivate var sample: Value? {
    switch self {
    case .constant(.string(let text)) where text.utf8.count > 4_096: .string("")
    case .constant(let value): value
    case .bool: .bool(true)
    case .int: .int(1)
    case .float: .float(1)
    case .string, .text: .string("")
    case .list, .items: Value([])
    case .record: .record(Record())
    case .range, .function, .builtins, .callable, .unknown, .argument, .oneOf, .object: nil
    }
  }
}

extension Value {
  /// Whether the value is worth knowing: no long text.
  fileprivate var isShort: Bool {
    switch self {
    case .string(let text): text.utf8.count <= 4_096
    case .none, .bool, .int, .float: true
    default: false
    }
  }
}
