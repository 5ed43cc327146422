import Checking
import Testing

/// What is probably not meant, and would run.
struct WarningTests {
  @Test(arguments: [
    ("x = 1\nprint(2)", "x is never read", "x"),
    ("param n = 1\nprint(2)", "param n is never read", "n"),
    ("def f(a, b) { a }\nf(1, 2)", "the parameter b of f is never read", "b"),
    ("def f(a) { b = a\n a }\nf(1)", "b is never read", "b"),
    ("def f() { 1 }\nprint(2)", "f is never read", "f"),
    ("def f() { return 1\n print(2) }\nf()", "this never runs", "print(2)"),
    ("for i in [1] { break\n print(i) }", "this never runs", "print(i)"),
    (
      "for i in [1] { if i > 0 { continue } else { break }\n print(i) }", "this never runs",
      "print(i)"
    ),
    ("while true { }\nprint(1)", "this never runs", "print(1)"),
    ("if false { print(1) }", "this never runs", "{ print(1) }"),
    ("while false { print(1) }", "this never runs", "{ print(1) }"),
    (
      "print(2)\nprint = 1\nprint + 1",
      "print is the name of a built-in, which cannot be called from here on", "print"
    ),
    (
      "def show(x) { x }\nshow(1)",
      "show is the name of a built-in, which cannot be called from here on", "show"
    ),
    (
      "load_audio(\"/dev/null\")\nload_audio = 1\nload_audio",
      "load_audio is the name of a built-in, which cannot be called from here on", "load_audio"
    ),
    ("try { nowhere() } catch problem { print(problem) }", "unknown name nowhere", "nowhere"),
    (
      "try { range(1, stpo=1) } catch problem { print(problem) }", "range: has no argument stpo",
      "stpo=1"
    ),
    (
      "if anything() { load_audio(\"nowhere.wav\") }", "load_audio: \"nowhere.wav\" does not exist",
      "\"nowhere.wav\""
    ),
    (
      "def f() { load_audio(\"nowhere.wav\") }\nif anything() { f() }",
      "load_audio: \"nowhere.wav\" does not exist", "\"nowhere.wav\""
    ),
  ])
  func `are given`(text: String, message: String, marked: String) throws {
    let found = check(text)
    let first = try #require(found.first)
    #expect(first.message == message)
    #expect(first.marked == marked)
    #expect(first.severity == .warning && !first.isCertain)
    #expect(found.count == 1, "\(found)")
  }

  @Test(arguments: [
    "index = 3\nmedian = 2\nprint(index + median)", "for date in [1] { print(date) }",
    "def f(choice) { choice + 1 }\nprint(f(1))", "len = 3\nprint([1, 2].len(), len)",
  ])
  func `are not given for a variable with the name of a built-in that nobody calls`(text: String) {
    #expect(check(text) == [])
  }

  @Test func `are not given in a file of definitions, which others import`() {
    #expect(check("rate = 1\ndef f() { 1 }\nparam n = 2") == [])
  }
}
