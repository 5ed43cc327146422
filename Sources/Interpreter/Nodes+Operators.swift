internal import Language

/// Evaluates `a + b`, `a < b`.
final class BinaryNode: Node {
  private let operation: BinaryOperator
  private let left: Node
  private let right: Node
  private let operatorSpan: SourceSpan

  init(
    _ operation: BinaryOperator, _ left: Node, _ right: Node, at operatorSpan: SourceSpan,
    _ source: SourceText, _ span: SourceSpan
  ) {
    self.operation = operation
    self.left = left
    self.right = right
    self.operatorSpan = operatorSpan
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let left = try left.evaluate(frame)
    let right = try right.evaluate(frame)
    switch (left, right) {
    case (.int(let a), .int(let b)):
      if let quick = quickly(a, b) { return quick }
    case (.float(let a), .float(let b)):
      if let quick = quickly(a, b) { return quick }
    default: break
    }
    do {
      return try checked(Operation.apply(operation, left, right))
    } catch {
      throw failure(error, at: operatorSpan)
    }
  }

  /// What most operators give for whole numbers, without the way through ``Operation``; `nil` for the
  /// rest, and for a result that does not fit.
  private func quickly(_ a: Int, _ b: Int) -> Value? {
    let (result, overflow): (Int, Bool)
    switch operation {
    case .add: (result, overflow) = a.addingReportingOverflow(b)
    case .subtract: (result, overflow) = a.subtractingReportingOverflow(b)
    case .multiply: (result, overflow) = a.multipliedReportingOverflow(by: b)
    case .equal: return .bool(a == b)
    case .notEqual: return .bool(a != b)
    case .less: return .bool(a < b)
    case .lessOrEqual: return .bool(a <= b)
    case .greater: return .bool(a > b)
    case .greaterOrEqual: return .bool(a >= b)
    default: return nil
    }
    return overflow ? nil : .int(result)
  }

  /// What the operators that cannot fail give for decimal numbers; `nil` for the rest.
  private func quickly(_ a: Double, _ b: Double) -> Value? {
    switch operation {
    case .add: .float(a + b)
    case .subtract: .float(a - b)
    case .multiply: .float(a * b)
    case .less: .bool(a < b)
    case .lessOrEqual: .bool(a <= b)
    case .greater: .bool(a > b)
    case .greaterOrEqual: .bool(a >= b)
    default: nil
    }
  }
}

/// `0 <= x < n`: every neighbour compared, each operand evaluated at most once.
final class ComparisonNode: Node {
  private let first: Node
  private let links: [(operation: BinaryOperator, span: SourceSpan, operand: Node)]

  init(
    _ first: Node, _ links: [(operation: BinaryOperator, span: SourceSpan, operand: Node)],
    _ source: SourceText, _ span: SourceSpan
  ) {
    self.first = first
    self.links = links
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    var left = try first.evaluate(frame)
    for link in links {
      let right = try link.operand.evaluate(frame)
      let result: Value
      do {
        result = try Operation.apply(link.operation, left, right)
      } catch {
        throw failure(error, at: link.span)
      }
      guard case .bool(let holds) = result else {
        throw failure(
          "a chain of comparisons needs values that compare to true or false", at: link.span,
          kind: "type")
      }
      if !holds { return .bool(false) }
      left = right
    }
    return .bool(true)
  }
}

/// Evaluates `-x`.
final class NegationNode: Node {
  private let operand: Node

  init(_ operand: Node, _ source: SourceText, _ span: SourceSpan) {
    self.operand = operand
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let value = try operand.evaluate(frame)
    do {
      return try Operation.negate(value)
    } catch {
      throw failure(error)
    }
  }
}

/// Evaluates `not x`.
final class NotNode: Node {
  private let operand: Node

  init(_ operand: Node, _ source: SourceText, _ span: SourceSpan) {
    self.operand = operand
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    .bool(!(try operand.condition(frame, of: "not")))
  }
}

/// `a and b`, `a or b`; the right side is left alone when the left one decides.
final class LogicNode: Node {
  private let isAnd: Bool
  private let left: Node
  private let right: Node

  init(isAnd: Bool, _ left: Node, _ right: Node, _ source: SourceText, _ span: SourceSpan) {
    self.isAnd = isAnd
    self.left = left
    self.right = right
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let name = isAnd ? "and" : "or"
    if try left.condition(frame, of: name) != isAnd { return .bool(!isAnd) }
    return .bool(try right.condition(frame, of: name))
  }
}
