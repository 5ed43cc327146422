import Language
import Testing

struct ForeignSpellingTests {
  @Test(
    arguments: [
      ("1️⃣True", "write true"), ("x = 1️⃣None", "write none"), ("1️⃣print x", "write print(…)"),
      ("1️⃣print \"x\"", "write print(…)"), ("f = 1️⃣lambda x: x", "x => x + 1"),
      ("if x1️⃣:\n  y", "if … { … }"), ("for i in xs1️⃣:\n  y", "for i in … { … }"),
      ("def f(x)1️⃣:\n  y", "def f(…) { … }"), ("1️⃣elif x:", "write } else if condition {"),
      ("import 1️⃣numpy", "import \"other.asr\"; built-ins need no import"),
      ("1️⃣from a import b", "write import \"other.asr\"; built-ins need no import"),
      ("x 1️⃣+= 1", "write x = x + …"), ("x1️⃣++", "write x = x + 1"),
      ("x = 1️⃣'text'", "write \"text\""), ("a 1️⃣&& b", "write and"), ("a 1️⃣|| b", "write or"),
      ("x = 1️⃣!a", "write not"), ("1️⃣!ls data", "list_files("), ("  1️⃣!pip install x", "built in"),
      ("1️⃣!a", "write not"), ("1️⃣%time f(x)", ":time EXPR"), ("1️⃣%%time\nf(x)", ":time EXPR"),
      ("1️⃣%matplotlib inline", "leave it out"), ("1️⃣%run a.py", ":run FILE"),
      ("1️⃣%foo", ":help lists"), ("xs.filter(r => r.x 1️⃣= \"a\")", "write =="),
      ("f([x 1️⃣= 1])", "write =="), ("y = a 1️⃣if b else c", "if condition { a } else { b }"),
      ("[1️⃣x for x in xs]", "xs.map(x => …) and xs.filter(x => …)"),
      ("x = (1️⃣1, 2)", "write a list: [a, b]"), ("a1️⃣, b = 1, 2", "lists stand in brackets"),
      ("x 1️⃣is none", "x == none, x != none"), ("x 1️⃣not in xs", "not x in xs"),
      ("1️⃣let x = 1", "write name = value"), ("xs[:1️⃣:2]", "takes every second"),
      ("f(1️⃣*xs)", "give each argument"),
      ("x = 1️⃣“a”", "strings stand in \"…\""),
      ("{a 1️⃣= 1}", "fields are written with a colon"),
      ("while x 1️⃣= 1 { }", "write =="), ("[1️⃣...xs]", "xs + [1]"), ("1️⃣null", "write none"),
      ("x = 1️⃣0x1F", "numbers are written in base 10: 31"), ("x = 1️⃣f'a{b}'", "write f\"a{b}\""),
      ("x = 1️⃣b\"a\"", "text needs no mark"), ("1 1️⃣<> 2", "write !="), ("1 1️⃣=== 2", "write =="),
      ("1 1️⃣!== 2", "write !="), ("1 1️⃣<< 2", "move the digits"), ("2 1️⃣^ 3", "write **"),
      ("a 1️⃣& b", "write and"), ("a 1️⃣| b", "write or"), ("1️⃣~a", "not x"), ("a 1️⃣≤ b", "write <="),
      ("a 1️⃣≠ b", "write !="), ("a 1️⃣× b", "write *"), ("a 1️⃣? b : c", "if c { a } else { b }"),
      ("f\"{x1️⃣!r}\"", "leave it out"), ("x = y 1️⃣= 1", "y = … stands on a line of its own"),
      ("x1️⃣: int = 1", "x = …"), ("def f() 1️⃣-> int { 1 }", "def f(…) { … }"),
      ("1️⃣@cached\ndef f() { 1 }", "f = decorate(f)"), ("x[11️⃣, 2]", "x[i][j]"),
      ("if (x) 1️⃣print(1)", "braces stand around"),
      ("for 1️⃣(i = 0; i < 3) { }", "for i in range(10)"),
      ("1️⃣match x { }", "else if"), ("1️⃣await f()", "nothing is awaited"),
      ("{x: 1️⃣1 for x in xs}", "xs.map"), ("x = 1️⃣`a`", "f\"{name}\""),
      ("1️⃣assert x == 1", "write assert("), ("1️⃣pass", "an empty block is { }"),
    ])
  func `are recognised and the right one is shown`(marked: String, hint: String) throws {
    let marked = MarkedSource(marked)
    let first = try #require(marked.errors.first)
    #expect(first.range?.span.start == marked.marks[0], "\(first.message)")
    #expect(try #require(first.hint).contains(hint), "\(first.message)")
  }

  @Test(arguments: [
    "print = 1", "print(1)", "let = 2", "class = \"a\"", "from.to", "x.is", "pass(1)",
  ])
  func `leave names alone that other languages reserve`(text: String) {
    #expect(MarkedSource(text).errors.isEmpty)
  }
}
