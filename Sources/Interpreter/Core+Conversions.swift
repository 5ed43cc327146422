extension Core {
  static var conversions: [Builtin] {
    [
      Builtin(
        "str", [Parameter("value", .any)], isPure: true, result: "string",
        summary: "The text that print shows for a value.", example: "str(1.5) + \" s\""
      ) { call in .string(try call.value("value").description) },
      Builtin(
        "int",
        [Parameter("value", .anyOf([.number, .string, .bool]), "a number, or text with one")],
        isPure: true, result: "int",
        summary: "A whole number; the fraction of a decimal number is dropped.",
        example: "int(\"42\") + int(2.9)"
      ) { call in
        switch try call.value("value") {
        case .bool(let truth): return .int(truth ? 1 : 0)
        case .string(let text):
          if let number = NumberText.int(text) { return .int(number) }
          throw BuiltinError(
            "\(text.quoted) is not a whole number", hint: "float(text) reads decimal numbers",
            argument: "value")
        case let value: return try whole(value)
        }
      },
      Builtin(
        "float",
        [Parameter("value", .anyOf([.number, .string, .bool]), "a number, or text with one")],
        isPure: true, result: "float", summary: "A decimal number.",
        example: "float(\"0.5\") + float(1)"
      ) { call in
        switch try call.value("value") {
        case .int(let number): return .float(Double(number))
        case .bool(let truth): return .float(truth ? 1 : 0)
        case .string(let text):
          if let number = NumberText.double(text) { return .float(number) }
          throw BuiltinError("\(text.quoted) is not a number", argument: "value")
        case let value: return value
        }
      },
      Builtin(
        "bool", [Parameter("value", .any)], isPure: true, result: "bool",
        summary: "Whether a value is something: not none, 0, false or empty.",
        example: "bool([])"
      ) { call in
        switch try call.value("value") {
        case .none: return .bool(false)
        case .bool(let truth): return .bool(truth)
        case .int(let number): return .bool(number != 0)
        case .float(let number): return .bool(number != 0)
        case let value: return .bool(try value.count.map { $0 > 0 } ?? true)
        }
      },
      Builtin(
        "list", [Parameter("items", .any, "a range, a string, a record, a data set, …")],
        isPure: true, result: "list", summary: "The items of a value as a list.",
        example: "list(range(3))"
      ) { call in Value(try items(call, "items")) },
    ]
  }

  /// A number without its fraction.
  static func whole(_ value: Value) throws -> Value {
    guard case .float(let number) = value else { return value }
    guard let whole = Int(exactly: number.rounded(.towardZero)) else {
      throw BuiltinError(
        "\(value.literal) is no whole number, or too large for one", argument: "value")
    }
    return .int(whole)
  }

  /// The items of whatever can be walked over.
  static func items(_ call: Call, _ name: String) throws -> [Value] {
    try sequence(call, name).items()
  }

  static func sequence(_ call: Call, _ name: String) throws -> ItemSequence {
    let value = try call.value(name)
    do {
      return try ItemSequence(value)
    } catch var error as BuiltinError {
      error.argument = name
      throw error
    }
  }
}
