internal import Language

/// The built-ins that need nothing but the language.
public enum Core {
  /// All of them, for the registry of a session.
  public static var builtins: [Builtin] {
    general + conversions + mathematics + lists + aggregates + records + strings + files
      + fileLists + statistics + clock + ending
  }
}

extension Core {
  static var general: [Builtin] {
    [
      Builtin(
        "print", [.rest("values", .any, "what to print, separated by spaces")], result: "none",
        summary: "Writes values on a line.",
        help: "Of a list of more than 100 items the first and the last ten are written, and how "
          + "many there are; str(list) is whole.",
        example: "print(\"WER\", 0.5)"
      ) { call in
        let texts = try call.list("values").map(\.printed)
        call.session.show(
          TerminalText.escaped(texts.joined(separator: " "), keepingLines: true) + "\n")
        return .none
      },
      Builtin(
        "len", [Parameter("value", .any, "a list, a string, a record, a data set, …")],
        isPure: true, result: "int", summary: "How many elements a value has.",
        help: "The length of a string is its number of Unicode code points.",
        example: "len([1, 2, 3])"
      ) { call in
        let value = try call.value("value")
        if let count = try value.count { return .int(count) }
        throw BuiltinError(
          "\(value.typeWithArticle) has no length", kind: "type", argument: "value")
      },
      Builtin(
        "type", [Parameter("value", .any)], isPure: true, result: "string",
        summary: "The name of a value's type.", example: "type(1.5)"
      ) { call in .string(try call.value("value").typeName) },
      Builtin(
        "range",
        [
          Parameter("start", .int, "the first number; the end if it is the only argument"),
          Parameter("stop", .optional(.int), default: .none, "where to stop, not part of it"),
          Parameter("step", .int, default: .int(1), "from one number to the next"),
        ], isPure: true, result: "range",
        summary: "Whole numbers evenly apart, as Python counts them.",
        example: "for i in range(2, 10, 2) { print(i) }"
      ) { call in
        let first = try call.int("start")
        let stop = try call.optionalInt("stop")
        let step = try call.int("step")
        guard step != 0 else { throw BuiltinError("step cannot be 0", argument: "step") }
        let range = IntegerRange(stop == nil ? 0 : first, stop ?? first, step: step)
        guard let range else { throw BuiltinError("the numbers are too far apart") }
        return .range(range)
      },
      Builtin(
        "assert",
        [
          Parameter("condition", .bool, "what must be true"),
          Parameter("message", .optional(.string), default: .none, "what is wrong if it is not"),
        ], isPure: true, result: "none", summary: "Stops the recipe unless a condition holds.",
        example: "assert(len([1]) == 1, \"one item\")"
      ) { call in
        if try call.bool("condition") { return .none }
        throw BuiltinError(
          try call.optionalString("message") ?? "the condition is false", kind: "assert")
      },
      Builtin(
        "seed", [Parameter("number", .intIn(0...(.max)), "any whole number from 0")],
        result: "none",
        summary: "Sets the root of all random numbers that follow.", example: "seed(42)"
      ) { call in
        call.session.seed = UInt64(bitPattern: Int64(try call.int("number")))
        return .none
      },
      help, time,
    ]
  }

  private static var help: Builtin {
    Builtin(
      "help", [Parameter("about", .any, default: .none, "a function, or the name of one")],
      result: "none", summary: "Shows what a function does.",
      help:
        "Without an argument it lists all built-ins. A word finds built-ins that mention it in their "
        + "help, and pages of the documentation; help(data.sort) is about what a value can do. In the "
        + "shell what is longer than the window is shown a page at a time.",
      example: "help(print)"
    ) { call in
      let text: String
      let width = call.session.terminal.width
      switch try call.value("about") {
      case .none: text = call.session.registry.overview
      case .function(let function): text = function.helpText(width: width)
      case .string(let word): text = try call.session.registry.help(about: word, width: width)
      case let other: text = call.session.registry.help(for: other)
      }
      call.session.page(TerminalText.escaped(text, keepingLines: true) + "\n")
      return .none
    }
  }

  private static var time: Builtin {
    Builtin(
      "time", [Parameter("work", .function, "a function without parameters")], result: "float",
      summary: "Runs a function and gives the seconds that it took.",
      example: "time(() => sum(range(1000))) < 60"
    ) { call in
      let start = ContinuousClock.now
      _ = try call.invoke(call.function("work"), [])
      return .float((ContinuousClock.now - start) / .seconds(1))
    }
  }
}
