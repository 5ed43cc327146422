internal import RegularExpressions

extension Core {
  private static var text: Parameter { Parameter("text", .string) }
  private static var pattern: Parameter {
    Parameter("pattern", .string, "a regular expression: r\"[,?.!]\"")
  }

  static var patterns: [Builtin] {
    [
      Builtin(
        "remove", on: text, [pattern], isPure: true, result: "string",
        summary: "The text without what a regular expression finds in it.",
        help: "A letter and each of its diacritics are found one by one.",
        example: "\"what, now?\".remove(r\"[,?]\")"
      ) { call in
        let text = try call.string("text")
        return .string(
          try call.searching { pattern, isCancelled throws(PatternError) in
            try pattern.replacing(in: text, with: "", isCancelled: isCancelled)
          })
      },
      Builtin(
        "sub", on: text,
        [
          pattern,
          Parameter(
            "replacement", .string, "what to put there; \\1 or \\g<name> is what a group found"),
        ], isPure: true, result: "string",
        summary: "The text with what a regular expression finds replaced.",
        help: "The replacement is written as in Python; in a raw string its backslashes stay: "
          + "r\"\\2 \\1\". $1, which other languages write, is refused; r\"\\$\" is a dollar sign.",
        example: "\"two  spaces\".sub(r\"\\s+\", \" \")"
      ) { call in
        let (text, replacement) = (try call.string("text"), try call.string("replacement"))
        let replaced = try call.searching { pattern, isCancelled throws(PatternError) in
          try pattern.replacing(
            in: text, with: replacement, mostBytes: Operation.longestText, isCancelled: isCancelled)
        }
        try Operation.checkSize(replaced.utf8.count, limit: Operation.longestText)
        return .string(replaced)
      },
      Builtin(
        "find_all", on: text, [pattern], isPure: true, result: "list of string",
        summary: "Everything that a regular expression finds in the text, from left to right.",
        example: "\"a1 b22\".find_all(r\"\\d+\")"
      ) { call in
        let text = try call.string("text")
        let found = try call.searching { pattern, isCancelled throws(PatternError) in
          try pattern.matches(in: text, isCancelled: isCancelled)
        }
        try Operation.checkSize(found.count, limit: List.most)
        return Value(found.map { .string($0.text) })
      },
      Builtin(
        "find_groups", on: text, [pattern], isPure: true, result: "list",
        summary: "What the groups of a regular expression found, for everything that it finds.",
        help:
          "A list of texts for each match, none for a group that took no part; where all groups have "
          + "names, (?<name>…), a record of them.",
        example: "\"a1 b22\".find_groups(r\"(\\w)(\\d+)\")"
      ) { call in try findGroups(call) },
      Builtin(
        "matches", on: text, [pattern], isPure: true, result: "bool",
        summary: "Whether a regular expression finds anything in the text.",
        help: "^ and $ stand for the ends: r\"^\\d+$\" is found in nothing but digits.",
        example: "\"a1\".matches(r\"\\d\")"
      ) { call in
        let text = try call.string("text")
        return .bool(
          try call.searching { pattern, isCancelled throws(PatternError) in
            try pattern.isFound(in: text, isCancelled: isCancelled)
          })
      },
    ]
  }

  private static func findGroups(_ call: Call) throws -> Value {
    let text = try call.string("text")
    let (found, names) = try call.searching { pattern, isCancelled throws(PatternError) in
      (try pattern.matches(in: text, isCancelled: isCancelled), pattern.groupNames)
    }
    guard !names.isEmpty else {
      throw BuiltinError(
        "the pattern has no group", hint: "groups stand in ( ); find_all gives whole matches",
        kind: "pattern", argument: "pattern")
    }
    try Operation.checkSize(found.count, limit: List.most)
    let keys = names.compactMap(\.self)
    return Value(
      found.map { match in
        let values = match.groups.map { $0.map(Value.string) ?? .none }
        guard keys.count == names.count else { return Value(values) }
        return .record(Record(Array(zip(keys, values))))
      })
  }
}
