import Foundation
import Interpreter
import Language
import Testing

/// What comes from data never steers the terminal, by whatever way it is shown.
struct HostileDataTests {
  /// Clears the screen, sets the title, reorders, ends a line, and hides letters.
  private static let hostile =
    "a\u{1B}[2J\u{9B}31m\u{1B}]0;t\u{7}\u{202E}b\u{2066}c\u{2028}d\u{E0041}e"

  /// What of a text a terminal would obey.
  private func commands(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A, 0x200E, 0x2068, 0x2069: false  // ours: lines, and the isolates of cells
      case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x206F, 0xE0000...0xE007F: true
      default: false
      }
    }
  }

  @Test(arguments: [
    "data", "data.show()", "data[0]", "data[0].text", "data.text", "print(data[0].text)",
    "print(data)",
    "print(f\"{data[0]}\")", "str(data[0])", "data.columns", "data.histogram(HOSTILE)",
    "data.plot(HOSTILE)",
    "arange(9).plot(title=HOSTILE)", "assert(false, HOSTILE)", "load_audio(HOSTILE)",
    "arange(9).plot(save=HOSTILE)", "arange(9).save(HOSTILE)", "{HOSTILE: 1}", "[HOSTILE]",
    "data.filter(row => row.nothing)", "write_text(FOLDER + HOSTILE + \".txt\", HOSTILE)",
    "arange(9).plot(save=FOLDER + \"x\\u{1B}[2J\\u{202E}.svg\")", "build_vocab(data)",
    "[ctc_tokenizer({HOSTILE: 0, \"|\": 1, \"[PAD]\": 2}, unk=HOSTILE, pad=\"[PAD]\")]",
    "ctc_tokenizer({HOSTILE: 0, \"|\": 1, \"[PAD]\": 2}, unk=HOSTILE, pad=\"[PAD]\")",
    "def f() { HOSTILE\n1 }\nhelp(f)", "wer([HOSTILE], [\"a\"])",
    "error_report([HOSTILE], [\"a\"])",
  ])
  func `nothing from data acts on the terminal`(expression: String) throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let fields = "speech.wav,\(Self.hostile)"
    try folder.write(
      "hostile.csv",
      "file,text,\(Self.hostile)\n\(fields),1\n\(fields),2\n".replacingOccurrences(
        of: "\u{2028}", with: " "))
    let spelled = Self.hostile.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
    let recipe = expression.replacingOccurrences(of: "HOSTILE", with: "\"\(spelled)\"")
      .replacingOccurrences(of: "FOLDER", with: folder.quoted(""))
    let outcome = run("data = load_dataset(\(folder.quoted("hostile.csv")))\n\(recipe)")
    #expect(commands(outcome.output) == [], "\(outcome.output)")
    #expect(commands(outcome.notices) == [], "\(outcome.notices)")
    let problems = outcome.failure?.diagnostics ?? []
    let errors = problems.map { DiagnosticRenderer().render($0) }.joined()
    #expect(commands(errors) == [], "\(errors)")
    #expect(!problems.contains { $0.kind == "syntax" }, "\(errors)")
  }
}
