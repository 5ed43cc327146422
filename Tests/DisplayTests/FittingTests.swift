import Display
import Testing

@Test(arguments: [
  ("transcript", 10, "transcript"), ("transcript", 9, "transcri…"), ("transcript", 1, "…"),
  ("transcript", 0, ""), ("", 0, ""), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"),
  ("日本語", 4, "日…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"),
])
func `cuts by columns, not by characters`(text: String, width: Int, cut: String) {
  #expect(text.truncated(toWidth: width) == cut)
  #expect(text.truncated(toWidth: width).displayWidth <= width)
}

@Test func `marks a cut with three points where there is only ASCII`() {
  #expect("transcript".truncated(toWidth: 8, ellipsis: "...") == "trans...")
  #expect("transcript".truncated(toWidth: 2, ellipsis: "...") == "..")
}

@Test func `pads by columns`() {
  #expect("日本".padded(toWidth: 6) == "日本  ")
  #expect("12".padded(toWidth: 4, .right) == "  12")
  #expect("too long".padded(toWidth: 3) == "too long")
}

@Test(arguments: [
  ("سلام", true, true), ("abc", false, false), ("abc سلام", true, false), ("12 שלום", true, true),
  ("abc\u{200F}", true, false), ("", false, false), ("日本", false, false),
])
func `knows text that is written from right to left`(text: String, holds: Bool, starts: Bool) {
  #expect(text.isRightToLeft == holds)
  #expect(text.startsRightToLeft == starts)
}

@Test func `isolates right-to-left text for terminals that know isolates and those that do not`() {
  #expect("سلام!".isolated(for: Terminal()) == "\u{200E}\u{2068}سلام!\u{2069}\u{200E}")
  #expect("سلام!".isolated(for: Terminal()).displayWidth == "سلام!".displayWidth)
  #expect("abc".isolated(for: Terminal()) == "abc")
  #expect("سلام!".isolated(for: Terminal(hasUnicode: false)) == "سلام!")
}
