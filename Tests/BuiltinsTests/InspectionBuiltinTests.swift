import Testing

/// Looking at data, cleaning it, and reporting errors, as recipes do it.
struct InspectionBuiltinTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
    for name in ["one", "two"] { try folder.writeWave("\(name).wav") }
    try folder.write(
      "odd.csv",
      "file,text,speaker\none.wav,\"One, TWO*\",a\ntwo.wav,twø,b\nnone.wav,lost,b\n")
  }

  private var data: String { "data = load_dataset(\(folder.quoted("odd.csv")))\n" }

  @Test func `a description has its numbers as fields`() {
    let outcome = run(
      data + """
        about = data.describe()
        print(about.rows, about.speakers, about.words, about.characters, about.longest)
        print(about.sampling_rates[0].count)
        about
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.prefix(2) == ["2 2 3 11 0.5", "2"])
    #expect(outcome.lines.contains { $0.hasPrefix("longest") && $0.contains("one.wav") })
    #expect(outcome.notices.contains("1 of 3 rows were left out: 1 without a recording"))
  }

  @Test func `odd characters and letters outside a vocabulary come with their rows`() {
    let outcome = run(
      data + """
        odd = data.characters().filter(row => row.count == 1)
        print(odd.character.join(""))
        unknown = data.clean().unknown_letters(ctc_tokenizer(build_vocab("one two")))
        print(unknown.letter, unknown[0].rows)
        print(len(data.select("text").take(1).clean("en").unknown_letters(ctc_tokenizer(build_vocab("one two")))))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.last == "0")
    #expect(outcome.lines.dropLast().last == "[\"ø\"] [1]")
    #expect(outcome.lines.first?.contains("*") == true)
  }

  @Test func `cleaning says how many rows it changed and emptied`() {
    let outcome = run(
      data + """
        print(data.clean("en").text)
        print(data.map(row => {text: "?!"}).clean().text)
        print(len(data.problems), len(data.clean().problems))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["[\"one two\", \"twø\"]", "[\"\", \"\"]", "1 1"])
    #expect(outcome.notices.contains("clean: 1 of 2 rows changed\n"))
    #expect(outcome.notices.contains("clean: 2 of 2 rows changed, 2 have no text left"))
  }

  @Test func `a split says what its parts share`() {
    let outcome = run(
      "data = load_dataset(\(folder.quoted("speech.csv")))\n"
        + "data.map(row => {text: \"the same\", speaker: \"s\"}).split(test=0.5, seed=1)\n0")
    #expect(outcome.error == "")
    #expect(outcome.notices.contains("1 of 1 speakers are on both sides"))
    #expect(outcome.notices.contains("held-out rows have a sentence of the training rows"))
  }

  @Test func `a split says which share it missed, as with few speakers it must`() throws {
    let rows = (0..<100).map { "\($0),\($0 % 2)\n" }.joined()
    _ = try folder.write("halves.csv", "n,half\n" + rows)
    let outcome = run(
      """
      many = load_dataset(\(folder.quoted("halves.csv")), format="table")
      many.split(test=0.5, seed=1)
      for seed in range(40) {
        try { many.split(test=0.1, seed=seed, by="half") } catch problem { problem }
      }
      """)
    #expect(outcome.error == "")
    let notices = outcome.notices.split(separator: "\n").filter { $0.contains("split:") }
    // Half of a hundred rows is missed by less; a half is never a tenth, and often in no part.
    #expect(notices.count > 3 && !notices[0].contains("asked for"), "\(notices)")
    #expect(notices.dropFirst().allSatisfy { $0.contains("(asked for: 10.0% as test)") })
  }

  @Test func `the bounds of an error report hold its rate, and come again with the seed`() {
    let outcome = run(
      """
      said = range(60).map(i => "one two three")
      heard = range(60).map(i => if i % 3 == 0 { "one too three" } else { "one two three" })
      report = error_report(said, heard, seed=1)
      print(report.low < report.rate, report.rate < report.high, report.low > 0)
      again = error_report(said, heard, seed=1)
      print(again.low == report.low, again.high == report.high)
      print(error_report(said, heard, seed=2).rate == report.rate)
      print(report.confusions[0])
      print(len(report.worst), len(report.rows), report.missed == report.added)
      print(per(["h# sh ix"], ["sil sh ih"], fold="timit39"), per(["a b"], ["a"]))
      """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        "true true true", "true true", "true",
        "{reference: \"two\", hypothesis: \"too\", count: 20}", "20 60 true", "0.0 0.5",
      ])
  }

  @Test func `an error report shows its worst rows word under word`() {
    let outcome = run(
      """
      error_report(["one two three", "four", "a b"], ["one too three more", "four", "b"], seed=1)
      error_report(["ab c"], ["abd"], unit="character", seed=1)
      error_report(["میں نے <b>کہا</b>"], ["میں کہا"], seed=1)
      """)
    #expect(outcome.error == "")
    #expect(
      outcome.output.contains(
        """
        row 0, WER 66.67 %
        reference   one two three ****
        hypothesis  one too three more
                        S         I

        row 2, WER 50 %
        reference   a b
        hypothesis  * b
                    D
        """), "\(outcome.output)")
    #expect(
      outcome.output.contains(
        """
        row 0, CER 50 %
        reference   a b ␣ c
        hypothesis  a b d *
                        S D
        """), "\(outcome.output)")
  }

  @Test func `an error report of rows compares their texts with what was predicted`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let rows = "rows = load_dataset(\(folder.quoted("speech.csv"))).take(2)\n"
    let outcome = run(
      rows + """
        heard = rows.map(row => {predicted: row.text.sub("two", "too")})
        report = heard.error_report(seed=1)
        print(report.rate == error_report(heard.text, heard.predicted, seed=1).rate, report.confusions[0])
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["true {reference: \"two\", hypothesis: \"too\", count: 1}"])
    let without = run(rows + "error_report(rows)")
    #expect(without.error.contains("predicted"), "\(without.error)")
  }

  @Test(arguments: [
    ("error_report([\"a\"], [])", "error_report: "),
    ("error_report([\"a\"])", "error_report: hypotheses is missing"),
    ("error_report([\"a\"], [\"a\"], confidence=1)", "error_report: confidence"),
    ("\"a\".clean(\"xx\")", "clean: language"), ("\"a\".normalize(\"nfc\")", "normalize: form"),
    ("\"a\".sub(\"(\", \"\")", "sub: \"(\" is no regular expression"),
    ("\"a\".sub(\"a\", r\"\\1\")", "sub: \"a\" has no group 1"),
  ])
  func `what cannot be done is refused by name`(recipe: String, error: String) {
    #expect(run(recipe).error.hasPrefix(error), "\(run(recipe).error)")
  }
}
