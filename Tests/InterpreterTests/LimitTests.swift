import Dispatch
import Interpreter
import Language
import Testing

/// What a slip would make too large, too deep or endless is an error.
struct LimitTests {
  @Test(arguments: [
    ("10 ** 10 ** 10", "the result is too large for a whole number"),
    ("10.0 ** 400", "the result is too large for a number; the largest is about 1.8e308"),
    ("\"a\" * 10**12", "the result would be too large to keep in memory"),
    ("[1] * 10**12", "the result would be too large to keep in memory"),
    ("list(range(10**18))", "list: the result would be too large to keep in memory"),
    ("range(10**18).map(x => x)", "map: the result would be too large to keep in memory"),
    (
      "s = \"ab\"; while true { s = f\"{s}{s}\" }",
      "the result would be too large to keep in memory"
    ),
    ("s = \"ab\"; while true { s = s + s }", "the result would be too large to keep in memory"),
    ("xs = [1]; while true { xs = xs + xs }", "the result would be too large to keep in memory"),
    (
      "s = \"a\" * 2**20; s.replace(\"a\", s)",
      "replace: the result would be too large to keep in memory"
    ),
    (
      "xs = [1]; while true { xs = [xs, xs] }",
      "a value can have at most 2000000000 parts, those that it shares counted each time"
    ),
    (
      "xs = [1]; while true { xs = xs.append(xs) }",
      "a value can have at most 2000000000 parts, those that it shares counted each time"
    ),
    (
      "x = {a: 1}; while true { x = {a: x, b: x} }",
      "a value can have at most 2000000000 parts, those that it shares counted each time"
    ),
    ("x = 1; while true { x = {a: x} }", "values can be nested at most 500 levels deep"),
    (
      "def wrap(x) { () => x }\nf = 1; while true { f = wrap(f) }",
      "values can be nested at most 500 levels deep"
    ),
    ("def f(x) { f(x) }\nf(1)", "f: calls are nested too deeply"),
    ("def f(x) { [x].map(y => f(y)) }\nf(1)", "f: calls are nested too deeply"),
    ("def f(x) { try { f(x) } catch p { assert(false, p.kind) } }\nf(1)", "assert: assert"),
    ("def f(x) { f\"{f(x)}\" }\nf(1)", "f: calls are nested too deeply"),
    ("def f(x) { if true { -[f(x)][0] } }\nf(1)", "f: calls are nested too deeply"),
    ("f = x => x.f()\nf(1)", "f: calls are nested too deeply"),
    (
      "(\"a\" * 50 + \"b\").remove(r\"(a+)+$\")",
      "remove: the search for \"(a+)+$\" was given up: it tries too many ways"
    ),
    ("range(-2**63, 2**63 - 1)", "the result is too large for a whole number"),
    ("range(-9223372036854775807, 9223372036854775807)", "range: the numbers are too far apart"),
    ("abs(-9223372036854775807 - 1)", "abs: the result is too large for a whole number"),
    ("enumerate([1], 9223372036854775807)", "enumerate: start is too large"),
    ("round(-9223372036854775807, -1)", "round: the result is too large for a whole number"),
  ])
  func `ends in an error`(text: String, message: String) {
    #expect(run(text).errors == [message])
  }

  @Test func `a session may have a number of steps`() {
    let errors = runOnDeepStack {
      let session = Session(
        registry: Registry(Core.builtins), output: { _ in }, diagnostics: { _ in })
      session.mostSteps = 1_000
      var errors: [String] = []
      for text in ["for i in range(900) { }", "while true { try { while true { } } catch p { } }"] {
        do throws(RunFailure) {
          try session.run(SourceText(text, name: "test"))
        } catch {
          errors += error.diagnostics.map(\.message)
        }
      }
      return errors
    }
    #expect(errors == ["more than 1000 steps were made"])
  }

  @Test(arguments: [
    "(\"ab\" * 40000000).remove(\"a\")", "range(5000000).sort(by=x => 0 - x); while true { }",
    "range(10000000).unique()",
  ])
  func `long work of a built-in can be stopped`(text: String) {
    let interruption = Interruption()
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) { interruption.request() }
    let start = ContinuousClock.now
    let outcome = run(sources: [text], interruption: interruption)
    #expect(outcome.errors == ["interrupted"])
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
