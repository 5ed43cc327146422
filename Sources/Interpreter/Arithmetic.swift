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
    case .divide: return .float(quotient(a, try nonzero(b)))
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
    case .floorDivide: return .float(floorQuotient(a, try nonzero(b)))
    case .remainder: return .float(remainder(a, try nonzero(b)))
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

  /// The quotient of two whole numbers, rounded once: numbers above 2⁵³ are not rounded before.
  private static func quotient(_ a: Int, _ b: Int) -> Double {
    let exact = UInt(1) << 53
    if a.magnitude <= exact, b.magnitude <= exact { return Double(a) / Double(b) }
    guard a != 0 else { return b < 0 ? -0.0 : 0 }
    // 64 digits of the quotient in base 2, the last one set if others follow, decide the rounding.
    let shift = a.magnitude.leadingZeroBitCount
    let numerator = UInt128(a.magnitude << UInt(shift)) << 64
    let (digits, rest) = numerator.quotientAndRemainder(dividingBy: UInt128(b.magnitude))
    let surplus = UInt128.bitWidth - digits.leadingZeroBitCount - 64
    let leading = UInt64(truncatingIfNeeded: digits >> UInt128(surplus))
    let isInexact = rest != 0 || (digits & ((1 << UInt128(surplus)) - 1)) != 0
    let size = Double(leading | (isInexact ? 1 : 0))
    let scaled = Double(sign: .plus, exponent: surplus - shift - 64, significand: size)
    return (a < 0) != (b < 0) ? -scaled : scaled
  }

  /// The remainder with the sign of the divisor, also if it is zero, as Python gives it.
  private static func remainder(_ a: Double, _ b: Double) -> Double {
    let remainder = a.truncatingRemainder(dividingBy: b)
    guard remainder != 0 else { return Double(signOf: b, magnitudeOf: 0) }
    return (remainder < 0) != (b < 0) ? remainder + b : remainder
  }

  /// The whole number below the exact quotient, which rounding the quotient first may miss.
  private static func floorQuotient(_ a: Double, _ b: Double) -> Double {
    let remainder = a.truncatingRemainder(dividingBy: b)
    var quotient = (a - remainder) / b
    if remainder != 0, (remainder < 0) != (b < 0) { quotient -= 1 }
    guard quotient != 0 else { return Double(signOf: a / b, magnitudeOf: 0) }
    let below = quotient.rounded(.down)
    return quotient - below > 0.5 ? below + 1 : below
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
    if base == 0, exponent < 0, exponent.isFinite {
      throw BuiltinError("division by zero", kind: "arithmetic")
    }
    if base < 0, base.isFinite, exponent.isFinite, exponent != exponent.rounded() {
      throw BuiltinError(
        "a negative number has no real power that is not whole", kind: "arithmetic")
    }
    let power = Foundation.pow(base, exponent)
    if power.isInfinite, base.isFinite, exponent.isFinite {
      throw BuiltinError(
        "the result is too large for a number; the largest is about 1.8e308", kind: "overflow")
    }
    return .float(power)
  }
}
