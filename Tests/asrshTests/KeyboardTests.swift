internal import Testing

@testable import asrsh

/// What comes from the keyboard as bytes becomes letters and pastes.
@Suite struct KeyboardTests {
  private func decode(_ bytes: [UInt8]) -> String {
    var decoder = UTF8Decoder()
    var view = String.UnicodeScalarView()
    for byte in bytes { view.append(contentsOf: decoder.push(byte)) }
    return String(view)
  }

  @Test(arguments: ["abc", "żółw", "漢字", "👩‍🚀", "e\u{301}", "\u{1B}[A", "\u{7F}\u{10FFFF}"])
  func `letters survive`(text: String) {
    #expect(decode(Array(text.utf8)) == text)
  }

  @Test(arguments: [
    ([0xFF, 0x61], "\u{FFFD}a"), ([0xC5, 0x61], "\u{FFFD}a"), ([0x80], "\u{FFFD}"),
    ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"), ([0xE6, 0xBC, 0xC5, 0xBC], "\u{FFFD}ż"), ([0xC5], ""),
  ])
  func `bytes that are no letters become the replacement character`(
    bytes: [UInt8], text: String
  ) {
    #expect(decode(bytes) == text)
  }

  @Test func `surrogates are no letters`() {
    #expect(!decode([0xED, 0xA0, 0x80, 0x61]).isEmpty)
    #expect(decode([0xED, 0xA0, 0x80, 0x61]).hasSuffix("a"))
  }

  @Test(arguments: [
    ("a\r\nb\rc\n\n", "a\nb\nc"), ("\tx", "  x"), ("a\u{1B}[31mb\u{7}\u{3}", "a[31mb"),
    ("ż\n漢", "ż\n漢"), ("", ""), ("\n\n", ""),
    ("asr> f(\n   | 1)\nasr> g", "f(\n1)\ng"), ("asr> f\nno prompt", "asr> f\nno prompt"),
  ])
  func `pastes are cleaned`(pasted: String, text: String) {
    #expect(PastedText.cleaned(Array(pasted.utf8)) == text)
  }

  @Test(arguments: [
    ("x = \"\"\"a\tb\n\tc\"\"\"\n\ty", "", "x = \"\"\"a\tb\n\tc\"\"\"\n  y"),
    ("f(\"a\tb\",\t\"\",\tc)", "", "f(\"a\tb\",  \"\",  c)"),
    ("a\tb\nc\t\"\"\"\td", "x = \"\"\"", "a\tb\nc\t\"\"\"  d"),
    ("\"\\\"\t\"\t1", "", "\"\\\"\t\"  1"), ("# \"a\t\n\tb", "", "# \"a  \n  b"),
    ("\"\"\"a\"\tb\"\"\"\tc", "", "\"\"\"a\"\tb\"\"\"  c"), ("\tx", "y = \"\" + ", "  x"),
  ])
  func `a tab in a string stays one`(pasted: String, before: String, text: String) {
    #expect(PastedText.cleaned(Array(pasted.utf8), after: before) == text)
  }

  @Test func `the prompt and the mark are equally wide`() {
    #expect(Prompt.text.count == EditBuffer.mark.count)
    #expect(Prompt.forEditor(color: false) == Prompt.text)
    #expect(Prompt.forEditor(color: true).hasSuffix(" "))
    #expect(Prompt.forEditor(color: true).count { $0 == "\u{1}" } == 4)
  }

  @Test func `no key is bound twice`() {
    let emacs = (EditKeys.emacs + EditKeys.vital).map(\.keys)
    #expect(Set(emacs).count == emacs.count)
    #expect(emacs.allSatisfy { !$0.isEmpty })
  }
}
