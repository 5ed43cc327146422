import Language
import Testing

/// Carets under text of every script, and in lines that are too long to be shown.
struct CaretTests {
  /// The line of carets under what is marked, and the place that is named.
  private func caret(_ marked: String) -> (line: String, place: String, shown: String) {
    let marked = MarkedSource(marked)
    let range = SourceRange(marked.source, SourceSpan(marked.marks[0], marked.marks[1]))
    let text = DiagnosticRenderer().render(Diagnostic("wrong", at: range))
    let lines = text.split(separator: "\n").map(String.init)
    return (String(lines[3].dropFirst(3)), range.place, String(lines[2].dropFirst(3)))
  }

  @Test(arguments: [
    // What stands before takes as many columns as a terminal gives it.
    ("漢字 1️⃣x2️⃣", "     ^", 4), ("ｆｕ 1️⃣x2️⃣", "     ^", 4), ("한글 1️⃣x2️⃣", "     ^", 4),
    ("e\u{301}e\u{301} 1️⃣x2️⃣", "   ^", 4), ("नमस्ते 1️⃣x2️⃣", "     ^", 5),
    ("👩‍👩‍👧‍👦 1️⃣x2️⃣", "   ^", 3), ("🇩🇪🇫🇷 1️⃣x2️⃣", "     ^", 4), ("✅⌚️❤️ 1️⃣x2️⃣", "       ^", 5),
    ("👍🏽 1️⃣x2️⃣", "   ^", 3),
    ("سلام 1️⃣x2️⃣", "     ^", 6), ("שָׁלוֹם 1️⃣x2️⃣", "     ^", 6), ("สวัสดี 1️⃣x2️⃣", "     ^", 6),
    ("\t\t1️⃣x2️⃣", "    ^", 3), ("a\tb\t1️⃣x2️⃣", "      ^", 5), ("\u{200F}a 1️⃣x2️⃣", "  ^", 4),
    ("\u{202E}a 1️⃣x2️⃣", "          ^", 4),
    // What is marked has carets under each of its columns.
    ("1️⃣漢字2️⃣ x", "^^^^", 1), ("1️⃣👩‍👩‍👧‍👦2️⃣ x", "^^", 1), ("1️⃣e\u{301}2️⃣ x", "^", 1), ("1️⃣سلام2️⃣ x", "^^^^", 1),
    ("1️⃣\t2️⃣x", "^^", 1), ("x1️⃣2️⃣", " ^", 2), ("1️⃣한2️⃣", "^^", 1), ("1️⃣\u{200D}2️⃣x", "^", 1),
  ])
  func `stand under what is meant`(marked: String, line: String, column: Int) {
    let (caret, place, shown) = caret(marked)
    #expect(caret == line, "\(shown)")
    #expect(place == "test.asr:1:\(column)")
  }

  @Test(arguments: [("a", 1), ("é", 1), ("漢", 2), ("😀", 2), ("e\u{301}", 1), ("س", 1)])
  func `stand right in lines of megabytes, quickly`(letter: String, width: Int) {
    let long = String(repeating: letter, count: 400_000)
    let start = ContinuousClock.now
    let (caret, _, shown) = caret("\(long)1️⃣x2️⃣\(long)")
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(TerminalText.width(shown) <= 124)
    #expect(shown.hasPrefix("…") && shown.hasSuffix("…"))
    let place = shown.firstIndex(of: "x").map { TerminalText.width(String(shown[..<$0])) }
    #expect(place == caret.count - 1)
  }

  @Test func `end where what is shown ends`() {
    let long = String(repeating: "漢", count: 100_000)
    let (caret, _, shown) = caret("x = 1️⃣\(long)2️⃣ + 1")
    #expect(shown.hasSuffix("…"))
    #expect(caret.count == TerminalText.width(shown))
  }
}
