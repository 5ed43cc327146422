internal import Foundation

extension Core {
  static var mathematics: [Builtin] {
    [
      Builtin(
        "abs", [Parameter("x", .number)], isPure: true, result: "number",
        summary: "The size without the sign.",
        example: "abs(-3)"
      ) { call in
        switch try call.value("x") {
        case .int(let number) where number < 0: return try Operation.negate(.int(number))
        case .float(let number): return .float(Swift.abs(number))
        case let value: return value
        }
      },
      Builtin(
        "round",
        [
          Parameter("x", .number),
          Parameter("digits", .optional(.int), default: .none, "how many digits after the point"),
        ], isPure: true, result: "int or float",
        summary: "The nearest whole number; of two as near, the even one.",
        example: "round(2.567, 2)"
      ) { call in
        let digits = try call.optionalInt("digits")
        if case .int(let number) = try call.value("x") {
          return .int(try Rounding.rounded(number, digits: digits ?? 0))
        }
        let number = try call.double("x")
        guard let digits else { return try whole(.float(number.rounded(.toNearestOrEven))) }
        return .float(Rounding.rounded(number, digits: digits))
      },
      real("sqrt", "The square root.", example: "sqrt(2.0)", from: { $0 >= 0 }, sqrt),
      real("exp", "e to the power of a number.", example: "exp(1)", from: { _ in true }, exp),
      real("log", "The natural logarithm.", example: "log(2.0)", from: { $0 > 0 }, log),
      real("log10", "The logarithm to base 10.", example: "log10(1000)", from: { $0 > 0 }, log10),
      toWhole(
        "floor", "The greatest whole number that is not above.", example: "floor(2.9)", .down),
      toWhole("ceil", "The least whole number that is not below.", example: "ceil(2.1)", .up),
    ]
  }

  private static func real(
    _ name: String, _ summary: String, example: String, from domain: @escaping (Double) -> Bool,
    _ function: @escaping (Double) -> Double
  ) -> Builtin {
    Builtin(
      name, [Parameter("x", .number)], isPure: true, result: "float", summary: summary,
      example: example
    ) { call in
      let number = try call.double("x")
      guard domain(number) || number.isNaN else {
        throw BuiltinError("has no value at \(number.recipeText)", argument: "x")
      }
      return .float(function(number))
    }
  }

  private static func toWhole(
    _ name: String, _ summary: String, example: String, _ rule: FloatingPointRoundingRule
  ) -> Builtin {
    Builtin(
      name, [Parameter("x", .number)], isPure: true, result: "int", summary: summary,
      example: example
    ) { call in
      guard case .float(let number) = try call.value("x") else { return try call.value("x") }
      return try whole(.float(number.rounded(rule)))
    }
  }
}
