import Checking
import Testing

/// Only errors that every run would meet may keep a recipe from running.
struct CertaintyTests {
  @Test(arguments: [
    "range(stpo=1)", "x = 1\nif x == 1 { nowhere }", "def f() { nowhere }\nf()",
    "def f() { g() }\ndef g() { nowhere }\nf()", "for i in [1, 2] { print(i, nowhere) }",
    "for i in range(3) { nowhere }", "f = () => nowhere\nf()", "not nowhere", "nowhere and true",
    "true and nowhere", "[1, {a: nowhere}]", "print(f\"{nowhere}\")", "load_audio(\"nowhere.wav\")",
    "def f() { load_audio(\"nowhere.wav\") }\nf()", "if true { nowhere } else { 1 }",
    "import \"nowhere.asr\"", "param n: int = \"a\"\nprint(n)",
  ])
  func `is given to code that runs`(text: String) {
    #expect(check(text).contains { $0.isCertain && $0.severity == .error }, "\(check(text))")
  }

  @Test(arguments: [
    "if anything() { nowhere }", "def f() { nowhere }\nprint(1)", "anything() and nowhere",
    "for i in range(0) { nowhere }", "for i in anything() { nowhere }",
    "while anything() { nowhere }", "try { nowhere } catch p { print(p) }",
    "[1].map(x => nowhere)", "def f() { if anything() { return 1 }\n nowhere }\nf()",
    "for i in [1] { if anything() { break }\n nowhere }", "if false { nowhere }",
    "def f() { nowhere }\nif anything() { f() }",
    "def f() { nowhere }\ntry { f() } catch p { print(p) }",
    "def f() { nowhere }\n[1].map(f)", "x = 0\nif x == 1 { nowhere }", "() => nowhere",
    "while true { }\nnowhere", "1 < 0 < nowhere",
    "def f() { 1 }\nif anything() { def f() { nowhere } }\nf()",
  ])
  func `is not given to code that may be passed over`(text: String) {
    #expect(!check(text).contains { $0.isCertain }, "\(check(text))")
  }
}
