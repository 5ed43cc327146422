internal import ExactStrings
internal import Letters

extension Core {
  private static var text: Parameter { Parameter("text", .string) }

  static var strings: [Builtin] {
    [
      Builtin(
        "lower", on: text, isPure: true, result: "string", summary: "The text in small letters.",
        example: "\"ABC\".lower()"
      ) { call in .string(lowercasedAsInPython(try call.string("text"))) },
      Builtin(
        "upper", on: text, isPure: true, result: "string", summary: "The text in capital letters.",
        example: "\"abc\".upper()"
      ) { call in
        let text = uppercasedAsInPython(try call.string("text"))
        try Operation.checkSize(text.utf8.count, limit: Operation.longestText)
        return .string(text)
      },
      Builtin(
        "trim", on: text, isPure: true, result: "string",
        summary: "The text without blanks at its ends.",
        example: "\"  abc \".trim()"
      ) { call in
        .string(trimmedSpaces(try call.string("text")))
      },
      Builtin(
        "starts_with", on: text, [Parameter("part", .string)], isPure: true, result: "bool",
        summary: "Whether the text starts with another.", example: "\"abc\".starts_with(\"ab\")"
      ) { call in .bool(try call.string("text").utf8.starts(with: call.string("part").utf8)) },
      Builtin(
        "ends_with", on: text, [Parameter("part", .string)], isPure: true, result: "bool",
        summary: "Whether the text ends with another.", example: "\"a.wav\".ends_with(\".wav\")"
      ) { call in
        let part = try call.string("part").utf8
        return .bool(try call.string("text").utf8.suffix(part.count).elementsEqual(part))
      },
      Builtin(
        "contains", on: text, [Parameter("part", .string)], isPure: true, result: "bool",
        summary: "Whether a text stands in another.", example: "\"abc\".contains(\"b\")"
      ) { call in .bool(try call.string("text").containsExactly(call.string("part"))) },
      replace, split,
    ] + patterns
  }

  private static var replace: Builtin {
    Builtin(
      "replace", on: text,
      [
        Parameter("part", .string, "what to look for, letter by letter"),
        Parameter("replacement", .string, "what to put in its place"),
      ], isPure: true, result: "string",
      summary: "The text with a part of it replaced wherever it stands.",
      example: "\"a-b-c\".replace(\"-\", \" \")"
    ) { call in
      let text = try call.string("text")
      let part = try call.string("part")
      guard !part.isEmpty else {
        throw BuiltinError("the part to replace is empty", argument: "part")
      }
      let replacement = try call.string("replacement")
      let ranges = text.exactRanges(of: part)
      try Operation.checkSize(
        replacement.utf8.count, plus: text.utf8.count, times: ranges.count,
        limit: Operation.longestText)
      return .string(text.split(at: ranges).joined(separator: replacement))
    }
  }

  private static var split: Builtin {
    Builtin(
      "split", on: text,
      [Parameter("separator", .optional(.string), default: .none, "what stands between the parts")],
      isPure: true, result: "list of string",
      summary: "The parts of a text between separators; without one, its words.",
      example: "\"one two\".split()"
    ) { call in
      let text = try call.string("text")
      guard let separator = try call.optionalString("separator") else {
        return Value(splitAtSpaces(text).map(Value.string))
      }
      guard !separator.isEmpty else {
        throw BuiltinError(
          "the separator is empty", hint: "list(text) gives the letters", argument: "separator")
      }
      let ranges = text.exactRanges(of: separator, limit: List.most + 1)
      try Operation.checkSize(ranges.count, limit: List.most)
      return Value(text.split(at: ranges).map(Value.string))
    }
  }
}

extension String {
  /// The parts of the text between ranges that do not overlap.
  fileprivate func split(at ranges: [Range<String.UnicodeScalarIndex>]) -> [String] {
    var parts: [String] = []
    var start = unicodeScalars.startIndex
    for range in ranges {
      parts.append(String(unicodeScalars[start..<range.lowerBound]))
      start = range.upperBound
    }
    parts.append(String(unicodeScalars[start...]))
    return parts
  }
}
