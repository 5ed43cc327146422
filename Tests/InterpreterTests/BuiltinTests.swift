import Interpreter
import Language
import Testing

/// A thing with elements, a field and an operator, as the engine's things have.
final class Row: EngineObject {
  let numbers: [Int]
  init(_ numbers: [Int]) { self.numbers = numbers }

  var typeName: String { "row" }
  func text() -> String { "row of \(numbers.count)" }
  func display(width: Int, color: Bool) -> String { "ROW \(numbers)" }
  var fieldNames: [String] { ["first", "broken"] }
  var count: Int? { numbers.count }

  func field(_ name: String) throws -> Value? {
    if name == "broken" { throw BuiltinError("the field is broken") }
    return name == "first" ? numbers.first.map(Value.int) : nil
  }

  func element(at index: Int) throws -> Value? { .int(numbers[index]) }

  func slice(_ range: Range<Int>) throws -> Value? { .object(Row(Array(numbers[range]))) }

  func binary(
    _ operation: BinaryOperator, _ other: Value, reversed: Bool
  ) throws -> Value? {
    guard operation == .multiply, case .int(let factor) = other else { return nil }
    return .object(Row(numbers.map { $0 * factor }))
  }

  func negated() throws -> Value? { .object(Row(numbers.map { -$0 })) }

  func isEqual(to other: any EngineObject) -> Bool { (other as? Row)?.numbers == numbers }
}

struct BuiltinTests {
  private static var builtins: [Builtin] {
    [
      Builtin(
        "make", [.rest("numbers", .int)], result: "row", summary: "Makes a row.", example: "make(1)"
      ) { call in
        .object(
          Row(try call.list("numbers").map { if case .int(let number) = $0 { number } else { 0 } }))
      },
      Builtin(
        "save", on: Parameter("row", .object("row")), [Parameter("path", .path)], result: "none",
        summary: "Saves a row."
      ) { call in Value("row to \(try call.string("path"))") },
      Builtin(
        "save", on: Parameter("text", .string), [Parameter("path", .path)], result: "none",
        summary: "Saves text."
      ) { call in Value("text to \(try call.string("path"))") },
      Builtin(
        "mean", on: Parameter("row", .object("row")),
        [
          Parameter("kind", .choice(["plain", "trimmed"]), default: Value("plain")),
          Parameter("share", .optional(.number), default: .none),
        ], allowsExtraNamed: true, result: "float", summary: "The mean of a row."
      ) { call in
        let row = try call.object("row", as: Row.self)
        guard !row.numbers.isEmpty else {
          throw BuiltinError("the row is empty", hint: "fill it", argument: "row")
        }
        let extra = call.extra.map { "\($0.name)=\($0.value)" }.joined()
        return Value("\(row.numbers.reduce(0, +)) \(try call.string("kind")) \(extra)")
      },
      Builtin("count_to", [Parameter("n", .int)], result: "int", summary: "Counts.") { call in
        .int(try call.int("n"))
      },
    ]
  }

  private func run(_ source: String) -> Outcome {
    runOnDeepStack {
      let transcript = Transcript()
      let session = Session(
        registry: Registry(Core.builtins + Self.builtins), output: { transcript.text += $0 },
        diagnostics: { _ in })
      do throws(RunFailure) {
        try session.run(SourceText(source, name: "test.asr"))
        return Outcome(output: transcript.text, failure: nil)
      } catch {
        return Outcome(output: transcript.text, failure: error)
      }
    }
  }

  @Test(arguments: [
    ("make(1, 2)", "ROW [1, 2]"), ("print(make(1))", "row of 1"), ("make(1, 2)[-1]", "2"),
    ("make(1, 2, 3)[1:]", "ROW [2, 3]"), ("make(3).first", "3"), ("make(3)[\"first\"]", "3"),
    ("len(make(1, 2))", "2"), ("make(1, 2) * 2", "ROW [2, 4]"), ("2 * make(1)", "ROW [2]"),
    ("-make(1)", "ROW [-1]"), ("make(1) == make(1)", "true"), ("make(1) != make(2)", "true"),
    ("list(make(4, 5))", "[4, 5]"), ("for x in make(7) { print(x) }", "7"),
    ("make(1).save(\"a\")", "\"row to a\""), ("save(\"t\", path=\"a\")", "\"text to a\""),
    ("save(path=\"a\", text=\"t\")", "\"text to a\""), ("make(1, 2).mean()", "\"3 plain \""),
    ("make(1).mean(kind=\"trimmed\", other=5)", "\"1 trimmed other=5\""),
    ("mean([1, 2])", "1.5"), ("count_to(1e3)", "1000"), ("[1, 2].map(count_to)", "[1, 2]"),
    ("f\"{make(1):>10}\"", "\"  row of 1\""),
  ])
  func `things of the engine take part in the language`(source: String, expected: String) {
    #expect(run(source).lines == [expected], "\(run(source).rendered)")
  }

  @Test(arguments: [
    ("5.save(\"a\")", "save: works on row, string, not on an int", 0),
    (
      "make(\"x\")", "make: numbers expects a list with a whole number in each place, got a list", 5
    ),
    (
      "make(1).mean(kind=\"trimed\")",
      "mean: kind expects \"plain\" or \"trimmed\", got the string \"trimed\"", 13
    ),
    ("make(1).mean(share=\"x\")", "mean: share expects a number or none, got the string \"x\"", 13),
    ("make().mean()", "mean: the row is empty", 0),
    ("make(1).frist", "a row has no field frist", 8),
    ("make(1).broken", "the field is broken", 8),
    ("make(1) + 1", "+ does not go with a row and an int", 8),
    ("make(1)[5]", "index 5 is outside of a row of 1 element", 8),
    ("count_to(1.5)", "count_to: n expects a whole number, got 1.5", 9),
    ("count_to()", "count_to: misses the argument n", 0),
    ("count_to(1, 2)", "count_to: takes at most 1 argument, got 2", 12),
    ("count_to(m=1)", "count_to: has no argument m", 9),
    ("count_to(1, n=1)", "count_to: gets n twice", 12),
    ("len(5)", "len: an int has no length", 4),
    ("[1].map(count_too)", "unknown name count_too", 8),
    ("sum([1, \"a\"])", "sum: + does not go with an int and a string", 0),
    ("[2, \"a\"].sort()", "sort: a string and an int have no order", 9),
    ("[1].filter(x => x)", "filter: the function gives an int, not true or false", 11),
    ("none.text", "none has no field text", 5), ("\"abc\"()", "a string cannot be called", 0),
    ("{a: 1}.a()", "the field a is an int, which cannot be called", 7),
    ("{a: 1}[\"b\"]", "the record has no field \"b\"", 7),
    ("log(0)", "log: has no value at 0.0", 4),
    ("int(\"x\")", "int: \"x\" is not a whole number", 4),
    ("int(1e300)", "int: 1e+300 is no whole number, or too large for one", 4),
    ("range(1, 2, 0)", "range: step cannot be 0", 12),
    ("seed(-1)", "seed: number expects a whole number from 0, got -1", 5),
    ("min([])", "min: there are no values to choose from", 0),
    ("2 ** 64", "the result is too large for a whole number", 2),
    ("-\"a\"", "- does not go with a string", 0), ("{...5}", "... spreads a record, got an int", 4),
    ("for x in 5 { }", "an int has no items to walk over", 9),
    ("1 in 5", "in does not go with an int and an int", 2),
    ("[1, 2][\"a\"]", "a list cannot be indexed with a string", 7),
    ("5[0]", "an int has no elements", 2),
    ("[1][0.5:]", "a slice runs between whole numbers, got a float", 4),
    ("0 ** -1", "division by zero", 2), ("1 % 0.0", "division by zero", 2),
  ])
  func `errors say what is wrong and point at it`(source: String, message: String, column: Int) {
    let outcome = run(source)
    #expect(outcome.errors == [message])
    #expect(outcome.failure?.diagnostics.first?.range?.span.start == column)
  }

  @Test func `examples of the core run`() {
    for builtin in Core.builtins {
      #expect(!builtin.example.isEmpty, "\(builtin.name) has no example")
      guard !builtin.example.contains("write_text") else { continue }
      let outcome = run(builtin.example)
      #expect(outcome.failure == nil, "\(builtin.name): \(outcome.rendered)")
    }
  }

  @Test func `help shows signature, text, arguments and example`() {
    #expect(
      run("help(round)").output == """
        round(x, digits=none) → int or float

        The nearest whole number; of two as near, the even one.

          digits  how many digits after the point (int or none)

          round(2.567, 2)

        """)
    #expect(
      run("help(\"saves\")").lines == [
        "row.save(path)", "    Saves a row.", "text.save(path)", "    Saves text.",
      ])
    #expect(run("help(\"qqqq\")").errors == ["help: nothing is known about \"qqqq\""])
    #expect(run("help()").lines.contains("    Counts."))
  }
}
