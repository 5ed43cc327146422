internal import Display
internal import Language
internal import Testing

/// Errors and tables are laid out by modules that do not know each other, and agree.
@Suite struct TerminalTextTests {
  @Test func `errors and tables give every letter the same width, and escape the same`() {
    var widths: [UInt32] = []
    var escapes: [UInt32] = []
    for code in 0x20...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let text = String(Character(scalar))
      if TerminalText.width(text) != text.displayWidth { widths.append(code) }
      if (TerminalText.escaped(text) == text) != (escapeForTerminal(text) == text) {
        escapes.append(code)
      }
    }
    #expect(widths.isEmpty, "\(widths.prefix(20))")
    #expect(escapes.isEmpty, "\(escapes.prefix(20))")
  }

  @Test(arguments: [
    "漢字", "e\u{301}", "नमस्ते", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "✅⌚️❤️", "👍🏽", "1\u{FE0F}\u{20E3}", "שָׁלוֹם", "สวัสดี", "한글",
  ])
  func `they agree about letters of several parts`(text: String) {
    #expect(TerminalText.width(text) == text.displayWidth)
  }
}
