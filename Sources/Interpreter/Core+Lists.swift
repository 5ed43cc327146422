extension Core {
  private static var items: Parameter { Parameter("items", .list(of: .any)) }

  static var lists: [Builtin] {
    [
      Builtin(
        "append", on: items, [Parameter("item", .any)], isPure: true, result: "list",
        summary: "A new list with one more item at its end.", example: "[1, 2].append(3)"
      ) { call in Value(try call.list("items") + [call.value("item")]) },
      Builtin(
        "map", on: items, [Parameter("function", .function, "is given each item")],
        isPure: true, result: "list", summary: "A list of what a function gives for each item.",
        example: "[1, 2].map(x => x * 10)"
      ) { call in
        Value(try eachItem(call) { try call.invoke(call.function("function"), [$0], context: $1) })
      },
      Builtin(
        "filter", on: items, [Parameter("function", .function, "says true for items to keep")],
        isPure: true, result: "list", summary: "The items for which a function says true.",
        example: "[1, 2, 3].filter(x => x > 1)"
      ) { call in
        let items = try sequence(call, "items")
        let kept = try eachItem(call) { item, context in
          let answer = try call.invoke(call.function("function"), [item], context: context)
          guard case .bool(let keeps) = answer else {
            throw BuiltinError(
              "the function gives \(answer.typeWithArticle), not true or false", kind: "type",
              argument: "function")
          }
          return .bool(keeps)
        }
        let places = kept.indices.filter { kept[$0] == .bool(true) }
        return Value(try places.map(items.item))
      },
      Builtin(
        "reverse", on: items, isPure: true, result: "list",
        summary: "The items from last to first.",
        example: "[1, 2, 3].reverse()"
      ) { call in Value(try call.list("items").reversed()) },
      Builtin(
        "unique", on: items, isPure: true, result: "list",
        summary: "The items without repeats, each where it came first.",
        example: "[1, 2, 1].unique()"
      ) { call in
        var seen: Set<Value> = []
        return Value(
          try call.list("items").filter { item in
            try call.checkInterruption()
            return seen.insert(item).inserted
          })
      },
      Builtin(
        "join", on: items, [Parameter("separator", .string, default: .string(""))],
        isPure: true, result: "string",
        summary: "The texts of the items with a separator between them.",
        example: "[\"a\", \"b\"].join(\" \")"
      ) { call in
        let separator = try call.string("separator")
        var text = ""
        for (index, item) in try call.list("items").enumerated() {
          let next = index == 0 ? item.description : separator + item.description
          try Operation.checkSize(
            text.utf8.count, plus: next.utf8.count, limit: Operation.longestText)
          text += next
        }
        return .string(text)
      },
      Builtin(
        "contains", on: items, [Parameter("item", .any)], isPure: true, result: "bool",
        summary: "Whether an item is in a list.", example: "[1, 2].contains(2)"
      ) { call in .bool(try Operation.contains(call.value("items"), call.value("item"))) },
      sort, enumerate, zip,
    ]
  }

  private static var sort: Builtin {
    Builtin(
      "sort", on: items,
      [
        Parameter("by", .optional(.function), default: .none, "gives what an item is sorted by"),
        Parameter("descending", .bool, default: .bool(false), "the greatest first"),
      ], isPure: true, result: "list",
      summary: "The items in ascending order; equal ones keep their order.",
      example: "[\"bb\", \"a\"].sort(by=len)"
    ) { call in
      let items = try call.list("items")
      let by = try call.optionalFunction("by")
      let keys =
        try by.map { by in
          try eachItem(call) { try call.invoke(by, [$0], context: $1) }
        } ?? items
      let descending = try call.bool("descending")
      let order = try keys.indices.sorted { first, second in
        try call.checkInterruption()
        let (a, b) = descending ? (second, first) : (first, second)
        return try isOrdered(keys[a], before: keys[b])
      }
      return Value(order.map { items[$0] })
    }
  }

  private static var enumerate: Builtin {
    Builtin(
      "enumerate", on: items, [Parameter("start", .int, default: .int(0), "the first number")],
      isPure: true, result: "list of [int, item]", summary: "Pairs of a number and an item.",
      example: "for i, x in [\"a\", \"b\"].enumerate() { print(i, x) }"
    ) { call in
      let start = try call.int("start")
      let items = try call.list("items")
      guard start <= Int.max - items.count else { throw BuiltinError("start is too large") }
      return Value(items.enumerated().map { Value([.int(start + $0.offset), $0.element]) })
    }
  }

  private static var zip: Builtin {
    Builtin(
      "zip", on: items, [Parameter("others", .list(of: .any))], isPure: true,
      result: "list of [item, other]",
      summary: "Pairs of the items of two lists, as many as the shorter one has.",
      example: "[1, 2].zip([\"a\", \"b\"])"
    ) { call in
      let pairs = Swift.zip(try call.list("items"), try call.list("others"))
      return Value(pairs.map { Value([$0.0, $0.1]) })
    }
  }

  /// Calls `work` for each item of `items`, with what an error says about the place.
  private static func eachItem(
    _ call: Call, _ work: (Value, @escaping () -> String) throws -> Value
  ) throws -> [Value] {
    let items = try sequence(call, "items")
    try Operation.checkSize(items.count, limit: List.most)
    let name = call.builtin.name
    return try (0..<items.count).map { index in
      let item = try items.item(at: index)
      return try work(item) {
        let shown = item.display(width: 60, color: false)
        return "\(name) over \(items.count.counted("item")), item \(index) \(shown)"
      }
    }
  }

  /// Whether one value comes before another, or an error if the two have no order.
  static func isOrdered(_ first: Value, before second: Value) throws -> Bool {
    guard let order = first.order(before: second) else {
      throw BuiltinError(
        "\(first.typeWithArticle) and \(second.typeWithArticle) have no order", kind: "type")
    }
    return order == .less
  }
}
