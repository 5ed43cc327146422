import Testing

/// Rows chosen from results have rates of their own: those of evaluating these rows alone.
struct EvaluationSubsetTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
    let names = ["one", "two", "three", "four", "one", "three", "two", "four"]
    var lines = ["file,text,speaker,note"]
    for (index, name) in names.enumerated() {
      lines.append(
        "\(name).wav,\(name) \(names[(index + 3) % 8]),\(["mia", "theo"][index / 2 % 2]),\(index)")
    }
    try folder.write("people.csv", lines.joined(separator: "\n") + "\n")
  }

  /// A model that has heard the rows for a while, and so hears some letters.
  private var setup: String {
    """
    data = load_dataset(\(folder.quoted("people.csv")))
    tokenizer = ctc_tokenizer(build_vocab(data))
    model = deepspeech2(tokenizer, n_mels=16, conv_channels=[4], conv_kernels=[[5, 5]],
                        conv_strides=[[2, 2]], rnn_layers=1, rnn_size=16, seed=1)
    model.fit(data, epochs=30, learning_rate=0.02);
    results = model.evaluate(data, batch_size=1)
    def same(some, rows) {
      alone = model.evaluate(rows, batch_size=1)
      print(some.wer == alone.wer, some.cer == alone.cer, some.loss == alone.loss, some.blank == alone.blank,
            some.wer == wer(some.text, some.predicted), some.cer == cer(some.text, some.predicted))
    }

    """
  }

  @Test(arguments: [
    ("results.filter(r => r.speaker == \"theo\")", "data.filter(r => r.speaker == \"theo\")"),
    (
      "results.filter(r => r.speaker == \"theo\", cache=false).filter(r => r.note > 3)",
      "data.filter(r => r.speaker == \"theo\" and r.note > 3)"
    ),
    ("results.sort(\"note\", descending=true)", "data.sort(\"note\", descending=true)"),
    ("results.take(3)", "data.take(3)"), ("results[2:5]", "data[2:5]"), ("results[5:]", "data[5:]"),
    ("results.sample(3, seed=4)", "data.sample(3, seed=4)"),
    ("results.shuffle(seed=4)", "data.shuffle(seed=4)"),
    (
      "results.sort(\"loss\")[0:4].sort(\"note\")",
      "data.filter(r => list(results.sort(\"loss\")[0:4]).map(s => s.note).contains(r.note))"
    ),
    (
      "results.map(r => {long: r.duration > 0.3}).filter(r => r.long)",
      "data.filter(r => r.duration > 0.3)"
    ),
    (
      "results.remove(\"speaker\").rename({note: \"number\"}).filter(r => r.number < 5)",
      "data.filter(r => r.note < 5)"
    ),
    (
      "results.select([\"note\", \"text\", \"predicted\", \"wer\", \"cer\", \"loss\"]).take(2)",
      "data.take(2)"
    ),
    ("results.filter(r => print(r.note) == none and r.note == 6)", "data[6:7]"),
    (
      "results.worst(3).sort(\"note\")",
      "data.filter(r => list(results.worst(3)).map(s => s.note).contains(r.note))"
    ),
  ])
  func `rows that are chosen have the rates of evaluating them alone`(chosen: String, alone: String)
  {
    let outcome = run(setup + "same(\(chosen), \(alone))")
    #expect(outcome.error == "")
    #expect(outcome.lines.last == "true true true true true true")
  }

  @Test func `the rates of parts are not all the same, and results keep the columns of the rows`() {
    let outcome = run(
      setup + """
        print(results.columns)
        rates = data.speaker.unique().map(s => results.filter(r => r.speaker == s).loss)
        print(rates[0] != rates[1], min(rates) <= results.loss, results.loss <= max(rates), results.cer > 0)
        theo = results.filter(r => r.speaker == "theo")
        print(error_report(theo).rate == theo.wer, error_report(theo, unit="character").rate == theo.cer)
        print(len(theo.rejected), type(theo), theo == results.filter(r => r.speaker == "theo"))
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines.suffix(4) == [
        #"["text", "predicted", "wer", "cer", "loss", "confidence", "file", "speaker", "note", "duration", "sampling_rate", "audio"]"#,
        "true true true true", "true true", "0 dataset true",
      ])
  }

  @Test func `rows of one recording are told apart`() throws {
    try folder.write("twice.csv", "file,text\none.wav,one\none.wav,two two\none.wav,one\n")
    let outcome = run(
      setup
        + """
        twice = model.evaluate(load_dataset(\(folder.quoted("twice.csv"))))
        print(range(3).map(i => twice[i:i + 1].wer) == list(twice).map(r => r.wer))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.last == "true")
  }

  @Test func `a table without the columns that rates come from is a plain one`() {
    let outcome = run(
      setup + """
        print(type(results.select(["text", "wer"]).wer), type(results.remove("loss").wer), type(results.rename({predicted: "heard"}).cer))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.last == "list list list")
  }

  @Test(arguments: [
    (
      "results.map(r => {predicted: r.text}).wer",
      "row 0 has another predicted than was evaluated, so that"
    ),
    ("results.map(r => {text: r.text + \"x\"}).cer", "row 0 has another text than was evaluated"),
    ("results.map(r => {wer: 0.0}).filter(r => r.note > 2).loss", "row 0 has another wer than was"),
    (
      "results.filter(r => r.speaker == \"theoo\").wer",
      "there are no rows to take a rate of: of 8 rows, what"
    ),
    ("error_report(results.take(0))", "error_report: there are no rows to report on"),
  ])
  func `rows that have no rates say why`(recipe: String, message: String) {
    let outcome = run(setup + recipe)
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }
}
