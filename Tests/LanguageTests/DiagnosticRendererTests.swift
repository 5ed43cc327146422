import Language
import Testing

struct DiagnosticRendererTests {
  private func rendered(_ marked: String, context: [String] = [], hint: String? = nil) -> String {
    let marked = MarkedSource(marked)
    let span = SourceSpan(marked.marks[0], marked.marks[1])
    let diagnostic = Diagnostic(
      "wrong", at: SourceRange(marked.source, span), context: context, hint: hint)
    return DiagnosticRenderer().render(diagnostic)
  }

  @Test func `shows the line, carets, notes and a hint`() {
    let blank = String(repeating: "\n", count: 13)
    #expect(
      rendered("\(blank)audio = 1️⃣load_audio(row.file)2️⃣", context: ["map, row 17"], hint: "filter")
        == """
        error: wrong
          ┌ test.asr:14:9
        14│ audio = load_audio(row.file)
          │         ^^^^^^^^^^^^^^^^^^^^
          = in: map, row 17
          = hint: filter

        """)
  }

  @Test(arguments: [
    ("日本 = 1️⃣x2️⃣", 7, 1), ("e\u{301} = 1️⃣x2️⃣", 4, 1), ("متن = 1️⃣گفتار2️⃣", 6, 5),
    ("\t1️⃣x2️⃣", 2, 1), ("\u{1B}[31m1️⃣x2️⃣", 10, 1), ("x1️⃣2️⃣", 1, 1), ("😀1️⃣音2️⃣ = 1", 2, 2),
    ("1️⃣\"a\nb2️⃣\"", 0, 2),
  ])
  func `puts carets under the letters as terminals show them`(
    marked: String, indent: Int, carets: Int
  ) {
    let line = rendered(marked).split(separator: "\n")[3]
    #expect(
      line == " │ " + String(repeating: " ", count: indent) + String(repeating: "^", count: carets))
  }

  @Test func `shows a part of a very long line`() {
    let long = String(repeating: "a", count: 5_000)
    let lines = rendered("\(long)1️⃣x2️⃣\(long)").split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 130 })
    let column = lines[3].firstIndex(of: "^").map {
      lines[3].distance(from: lines[3].startIndex, to: $0)
    }
    let place = lines[2].firstIndex(of: "x").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    #expect(column == place)
  }

  @Test func `counts columns in characters and lines from one`() {
    let marked = MarkedSource("a\r\nनि 1️⃣x2️⃣")
    let range = SourceRange(marked.source, SourceSpan(marked.marks[0], marked.marks[1]))
    #expect(range.place == "test.asr:2:3")
    #expect(marked.source.text(marked.source.span(ofLine: 1)) == "a")
  }
}
