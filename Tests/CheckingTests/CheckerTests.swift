import Testing

struct CheckerTests {
  @Test(arguments: [
    ("prnt(1)", "unknown name prnt", "prnt", "did you mean print?"),
    ("x = 1\nprint(y)\nprint(x)", "unknown name y", "y", nil),
    ("print(x)\nx = 1", "unknown name x", "x", "x is bound further down"),
    ("range()", "range: misses the argument start", "range()", "range(start, stop=none, step=1)"),
    (
      "range(1, 2, 3, 4)", "range: takes at most 3 arguments, got 4", "4",
      "range(start, stop=none, step=1)"
    ),
    ("range(1, stpo=3)", "range: has no argument stpo", "stpo=3", "did you mean stop?"),
    ("range(1, start=3)", "range: gets start twice", "start=3", nil),
    (
      "range(\"3\")", "range: start expects a whole number, got the string \"3\"", "\"3\"",
      "int(text) and float(text) read numbers"
    ),
    (
      "param n = -1\nseed(n)", "seed: number expects a whole number from 0, got -1", "n", nil
    ),
    ("\"a\".uper()", "a string has no function uper", "uper", "did you mean upper?"),
    ("5.upper()", "upper: works on string, not on an int", "5", nil),
    ("\"a\".upper", "a string has no field upper", "upper", "upper is a function: write .upper(…)"),
    ("{text: 1}.txet", "a record has no field txet", "txet", "did you mean text?"),
    (
      "{text: 1}[\"txet\"]", "the record has no field \"txet\"", "\"txet\"",
      "did you mean \"text\"?"
    ),
    (
      "\"a\" + 1", "+ does not go with a string and an int", "+",
      "str(x) turns a number into text; f\"{x}\" puts it into text"
    ),
    ("1 // 0", "division by zero", "//", nil),
    (
      "for x in 5 { print(x) }", "an int has no items to walk over", "5",
      "range(5) counts from 0 to 5 - 1"
    ),
    (
      "for a, b in [1] { print(a, b) }", "an item is an int, and 2 names take a list of as many",
      "[1]", nil
    ),
    (
      "for a, b, c in [[1, 2]] { print(a, b, c) }",
      "an item has 2 items, and there are 3 names", "[[1, 2]]", nil
    ),
    ("if 1 { }", "if expects true or false, got an int", "1", "compare: x != 0"),
    (
      "f\"{\"a\":.2f}\"", "a string cannot be formatted with f", "{\"a\":.2f}",
      "float(text) and int(text) read numbers"
    ),
    ("\"a\"()", "a string cannot be called", "\"a\"", nil),
    ("[1, 2][5]", "index 5 is outside of a list of 2 elements", "5", "the last one is 1, or -1"),
    (
      "[1][\"a\"]", "a list cannot be indexed with a string", "\"a\"",
      "xs.map(x => x.text) takes a field of every item"
    ),
    ("def f(a, b=1) { a + b }\nf(c=1, a=2)", "f: has no argument c", "c=1", "f(a, b=1)"),
    ("def f(a, b=1) { a + b }\nf()", "f: misses the argument a", "f()", "f(a, b=1)"),
    ("def f(a) { a }\nf(1, 2)", "f: takes 1 argument, got 2", "2", "f(a)"),
    ("def f(a) { a }\n1.f(2)", "f: takes 1 argument, got 2", "2", "f(a)"),
    (
      "f = (lower=1) => lower\nf(lowre=2)", "f: has no argument lowre", "lowre=2",
      "did you mean lower?"
    ),
    (
      "param n: int = \"a\"\nprint(n)", "n is declared as int, but its default is a string",
      "\"a\"", nil
    ),
    (
      "def f() { total = total + 1 }\ntotal = 0\nf()\nprint(total)", "total has no value yet",
      "total",
      "total is bound in this function, which makes it another variable than the one outside; give the new value another name and return it"
    ),
  ])
  func `errors are found where they are`(
    text: String, message: String, marked: String, hint: String?
  ) throws {
    let found = errors(text)
    #expect(found.count == 1, "\(found)")
    let first = try #require(found.first)
    #expect(first.message == message)
    #expect(first.marked == marked)
    #expect(first.hint == hint)
    #expect(first.isCertain, "\(first)")
  }
}
