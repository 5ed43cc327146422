import Testing

/// Recipes that run: nothing may be said about them.
struct FalseAlarmTests {
  @Test(arguments: [
    // Names that are bound on some way.
    "if anything() { x = 1 }\nprint(x)",
    "for i in range(3) { if i > 0 { print(before) }\n before = i }",
    "while anything() { if anything() { print(y) }\n y = 1 }",
    "try { x = anything() } catch problem { print(problem.message) }\nprint(x)",
    "def f() { late }\nlate = 1\nf()",
    "def even(n) { if n == 0 { true } else { odd(n - 1) } }\ndef odd(n) { if n == 0 { false } else { even(n - 1) } }\neven(3)",
    "def outer(n) { def inner(m) { if m < 2 { 1 } else { m * inner(m - 1) } }\n inner(n) }\nouter(3)",
    "i = 0\nwhile i < 3 { i = i + 1 }\nprint(i)",
    // Values that change their type.
    "best = none\nfor x in [1, 2] { if best == none or x > best { best = x } }\nprint(best)",
    "x = none\nif anything() { x = 5 }\nprint(x + 1)",
    "x = \"a\"\nfor i in [1, 2] { x = i }\nprint(x + 1)",
    "x = 1\nf = () => x\nx = \"a\"\nprint(f() + 1, x + \"b\")",
    "def f(a=none) { if a == none { 0 } else { a + 1 } }\nf(); f(3)",
    "def f(x) { if x { return 1 }\n \"a\" }\nprint(f(true) + 1)",
    "x = if anything() { 1 } else { \"a\" }\nprint(x + 1)",
    // What a value known now does not lead to.
    "param folder: path = \"\"\nif folder == \"\" { print(1) } else { print(load_dataset(folder)) }",
    "param folder: path = \"\"\nd = if folder == \"\" { none } else { load_dataset(folder) }\nprint(d)",
    "debug = false\nif debug { print(load_audio(\"nowhere.wav\")) }",
    "n = 0\nif n > 0 { print(10 // n) }", "n = 0\nprint(n > 0 and 10 // n > 3)",
    "true or 1", "false and \"a\"", "param n = 0\nprint(if n == 0 { 0 } else { 1 // n })",
    // Expected failures.
    "try { [1, 2][5] } catch problem { print(problem.hint) }",
    "try { load_audio(\"nowhere.wav\") } catch problem { print(problem.kind) }",
    "x = try { int(\"x\") } catch problem { 0 }\nprint(x)",
    // Names of built-ins that are bound and not called.
    "wer = 0.1\nprint(wer)", "split = anything().split(test=0.2)\nprint(split.train)",
    "def f(list) { list }\nf([1])", "for range in [1] { print(range) }",
    // Functions that others call.
    "[1].map(x => 2)", "def f(x) { 1 }\n[1].map(f)", "[1].map((x) => { a: 1 })",
    // Loops.
    "while true { if anything() { break } }\nprint(1)", "for i in range(0) { }\nprint(i)",
    "def f() { for x in [1] { if x > 0 { return x } }\n 2 }\nf()",
    // Records.
    "r = {a: 1}\nr = {...r, b: 2}\nprint(r.b)", "r = {...anything(), b: 2}\nprint(r.c)",
    "rows = [{n: 1}, {n: 2, m: 3}]\nfor row in rows { print(row.m) }",
    "x = {a: 1}\nif anything() { x = {b: 1} }\nprint(x.b)",
    "r = {\"caf\\u{e9}\": 1, \"cafe\\u{301}\": \"x\"}\nprint(r[\"caf\\u{e9}\"] + 1)",
    "r = {\"caf\u{E9}\": 1, \"cafe\u{301}\": \"x\"}\nprint(r.caf\u{E9} + 1)",
    // Operators.
    "\"ab\" * 3", "3 * [1]", "[1] + [\"a\"]", "[1] < [2]", "1 in range(3)", "\"a\" in {a: 1}",
    "2 ** -1 + 0.5", "x = 2 ** anything()\nprint(x + 0.5)", "-anything()", "not anything()",
    "0 <= 5 < 10", "\"a\" == 1", "none == none", "f\"{anything():.2f}\"", "f\"{[1]} {none:>8}\"",
    "f\"{1:{2}d}\"", "w = \"5d\"\nprint(f\"{1:{w}}\")",
    // A return in one branch makes the rest of the function uncertain, not unreachable.
    "def f(x) { if x { return 1 } else { print(2) }\n print(3) }\nf(true)",
    "def _helper() { 1 }\n_left = 2\nprint(1)", "# %% Step\nprint(1)\n# %% [markdown]\n# Words.\n",
    "len(\"abc\"[0])", "x = \"abc\"[1:]\nprint(x.upper())", "range(3)[1] + 1", "range(9)[2:4][0]",
  ])
  func `are not raised`(text: String) {
    #expect(check(text) == [])
  }
}
