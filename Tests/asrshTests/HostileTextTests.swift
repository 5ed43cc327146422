internal import Display
internal import Foundation
internal import Language
internal import Testing

@testable import asrsh

/// Names and titles that would act on the terminal, as the program shows them.
@Suite struct HostileTextTests {
  let folder: TemporaryFolder
  /// Clears the screen, and turns around what follows.
  private let hostile = "a\u{1B}[2J\u{202E}b\u{9B}c"

  init() throws { folder = try TemporaryFolder() }

  /// What of a text a terminal would obey.
  private func commands(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      scalar != "\n" && (scalar.properties.generalCategory == .control || scalar == "\u{202E}")
    }
  }

  @Test func `steps, files and parameters are spelled out`() throws {
    let recipe = """
      # About \(hostile)
      param name = "x" "a text, \(hostile)"
      # %% Title \(hostile)
      print(name, "\(hostile)")
      # %% [markdown]
      # Prose \(hostile)
      # %% Next \(hostile)
      nothing_of_that_name("\(hostile)")
      """
    let path = try folder.write("\(hostile).asr", recipe)
    for arguments in [
      [path, "name=\(hostile)"], [path, "\(hostile)=1"], [path, "--help"], ["check", path],
      ["\(hostile).none"], ["--\(hostile)"], ["-e", "1 + \"\(hostile)\""], ["runs"],
    ] {
      let run = try Binary.run(arguments, in: folder)
      #expect(commands(run.output) == [], "\(arguments): \(run.output)")
      #expect(commands(run.messages) == [], "\(arguments): \(run.messages)")
      #expect(!(run.output + run.messages).isEmpty)
    }
  }

  @Test func `choices of a completion stay in their columns and cannot act`() {
    let text = ChoiceList.text(["\(hostile).wav", "سلام.wav", "plain.wav"], width: 80)
    #expect(commands(text) == [])
    #expect(text.contains("\u{2068}سلام.wav\u{2069}"))
    // What is put in stops before it would act.
    #expect(Completion(of: "a", from: [hostile]).insertion == "")
    #expect(Completion(of: "so", from: ["sound\u{1B}[2J.wav"]).insertion == "und")
  }

  @Test func `marks that words are spelled with are kept where text is read`() {
    let spelled = "می‌خواهم \u{200F}سلام\u{200E} 👩‍👩‍👧"
    #expect(TerminalText.escaped(spelled, keepingLines: true) == spelled)
    #expect(TerminalText.escaped("a\u{200F}b") == "a\u{200F}b")
    #expect(
      TerminalText.escaped("a\u{2028}\u{2069}\u{FFF9}\u{E0001}")
        == "a\\u{2028}\\u{2069}\\u{FFF9}\\u{E0001}")
  }

  @Test func `nothing that one of the two ways of spelling out hides does the other let through`() {
    for value in (0...0x10FFFF as ClosedRange<UInt32>) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(Character(scalar))
      let isHidden = escapeForTerminal(text, keeping: [.newline, .tab]) != text
      #expect((TerminalText.escaped(text, keepingLines: true) != text) == isHidden, "\(value)")
    }
  }
}
