internal import Testing

@testable internal import Text

@Test func `values of every kind are read`() throws {
  let text = """
    {"a": [1, -2, 0, -0, 3.5, 1e3, 2E-1, 0.0], "b": {"": null}, "c": true, "d": false,
     "é\\u0041\\ud83d\\ude00\\n\\/": "\\"\\\\\\b\\f\\r\\t", "n": 9223372036854775807}
    """
  let value = try JSON(parsing: text)
  #expect(value["a"] == [1, -2, 0, 0, .number(3.5), .number(1000), .number(0.2), .number(0)])
  #expect(value["b"]?[""] == .null)
  #expect(value["c"]?.boolean == true)
  #expect(value["éA😀\n/"]?.string == "\"\\\u{8}\u{c}\r\t")
  #expect(value["n"]?.integer == .max)
  #expect(value.object?.members.map(\.key) == ["a", "b", "c", "d", "éA😀\n/", "n"])
}

@Test func `a byte-order mark and white space around a value are accepted`() throws {
  #expect(try JSON(parsing: "\u{FEFF} \r\n\t[ ] \n") == [])
}

@Test(arguments: [
  ("", JSONError.Problem.empty, 1, 1), ("  \n ", .empty, 2, 2),
  ("[1,]", .trailingComma, 1, 3), ("{\"a\":1,\n}", .trailingComma, 1, 7),
  ("[1 2]", .unexpected(found: "2", expected: "a comma or \"]\""), 1, 4),
  ("{'a':1}", .unexpected(found: "'", expected: "a key in double quotes"), 1, 2),
  ("{\"a\" 1}", .unexpected(found: "1", expected: "a colon"), 1, 6),
  ("NaN", .foreignNumber("NaN"), 1, 1), ("[1, -Infinity]", .foreignNumber("-Infinity"), 1, 5),
  ("[Infinity]", .foreignNumber("Infinity"), 1, 2),
  ("Nan", .unexpected(found: "N", expected: "a value"), 1, 1),
  ("[1,\n ü]", .unexpected(found: "ü", expected: "a value"), 2, 2),
  ("[\"é\", nul]", .unexpected(found: "n", expected: "a value"), 1, 7),
  ("// a\n1", .comment, 1, 1), ("1 // a", .comment, 1, 3), ("1 1", .trailingText, 1, 3),
  ("[1", .unexpectedEnd, 1, 3), ("\"a", .unexpectedEnd, 1, 3), ("\"\\", .unexpectedEnd, 1, 2),
  ("\"\\u12", .unexpectedEnd, 1, 2), ("01", .malformedNumber("01"), 1, 1),
  ("+1", .unexpected(found: "+", expected: "a value"), 1, 1),
  ("[1.]", .malformedNumber("1."), 1, 2), ("-", .malformedNumber("-"), 1, 1),
  ("0x10", .malformedNumber("0x10"), 1, 1), ("1e", .malformedNumber("1e"), 1, 1),
  ("1e400", .numberOutOfRange("1e400"), 1, 1),
  ("123456789012345678901234567890", .numberOutOfRange("123456789012345678901234567890"), 1, 1),
  ("\"\\ud800\"", .loneSurrogate, 1, 2), ("\"\\ud800\\u0041\"", .loneSurrogate, 1, 2),
  ("\"\\udc00\"", .loneSurrogate, 1, 2), ("\"\\x\"", .badEscape, 1, 2),
  ("\"\\u00g0\"", .badEscape, 1, 2), ("\"a\u{1}\"", .controlCharacter(1), 1, 3),
  ("{\"a\":1, \"a\":2}", .duplicateKey("a"), 1, 9),
])
func `what is not JSON is refused with its place`(
  text: String, problem: JSONError.Problem, line: Int, column: Int
) {
  #expect(throws: JSONError(problem: problem, line: line, column: column)) {
    try JSON(parsing: text)
  }
}

@Test func `bytes that are not UTF-8 are refused`() {
  #expect(throws: JSONError(problem: .invalidUTF8, line: 1, column: 3)) {
    try JSON(parsing: [0x22, 0x61, 0xFF, 0x22])
  }
  #expect(throws: JSONError(problem: .invalidUTF8, line: 1, column: 1)) {
    try JSON(parsing: [0xC3])
  }
}

@Test func `nesting, values and bytes are bounded`() throws {
  let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
  #expect(try JSON(parsing: deepest).array?.count == 1)
  #expect(throws: JSONError(problem: .tooDeep(limit: 64), line: 1, column: 65)) {
    try JSON(parsing: "[" + deepest + "]")
  }
  #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 200_000)) }
  var limits = JSON.Limits()
  limits.valueCount = 3
  #expect(try JSON(parsing: "[1,2]", limits: limits) == [1, 2])
  #expect(throws: JSONError(problem: .tooManyValues(limit: 3), line: 1, column: 6)) {
    try JSON(parsing: "[1,2,3]", limits: limits)
  }
  limits.byteCount = 3
  #expect(throws: JSONError(problem: .tooLong(limit: 3), line: 1, column: 1)) {
    try JSON(parsing: "[12]", limits: limits)
  }
}

@Test func `whole numbers beyond 64 bits are rounded where that is asked for`() throws {
  var limits = JSON.Limits()
  limits.roundsLargeIntegers = true
  let text = "[1000000000000000019884624838656, 9223372036854775807]"
  #expect(try JSON(parsing: text, limits: limits) == [.number(1e30), .integer(.max)])
  let digits = String(repeating: "9", count: 400)
  #expect(throws: JSONError.self) { try JSON(parsing: digits, limits: limits) }
}

@Test func `keys that only look the same are two keys`() throws {
  let value = try JSON(parsing: "{\"\u{e9}\": 1, \"e\u{301}\": 2}")
  #expect(value["\u{e9}"] == 1)
  #expect(value["e\u{301}"] == 2)
}

@Test func `what is JSON and what is not is as Python sees it`() throws {
  let verdicts = try #require(try fixture("json_verdicts.json").array)
  #expect(verdicts.count == 1500)
  for verdict in verdicts {
    let text = try #require(verdict.array?[0].string)
    let isAccepted = (try? JSON(parsing: text)) != nil
    #expect(isAccepted == verdict.array?[1].boolean, "\(text)")
  }
}

@Test func `numbers are read and written exactly`() throws {
  let cases = try #require(try fixture("numbers.json").array)
  for item in cases {
    let number = try #require(item["number"]?.double)
    let text = try #require(item["text"]?.string)
    let bits = try #require(item["bits"]?.string)
    #expect(number == Double(bits))
    let written = try JSON.number(number).text()
    #expect(try JSON(parsing: written) == .number(number))
    #expect(written.count <= text.count + 2, "\(written) is longer than \(text)")
  }
}

@Test func `values are written in their order or sorted, on one line or many`() throws {
  let value: JSON = ["b": [1, 2.5, .null], "a": ["x": true, "é\"\n\u{1}\u{2028}": []]]
  #expect(
    try value.text()
      == "{\"b\": [1, 2.5, null], \"a\": {\"x\": true, \"é\\\"\\n\\u0001\\u2028\": []}}")
  #expect(
    try value.text(indentation: 2, order: .sorted)
      == """
      {
        "a": {
          "x": true,
          "é\\"\\n\\u0001\\u2028": []
        },
        "b": [
          1,
          2.5,
          null
        ]
      }
      """)
  #expect(try JSON(parsing: value.text()) == value)
}

@Test func `numbers without a value and endless nesting are not written`() {
  #expect(throws: JSONError(problem: .notFinite, line: 0, column: 0)) {
    try JSON.array([.number(.nan)]).text()
  }
  var value: JSON = []
  for _ in 0..<1000 { value = [value] }
  let deep = value
  #expect(throws: JSONError(problem: .tooDeep(limit: 64), line: 0, column: 0)) { try deep.text() }
}

@Test func `members can be set, replaced and removed`() {
  var object = JSONObject([("a", 1), ("b", 2)])
  object["c"] = 3
  object["a"] = 4
  object["b"] = nil
  #expect(object.members.map(\.key) == ["a", "c"])
  #expect(object["a"] == 4)
  #expect(object["c"] == 3)
  #expect(object["b"] == nil)
}
