import Language
import Testing

struct SyntaxErrorTests {
  @Test(
    arguments: [
      ("x = 1️⃣", "expected a value, found the end of the text"),
      ("x = 1️⃣(", "this ( is not closed"),
      ("x = ([1, 2] + 1️⃣[", "this [ is not closed"),
      ("x = 1️⃣[1, 2", "this [ is not closed"),
      ("print(1 1️⃣2)", "expected , or ), found 2"),
      ("a 1️⃣b", "unexpected b after a"),
      ("x = 1️⃣)", "expected a value, found )"),
      ("x = 1️⃣\"abc", "this string is not closed"),
      ("x = 1️⃣99999999999999999999", "is too large for a whole number"),
      ("x = 1️⃣12abc", "12abc is not a number"),
      ("x = 1️⃣1__0", "_ stands between two digits"),
      ("x = 1️⃣1e999", "is too large for a number"),
      ("x = \"a1️⃣\\qb\"", "\\q is not an escape"),
      ("x = \"1️⃣\\u{110000}\"", "is not a character"),
      ("f\"1️⃣{x\"", "this { of a formatted string is not closed by }"),
      ("f\"1️⃣{}\"", "nothing stands between { and }"),
      ("f\"{x 1️⃣y}\"", "expected } after the value, found y"),
      ("f\"1️⃣{x:.q}\"", ".q is not a format"),
      ("1️⃣break", "break stands outside of a loop"),
      ("1️⃣return 1", "return stands outside of a function"),
      ("if true { 1️⃣import \"a.asr\" }", "import stands inside braces"),
      ("if true {\n1️⃣# %% Step\n}", "a step cannot stand inside braces"),
      ("# %% One\nparam 1️⃣x = 1", "param x stands after the first step"),
      ("param x = 1\nparam 1️⃣x = 2", "there is already a param x"),
      ("param x: 1️⃣text = \"\"", "text is not a type of parameters"),
      ("def f(a, 1️⃣a) { }", "there is already a parameter a"),
      ("def f(a=1, 1️⃣b) { }", "b has no default, but the parameter before it has one"),
      ("f(a=1, 1️⃣2)", "an argument without a name stands after a="),
      ("f(a=1, 1️⃣a=2)", "a is given twice"),
      ("1️⃣row.text = 1", "values do not change, so a field cannot be set"),
      ("1️⃣xs[0] = 1", "values do not change, so an item cannot be set"),
      ("for a, 1️⃣in xs { }", "in is a word of the language, not a name"),
      ("for 1️⃣in xs { }", "in is a word of the language, not a name"),
      ("try { } 1️⃣print(1)", "try needs a catch"),
      ("{a 1️⃣1}", "expected : after the field a"),
      ("1 +1️⃣} 2", "expected a value, found }"),
      ("x = a.1️⃣1", "expected a name after the dot"),
    ])
  func `point at the fault`(marked: String, message: String) throws {
    let marked = MarkedSource(marked)
    let first = try #require(marked.errors.first)
    #expect(first.message.contains(message), "\(first.message)")
    #expect(first.range?.span.start == marked.marks[0], "\(first.message)")
  }

  @Test func `are collected from statement to statement, in the order of the text`() {
    let marked = MarkedSource(
      """
      x = 1️⃣)
      def f() {
        y = 2️⃣* 2
        z = 1
      }
      z = 'late3️⃣
      a 4️⃣b
      """)
    #expect(marked.errors.count == 4)
    #expect(marked.errors[0].range?.span.start == marked.marks[0])
    #expect(marked.errors[1].range?.span.start == marked.marks[1])
    #expect(marked.errors[3].range?.span.start == marked.marks[3])
  }

  @Test func `stop at twenty`() {
    #expect(MarkedSource(String(repeating: ")\n", count: 100)).errors.count == 20)
  }

  @Test(arguments: ["(", "[", "{a:", "-", "not ", "f(", "x => ", "1 ** ", "if true {", "f\"{"])
  func `deep nesting is an error, not a crash`(opening: String) {
    let errors = MarkedSource(String(repeating: opening, count: 20_000)).errors
    #expect(!errors.isEmpty)
  }

  @Test(arguments: ["+1", ".f", ".f()", "[0]", " and 1", "()", " < 1"])
  func `a chain without an end is an error`(link: String) {
    let errors = MarkedSource("x = 1" + String(repeating: link, count: 20_000)).errors
    #expect(link == " < 1" || !errors.isEmpty)
    #expect(MarkedSource("x = 1" + String(repeating: link, count: 200)).errors.isEmpty)
  }
}
