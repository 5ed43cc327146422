import Foundation
import Testing

/// TextGrids and CTM as recipes read and save them.
struct AlignmentFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "points.TextGrid",
      """
      "ooTextFile"
      "TextGrid"
      0 2
      <exists>
      3
      "IntervalTier" "MAU" 0 2
      3
      0 0.5 "o" 0.5 1 "n" 1 2 "<p:>"
      "IntervalTier" "ORT-MAU" 0 2
      2
      0 1 "one" 1 2 ""
      "TextTier" "bell" 0 2
      2
      0.5 "ding" 1.5 "dong"
      """)
    try folder.write("two.ctm", "r A 0 1 one 0.5\nr B 0 0.5 two 0.5\n")
    try folder.write(
      "fields.ctm",
      "r 2 0 0.5 one 0.5 lex ann\nr 2 0.5 0 two NA lex NA\nr 2 0.25 0.5 three NA fp bob\n"
    )
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  private func load(_ name: String, _ arguments: String = "") -> String {
    "a = load_alignment(\(folder.quoted(name))\(arguments))\n"
  }

  @Test func `all tiers are there, and what was guessed is said`() {
    let outcome = run(
      load("points.TextGrid") + """
        print(a.words.word, a.tokens.token, a.tiers.map(t => t.name), a.tiers.map(t => t.kind))
        print(a.tiers[2].entries.columns, a.tiers[2].entries.text, a.tiers[2].entries.start)
        print(a.tiers[0].entries.text)
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        #"["one"] ["o", "n"] ["MAU", "ORT-MAU", "bell"] ["interval", "interval", "point"]"#,
        #"["text", "start", "end", "score"] ["ding", "dong"] [0.5, 1.5]"#, #"["o", "n", "<p:>"]"#,
      ])
    #expect(
      outcome.notices == """
        load_alignment: tier "ORT-MAU" is taken as words, "MAU" as tokens; words= and tokens= choose others
        load_alignment: "<p:>" (1) is taken as silence; silence=[] keeps it as words and tokens

        """)
  }

  @Test func `tiers are chosen by name or number`() {
    let outcome = run(
      load("points.TextGrid", ", words=2, tokens=\"ORT-MAU\"")
        + "print(a.words.word, a.tokens.token)")
    #expect(outcome.error == "" && outcome.notices == "")
    #expect(outcome.lines == [#"["ding", "dong"] ["one"]"#])
    #expect(
      run(load("points.TextGrid", ", words=\"KAN\"")).error
        .hasSuffix("has no tier \"KAN\"; it has \"MAU\", \"ORT-MAU\", \"bell\""))
    #expect(run(load("points.TextGrid", ", channel=\"A\"")).error.contains("is a TextGrid"))
    #expect(run(load("two.ctm", ", words=\"x\"")).error.contains("is a CTM, which has no tiers"))
  }

  @Test func `points and silences are saved as they were`() throws {
    let outcome = run(
      load("points.TextGrid") + "a.save(\(folder.quoted("again.TextGrid")), short=true)")
    #expect(outcome.error == "" && !outcome.notices.contains("save:"))
    #expect(try text("again.TextGrid").contains("\"TextTier\"\n\"bell\"\n0\n2\n2\n0.5\n\"ding\"\n"))
    #expect(try text("again.TextGrid").contains("1\n2\n\"<p:>\"\n"))
  }

  @Test func `what a format has no place for is said`() throws {
    let outcome = run(
      load("points.TextGrid")
        + ["ctm", "srt", "vtt", "txt", "json"].map { "a.save(\(folder.quoted("b." + $0)))\n" }
        .joined())
    #expect(outcome.error == "")
    let loss =
      "save: not written: 1 tier, \"bell\" (2 points); .TextGrid and .json hold all\n"
    #expect(outcome.notices.components(separatedBy: loss).count == 5)
    #expect(try text("b.json").contains("\"ding\""))
    let fields = run(load("fields.ctm") + "a.save(\(folder.quoted("c.srt")))")
    #expect(
      fields.notices
        == "save: not written: types and speakers of 3 words; .ctm and .json hold them\n")
  }

  @Test func `words without a length and words that overlap are saved and read again`() throws {
    let outcome = run(
      load("fields.ctm") + """
        print(a.words.word, a.words.type, a.words.speaker)
        a.save(\(folder.quoted("d.TextGrid")))
        b = load_alignment(\(folder.quoted("d.TextGrid")))
        print(b.words.word, b.tiers.map(t => t.name))
        a.save(\(folder.quoted("d.ctm")))
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        #"["one", "three", "two"] ["lex", "fp", "lex"] ["ann", "bob", none]"#,
        #"["one", "three", "two"] ["words", "words (overlapping)", "words (points)"]"#,
      ])
    #expect(outcome.notices.contains("save: 1 of \"words\" overlap others"))
    #expect(outcome.notices.contains("save: 1 of \"words\" have no length"))
    #expect(
      try text("d.ctm") == """
        d 2 0.0000 0.5000 one 0.5000 lex ann
        d 2 0.2500 0.5000 three NA fp bob
        d 2 0.5000 0.0000 two NA lex NA

        """)
  }

  @Test func `what a file lacks has columns all the same`() {
    let outcome = run(
      load("two.ctm", ", channel=\"A\"") + """
        print(a.tokens.token, a.segments.columns, a.frames.columns, len(a.tokens))
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        #"[] ["text", "start", "end", "start_frame", "end_frame", "score"] "#
          + #"["frame", "time", "token", "probability", "character", "word"] 0"#
      ])
  }

  @Test func `channels are chosen, and never mixed`() {
    #expect(
      run(load("two.ctm")).error
        .hasSuffix("has a second channel, \"B\" after \"A\"; channel= says which one is wanted"))
    let outcome = run(load("two.ctm", ", channel=\"B\"") + "print(a.words.word)")
    #expect(outcome.error == "" && outcome.lines == [#"["two"]"#])
  }

  @Test func `times below 0 are refused where there are none`() throws {
    try folder.write(
      "early.TextGrid",
      "\"ooTextFile\"\n\"TextGrid\"\n-1 1 <exists> 1 \"IntervalTier\" \"words\" -1 1 1 -1 1 \"a\"\n"
    )
    #expect(
      run(load("early.TextGrid") + "a.save(\(folder.quoted("early.srt")))").error
        == "save: \"a\" begins at -1.0 s, and .srt has no times below 0")
    #expect(run(load("early.TextGrid") + "a.save(\(folder.quoted("e.TextGrid")))").error == "")
  }
}
