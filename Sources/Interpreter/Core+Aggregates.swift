internal import Language

extension Core {
  static var aggregates: [Builtin] {
    [
      Builtin(
        "sum", [Parameter("items", .list(of: .any))], isPure: true, result: "number or tensor",
        summary: "All numbers of a list added up; 0 if it is empty.", example: "sum([1, 2.5])"
      ) { call in
        let items = try sequence(call, "items")
        var sum = Value.int(0)
        for index in 0..<items.count {
          try call.checkInterruption()
          sum = try Operation.apply(.add, sum, items.item(at: index))
        }
        return sum
      },
      extreme("min", "The least of several values, or of the items of a list.") {
        try isOrdered($0, before: $1)
      },
      extreme("max", "The greatest of several values, or of the items of a list.") {
        try isOrdered($1, before: $0)
      },
      Builtin(
        "mean", [Parameter("items", .list(of: .number))], isPure: true, result: "float",
        summary: "The average of a list of numbers.", example: "mean([1, 2, 3])"
      ) { call in
        let items = try call.list("items")
        guard !items.isEmpty else { throw BuiltinError("the list is empty", argument: "items") }
        var sum = 0.0
        for item in items {
          if case .int(let number) = item { sum += Double(number) }
          if case .float(let number) = item { sum += number }
        }
        return .float(sum / Double(items.count))
      },
    ]
  }

  private static func extreme(
    _ name: String, _ summary: String, _ isBetter: @escaping (Value, Value) throws -> Bool
  ) -> Builtin {
    Builtin(
      name, [.rest("values", .any, "values, or one list")], isPure: true, result: "any",
      summary: summary,
      example: "\(name)(3, 1, 2) + \(name)([3, 1])"
    ) { call in
      let given = try call.list("values")
      guard given.count == 1, let only = given.first else { return try best(given, isBetter) }
      return try best(ItemSequence(only).items(), isBetter)
    }
  }

  private static func best(
    _ values: [Value], _ isBetter: (Value, Value) throws -> Bool
  ) throws -> Value {
    guard var best = values.first else {
      throw BuiltinError("there are no values to choose from")
    }
    for value in values.dropFirst() where try isBetter(value, best) { best = value }
    return best
  }
}
