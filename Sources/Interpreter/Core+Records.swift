internal import ExactStrings
internal import Language

extension Core {
  private static var record: Parameter { Parameter("record", .record) }

  static var records: [Builtin] {
    [
      Builtin(
        "keys", on: record, isPure: true, result: "list of string",
        summary: "The names of the fields, in order.",
        example: "{a: 1, b: 2}.keys()"
      ) { call in Value(try call.record("record").keys.map(Value.string)) },
      Builtin(
        "values", on: record, isPure: true, result: "list",
        summary: "The values of the fields, in order.",
        example: "{a: 1, b: 2}.values()"
      ) { call in Value(try call.record("record").values) },
      Builtin(
        "items", on: record, isPure: true, result: "list of [string, value]",
        summary: "Pairs of a name and a value, in order.", example: "{a: 1, b: 2}.items()"
      ) { call in
        Value(try call.record("record").fields.map { Value([.string($0.0), $0.1]) })
      },
      Builtin(
        "get", on: record,
        [
          Parameter("key", .string, "the name of the field"),
          Parameter("default", .any, default: .none, "the value if there is no such field"),
        ], isPure: true, result: "any",
        summary: "The value of a field, or another if there is none.",
        example: "{a: 1}.get(\"b\", 0)"
      ) { call in
        let record = try call.record("record")
        return try record[call.string("key")] ?? call.value("default")
      },
      Builtin(
        "to_record", on: Parameter("pairs", .list(of: .any), "lists of a text and a value"),
        isPure: true, result: "record",
        summary: "A record of pairs [text, value], as items() gives them.",
        help: "Of two pairs with the same text the later one counts.",
        example: "[[\"a\", 1], [\"b\", 2]].to_record()"
      ) { call in .record(Record(try fields(call.list("pairs")))) },
      Builtin(
        "counts", on: Parameter("items", .list(of: .any)), isPure: true, result: "record of int",
        summary: "How often each item of a list is in it, under its text, the most frequent first.",
        help:
          "Items that are equally frequent come in the order in which they first stand in the list. "
          + "Keys are text: of numbers, str(number). .get(word, 0) looks one up.",
        example: "[\"a\", \"b\", \"a\"].counts()"
      ) { call in .record(try counts(call)) },
    ]
  }

  private static func fields(_ pairs: [Value]) throws -> [(String, Value)] {
    try pairs.enumerated().map { index, pair in
      guard case .list(let list) = pair, list.items.count == 2 else {
        throw BuiltinError(
          "item \(index) is no pair of a text and a value",
          hint: "[[\"a\", 1], [\"b\", 2]].to_record()",
          kind: "type", argument: "pairs")
      }
      guard case .string(let key) = list.items[0] else {
        throw BuiltinError(
          "the key of item \(index) is \(list.items[0].typeWithArticle), not text",
          hint: "str(key) makes text of it", kind: "type", argument: "pairs")
      }
      return (key, list.items[1])
    }
  }

  private static func counts(_ call: Call) throws -> Record {
    let items = try sequence(call, "items")
    var places: [ExactString: Int] = [:]
    var found: [(item: Value, key: String, count: Int)] = []
    for index in 0..<items.count {
      try call.checkInterruption()
      let item = try items.item(at: index)
      let key = try countedKey(item, at: index)
      guard let place = places[key] else {
        places[key] = found.count
        found.append((item, key, 1))
        continue
      }
      guard found[place].item == item else {
        throw BuiltinError(
          "\(found[place].item.literal) and \(item.literal) have the same text and are not the same",
          hint: "items.map(str).counts() counts texts", argument: "items")
      }
      found[place].count += 1
    }
    let order = found.indices.sorted { (-found[$0].count, $0) < (-found[$1].count, $1) }
    return Record(
      distinctKeys: order.map { found[$0].key }, values: order.map { .int(found[$0].count) })
  }

  private static func countedKey(_ item: Value, at index: Int) throws -> String {
    switch item {
    case .string(let text): return text
    case .none, .bool, .int, .float: return item.description
    default:
      throw BuiltinError(
        "item \(index) is \(item.typeWithArticle), and texts and numbers can be counted",
        hint: "items.map(str).counts() counts their texts", kind: "type", argument: "items")
    }
  }
}
