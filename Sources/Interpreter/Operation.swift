internal import ExactStrings
package import Language

/// What the operators do with values.
package enum Operation {
  /// The most bytes of text that an operation makes, so that a slip does not fill the memory.
  static let longestText = 1 << 28

  /// Applies an operator to two values.
  package static func apply(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) throws -> Value {
    switch (left, right) {
    case (.int(let a), .int(let b)):
      if let result = try Arithmetic.apply(operation, a, b) { return result }
    case (.int, .float) where operation.isComparison, (.float, .int) where operation.isComparison:
      break
    case (.int(let a), .float(let b)):
      if let result = try Arithmetic.apply(operation, Double(a), b) { return result }
    case (.float(let a), .int(let b)):
      if let result = try Arithmetic.apply(operation, a, Double(b)) { return result }
    case (.float(let a), .float(let b)):
      if let result = try Arithmetic.apply(operation, a, b) { return result }
    case (.object(let object), _):
      if let result = try object.binary(operation, right, reversed: false) { return result }
    default: break
    }
    if case .object(let object) = right,
      let result = try object.binary(operation, left, reversed: true)
    {
      return result
    }
    return try applyToOthers(operation, left, right)
  }

  static func negate(_ value: Value) throws -> Value {
    switch value {
    case .int(let number):
      if let result = try Arithmetic.apply(.subtract, 0, number) { return result }
    case .float(let number): return .float(-number)
    case .object(let object):
      if let result = try object.negated() { return result }
    default: break
    }
    throw BuiltinError("- does not go with \(value.typeWithArticle)", kind: "type")
  }

  private static func applyToOthers(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) throws -> Value {
    if operation == .equal || operation == .notEqual {
      try left.prepare(for: .comparison)
      try right.prepare(for: .comparison)
    }
    switch operation {
    case .equal: return .bool(left == right)
    case .notEqual: return .bool(left != right)
    case .isIn: return .bool(try contains(right, left))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if let order = left.order(before: right) { return .bool(order.satisfies(operation)) }
    case .add:
      if let sum = try concatenated(left, right) { return sum }
    case .multiply:
      if let product = try repeated(left, right) { return product }
    default: break
    }
    throw mismatch(operation, left, right)
  }

  /// Returns whether `item` is in `container`.
  static func contains(_ container: Value, _ item: Value) throws -> Bool {
    switch (container, item) {
    case (.list(let list), _): return list.items.contains(item)
    case (.range(let range), .int(let number)): return range.contains(number)
    case (.range, _): return false
    case (.record(let record), .string(let key)): return record[key] != nil
    case (.string(let text), .string(let part)): return text.containsExactly(part)
    case (.string, _), (.record, _):
      throw BuiltinError(
        "in looks for a string in \(container.typeWithArticle), got \(item.typeWithArticle)",
        kind: "type")
    default: throw mismatch(.isIn, item, container)
    }
  }

  private static func concatenated(_ left: Value, _ right: Value) throws -> Value? {
    switch (left, right) {
    case (.string(let a), .string(let b)):
      try checkSize(a.utf8.count, plus: b.utf8.count, limit: longestText)
      return .string(a + b)
    case (.list(let a), .list(let b)):
      try checkSize(a.items.count, plus: b.items.count, limit: List.most)
      return Value(a.items + b.items)
    default: return nil
    }
  }

  private static func repeated(_ left: Value, _ right: Value) throws -> Value? {
    switch (left, right) {
    case (.string(let text), .int(let times)), (.int(let times), .string(let text)):
      try checkSize(text.utf8.count, times: times, limit: longestText)
      return .string(String(repeating: text, count: max(times, 0)))
    case (.list(let list), .int(let times)), (.int(let times), .list(let list)):
      try checkSize(list.items.count, times: times, limit: List.most)
      return Value(Array(repeatElement(list.items, count: max(times, 0)).joined()))
    default: return nil
    }
  }

  /// Throws if a text or a list of `size * times + other` parts would be too large.
  static func checkSize(
    _ size: Int, plus other: Int = 0, times: Int = 1, limit: Int
  ) throws(BuiltinError) {
    let (product, overflow) = size.multipliedReportingOverflow(by: max(times, 0))
    guard overflow || product > limit - other else { return }
    throw BuiltinError("the result would be too large to keep in memory", kind: "limit")
  }

  private static func mismatch(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) -> BuiltinError {
    var hint: String?
    switch (operation, left, right) {
    case (.add, .string, .int), (.add, .string, .float), (.add, .int, .string),
      (.add, .float, .string):
      hint = "str(x) turns a number into text; f\"{x}\" puts it into text"
    case (.add, .list, _): hint = "xs.append(x) adds one item, xs + [x] too"
    case (.remainder, .string, _): hint = "f\"{x:.2f}\" puts values into text"
    case (.isIn, _, _): break
    case (_, .list, .int), (_, .list, .float), (_, .list, .string):
      hint =
        operation.isComparison
        ? "xs.filter(x => x > 1) keeps items, data.filter(row => row.duration > 1) rows"
        : "tensor(xs) computes with every number, xs.map(x => …) goes through the items"
    default: break
    }
    return BuiltinError(
      "\(operation.rawValue) does not go with \(left.typeWithArticle) and \(right.typeWithArticle)",
      hint: hint, kind: "type")
  }
}
