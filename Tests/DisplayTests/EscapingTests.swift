import Display
import Testing

@Test(arguments: [
  ("plain text", "plain text"),
  ("\u{1B}[2J", "\\u{1b}[2J"),
  ("\u{1B}]52;c;aGk=\u{7}", "\\u{1b}]52;c;aGk=\\u{7}"),
  ("\u{9B}31m", "\\u{9b}31m"),
  ("\u{0}\u{7F}", "\\u{0}\\u{7f}"),
  ("a\r\nb\tc", "a\\r\\nb\\tc"),
  ("abc\u{202E}fed", "abc\\u{202e}fed"),
  ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
  ("a\u{2028}b", "a\\u{2028}b"),
  ("\u{E0041}", "\\u{e0041}"),
])
func `shows what would act on the terminal`(text: String, shown: String) {
  #expect(escapeForTerminal(text) == shown)
}

@Test(arguments: ["می‌خواهم", "السلام \u{200F}عليكم", "👩‍👩‍👧", "naïve café", "한국어", "ñ\u{303}"])
func `leaves what words are spelled with`(text: String) {
  #expect(Array(escapeForTerminal(text).unicodeScalars) == Array(text.unicodeScalars))
}

@Test func `shows noncharacters, which Swift has no literal for`() {
  let scalars = [0xFFFF, 0x1FFFE, 0xFDD0].compactMap(
    Unicode.Scalar.init as (UInt32) -> Unicode.Scalar?)
  let text = String(String.UnicodeScalarView(scalars))
  #expect(escapeForTerminal(text) == "\\u{ffff}\\u{1fffe}\\u{fdd0}")
}

@Test func `keeps newlines and tabs that are asked for`() {
  #expect(escapeForTerminal("a\n\tb\r", keeping: [.newline, .tab]) == "a\n\tb\\r")
  #expect(escapeForTerminal("a\n\tb", keeping: .newline) == "a\n\\tb")
  // A carriage return and a line feed are one character to Swift, and still two to a terminal.
  #expect(escapeForTerminal("a\r\nb", keeping: .newline) == "a\\r\nb")
}

@Test func `lets no control byte through, whatever the text`() {
  let every = String(String.UnicodeScalarView((0...0x10FFFF).compactMap(Unicode.Scalar.init)))
  let escaped = escapeForTerminal(every)
  #expect(!escaped.unicodeScalars.contains { $0.properties.generalCategory == .control })
  let reordering: Set<Unicode.Scalar> = [
    "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}",
    "\u{2069}",
  ]
  #expect(!escaped.unicodeScalars.contains { reordering.contains($0) })
}
