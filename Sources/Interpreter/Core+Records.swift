extension Core {
  private static var record: Parameter { Parameter("record", .record) }

  static var records: [Builtin] {
    [
      Builtin(
        "keys", on: record, result: "list of string", summary: "The names of the fields, in order.",
        example: "{a: 1, b: 2}.keys()"
      ) { call in Value(try call.record("record").keys.map(Value.string)) },
      Builtin(
        "values", on: record, result: "list", summary: "The values of the fields, in order.",
        example: "{a: 1, b: 2}.values()"
      ) { call in Value(try call.record("record").values) },
      Builtin(
        "items", on: record, result: "list of [string, value]",
        summary: "Pairs of a name and a value, in order.", example: "{a: 1, b: 2}.items()"
      ) { call in
        Value(try call.record("record").fields.map { Value([.string($0.0), $0.1]) })
      },
      Builtin(
        "get", on: record,
        [
          Parameter("key", .string, "the name of the field"),
          Parameter("default", .any, default: .none, "the value if there is no such field"),
        ], result: "any", summary: "The value of a field, or another if there is none.",
        example: "{a: 1}.get(\"b\", 0)"
      ) { call in
        let record = try call.record("record")
        return try record[call.string("key")] ?? call.value("default")
      },
    ]
  }
}
