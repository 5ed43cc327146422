extension Core {
  private static var items: Parameter { Parameter("items", .list(of: .any)) }

  /// What is asked of the items of a list together.
  static var statistics: [Builtin] {
    [
      quantifier(
        "any", "Whether one item of a list at least is true, or a function says so.", true),
      quantifier("all", "Whether all items of a list are true, or a function says so.", false),
      Builtin(
        "median", [Parameter("items", .list(of: .number))], isPure: true, result: "float",
        summary: "The number in the middle of a list, or the average of the two there.",
        example: "median([3, 1, 2, 10])"
      ) { call in
        let sorted = try numbers(call).sorted()
        let middle = sorted.count / 2
        if sorted.contains(where: \.isNaN) { return .float(.nan) }
        return .float(
          sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle])
      },
      Builtin(
        "std", on: Parameter("items", .list(of: .number)),
        [
          Parameter("ddof", .intIn(0...1), default: .int(0), "1 divides by one less than there are")
        ],
        isPure: true, result: "float", summary: "The standard deviation of a list of numbers.",
        help: "As in NumPy it divides by the number of items; ddof=1 is for a sample.",
        example: "std([1, 2, 3])"
      ) { call in
        let numbers = try numbers(call)
        let divisor = numbers.count - (try call.int("ddof"))
        guard divisor > 0 else {
          throw BuiltinError("one number has no deviation with ddof=1", argument: "items")
        }
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return .float((squares / Double(divisor)).squareRoot())
      },
      Builtin(
        "flatten", on: items, isPure: true, result: "list",
        summary: "The items of the lists in a list, one level down; what is no list stays.",
        example: "[[1, 2], [3]].flatten()"
      ) { call in
        var flat: [Value] = []
        for item in try call.list("items") {
          switch item {
          case .list(let list): flat += list.items
          case .range(let range): flat += try ItemSequence(.range(range)).items()
          default: flat.append(item)
          }
          try Operation.checkSize(flat.count, limit: List.most)
        }
        return Value(flat)
      },
      Builtin(
        "index", on: items, [Parameter("item", .any)], isPure: true, result: "int",
        summary: "Where an item first stands in a list, from 0.",
        example: "[\"a\", \"b\"].index(\"b\")"
      ) { call in
        let (items, wanted) = (try sequence(call, "items"), try call.value("item"))
        for index in 0..<items.count {
          try call.checkInterruption()
          if try items.item(at: index) == wanted { return .int(index) }
        }
        throw BuiltinError(
          "\(wanted.mismatchText) is not in the list", hint: "item in items asks whether it is",
          argument: "item")
      },
    ]
  }

  /// `any` and `all`: whether an item decides, whose truth is `deciding`.
  private static func quantifier(_ name: String, _ summary: String, _ deciding: Bool) -> Builtin {
    Builtin(
      name, on: items,
      [
        Parameter(
          "function", .optional(.function), default: .none,
          "is asked for each item; none: the items")
      ], isPure: true, result: "bool", summary: summary,
      help:
        "Of an empty list any is false and all is true. Later items are not looked at once one decides.",
      example: "[1, 2, 3].\(name)(x => x > 2)"
    ) { call in
      let items = try sequence(call, "items")
      let function = try call.optionalFunction("function")
      for index in 0..<items.count {
        try call.checkInterruption()
        let item = try items.item(at: index)
        let answer =
          try function.map { function in
            try call.invoke(function, [item]) {
              "\(name) over \(items.count.counted("item")), item \(index)"
            }
          } ?? item
        guard case .bool(let truth) = answer else {
          throw BuiltinError(
            function == nil
              ? "item \(index) is \(answer.typeWithArticle), not true or false"
              : "for item \(index) the function gives \(answer.typeWithArticle), not true or false",
            hint: function == nil ? "items.\(name)(x => x > 0) asks a question of each" : nil,
            kind: "type",
            argument: function == nil ? "items" : "function")
        }
        if truth == deciding { return .bool(deciding) }
      }
      return .bool(!deciding)
    }
  }

  /// The numbers of a list that is not empty.
  private static func numbers(_ call: Call) throws -> [Double] {
    let numbers = try call.list("items").map { item -> Double in
      switch item {
      case .int(let number): Double(number)
      case .float(let number): number
      default: .nan
      }
    }
    guard !numbers.isEmpty else { throw BuiltinError("the list is empty", argument: "items") }
    return numbers
  }
}
