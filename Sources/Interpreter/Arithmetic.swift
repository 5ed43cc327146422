internal import Foundation
internal import Language

/// Arithmetic as Python does it, except that whole numbers have 64 bits and say when they are full.
enum Arithmetic {
  /// The result for whole numbers, or `nil` for an operator that does not compute with them.
  static func apply(_ operation: BinaryOperator, _ a: Int, _ b: Int) throws -> Value? {
    switch operation {
    case .add: return try whole(a.addingReportingOverflow(b))
    case .subtract: return try whole(a.subtractingReportingOverflow(b))
    case .multiply: return try whole(a.multipliedReportingOverflow(by: b))
    case .divide: return .float(Double(a) / Double(try nonzero(b)))
    case .floorDivide:
      let quotient = a.dividedReportingOverflow(by: try nonzero(b))
      let isExact = quotient.overflow || quotient.partialValue * b == a
      return try whole(
        (quotient.partialValue - (!isExact && (a < 0) != (b < 0) ? 1 : 0), quotient.overflow))
    case .remainder:
      let remainder = a.remainderReportingOverflow(dividingBy: try nonzero(b)).partialValue
      return .int(remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder)
    case .power: return try power(a, b)
    case .equal: return .bool(a == b)
    case .notEqual: return .bool(a != b)
    case .less: return .bool(a < b)
    case .lessOrEqual: return .bool(a <= b)
    case .greater: return .bool(a > b)
    case .greaterOrEqual: return .bool(a >= b)
    case .matrixMultiply, .isIn: return nil
    }
  }

  /// The result for decimal numbers, or `nil` for an operator that does not compute with them.
  static func apply(_ operation: BinaryOperator, _ a: Double, _ b: Double) throws -> Value? {
    switch operation {
    case .add: return .float(a + b)
    case .subtract: return .float(a - b)
    case .multiply: return .float(a * b)
    case .divide: return .float(a / (try nonzero(b)))
    case .floorDivide: return .float((a / (try nonzero(b))).rounded(.down))
    case .remainder:
      let remainder = a.truncatingRemainder(dividingBy: try nonzero(b))
      return .float(remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder)
    case .power: return try power(a, b)
    case .equal: return .bool(a == b)
    case .notEqual: return .bool(a != b)
    case .less: return .bool(a < b)
    case .lessOrEqual: return .bool(a <= b)
    case .greater: return .bool(a > b)
    case .greaterOrEqual: return .bool(a >= b)
    case .matrixMultiply, .isIn: return nil
    }
  }

  private static func whole(_ result: (partialValue: Int, overflow: Bool)) throws -> Value {
    guard !result.overflow else {
      throw BuiltinError(
        "the result is too large for a whole number", hint: "float(x) makes a decimal number",
        kind: "overflow")
    }
    return .int(result.partialValue)
  }

  private static func nonzero(_ divisor: Int) throws -> Int {
    guard divisor != 0 else { throw BuiltinError("division by zero", kind: "arithmetic") }
    return divisor
  }

  private static func nonzero(_ divisor: Double) throws -> Double {
    guard divisor != 0 else { throw BuiltinError("division by zero", kind: "arithmetic") }
    return divisor
  }

  private static func power(_ base: Int, _ exponent: Int) throws -> Value {
    guard exponent >= 0 else { return try power(Double(base), Double(exponent)) }
    var result = 1
    var factor = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = try product(result, factor) }
      rest >>= 1
      if rest > 0 { factor = try product(factor, factor) }
    }
    return .int(result)
  }

  private static func product(_ a: Int, _ b: Int) throws -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow else {
      throw BuiltinError(
        "the result is too large for a whole number", hint: "2.0 ** 80 is a decimal number",
        kind: "overflow")
    }
    return product
  }

  private static func power(_ base: Double, _ exponent: Double) throws -> Value {
    if base == 0, exponent < 0 { throw BuiltinError("division by zero", kind: "arithmetic") }
    if base < 0, exponent.isFinite, exponent != exponent.rounded() {
      throw BuiltinError(
        "a negative number has no real power that is not whole", kind: "arithmetic")
    }
    return .float(Foundation.pow(base, exponent))
  }
}
