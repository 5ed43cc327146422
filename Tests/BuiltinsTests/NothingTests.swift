import Testing

/// Nothing evaluated is no perfect score: a mean over nothing is an error that says what to look at.
struct NothingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
    try folder.write(
      "parts.csv",
      "file,text,split\none.wav,one,train\ntwo.wav,two,train\nthree.wav,three,test\nfour.wav,four,test\n"
    )
  }

  private var setup: String {
    """
    data = load_dataset(\(folder.quoted("parts.csv")))
    tokenizer = ctc_tokenizer(build_vocab(data))
    model = deepspeech2(tokenizer, n_mels=16, conv_channels=[4], conv_kernels=[[5, 5]],
                        conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=1)
    none_left = data.filter(row => row.split == "tset")
    lm = build_lm(["one two"])

    """
  }

  @Test(arguments: [
    (
      "model.evaluate(none_left)",
      "evaluate: there are no rows to evaluate on: of 4 rows, what chose"
    ),
    ("model.evaluate(data.take(0)).wer", "evaluate: there are no rows to evaluate on"),
    ("model.fit(data, eval=none_left)", "fit: there are no rows to evaluate on: of 4 rows"),
    ("model.fit(none_left)", "fit: there are no rows to train on: of 4 rows"),
    ("model.tune(none_left, lm)", "tune: there are no rows to tune on"),
    (
      "model.evaluate(data).filter(r => r.split == \"x\").wer",
      "there are no rows to take a rate of"
    ),
    ("model.evaluate(data).take(0).loss", "there are no rows to take a rate of"),
    ("wer([], [])", "wer: there are no texts to take a rate of"),
    ("cer([], [])", "cer: there are no texts to take a rate of"),
    ("per([], [])", "per: there are no texts to take a rate of"),
    ("wer(none_left.text, none_left.text)", "wer: there are no texts to take a rate of"),
    (
      "wer([\"\", \" \"], [\"\", \"\"])",
      "wer: nothing is said in the references and nothing was heard"
    ),
    ("cer(\"\", \"\")", "cer: nothing is said in the references and nothing was heard"),
    ("per([\"\"], [\"\"], fold=\"timit39\")", "per: nothing is said in the references"),
    ("error_report([], [])", "error_report: there are no texts to take a rate of"),
    ("error_report([\"\"], [\"\"])", "error_report: nothing is said in the references"),
    (
      "error_report(none_left.map(r => {predicted: r.text}))",
      "error_report: there are no rows to report"
    ),
    ("none_left.describe()", "describe: there are no rows to describe: of 4 rows"),
    ("none_left.histogram(\"duration\")", "histogram: there are no rows to count: of 4 rows"),
    ("mean([])", "mean: the list is empty"),
    ("mean(none_left.duration)", "mean: the list is empty"),
    ("zeros([0]).mean()", "mean: "), ("zeros([0, 3]).mean(axis=0)", "mean: "),
    ("zeros([0]).std()", "std: "),
    ("top_k_accuracy(none_left.text, [])", "top_k_accuracy: there are no references"),
  ])
  func `a mean over nothing is an error`(recipe: String, error: String) {
    let outcome = run(setup + recipe)
    #expect(outcome.error.hasPrefix(error), "\(outcome.error)")
    #expect(outcome.output == "")
  }

  @Test(arguments: [
    "none_left", "data.map(row => {text: row.text.upper()}).filter(row => row.split == \"tset\")",
    "data.filter(row => row.split == \"tset\").map(row => {n: 1})",
    "data.select([\"audio\", \"text\", \"split\"]).filter(row => row.split == \"Test\").sort(\"text\")",
  ])
  func `the values that there were to ask for are named`(rows: String) {
    let outcome = run(setup + "model.evaluate(\(rows))")
    #expect(outcome.error.hasPrefix("evaluate: there are no rows to evaluate on: of 4 rows"))
    #expect(
      outcome.hint
        == "is the value that a filter asks for spelled as in the data? split has \"train\", \"test\""
    )
  }

  @Test func `words that nobody said are counted as jiwer counts them`() {
    let outcome = run(
      "print(wer([\"\"], [\"a\"]), wer([\"\", \"\"], [\"a\", \"b c\"]), cer([\"\", \"\"], [\"a\", \"b c\"]))"
    )
    #expect(outcome.error == "")
    #expect(outcome.lines == ["1.0 3.0 4.0"])
  }

  @Test(arguments: [
    (
      "model.rank(data[0].audio, [\"one\" * 200, \"two\" * 200])",
      "rank: none of the texts fits: the recording has"
    ),
    ("model.rank(data, [\"one\" * 200])", "rank: row 0: none of the texts fits: the recording has"),
    (
      "top_k_accuracy([3, 2, 0], zeros([3, 4]) / 0, k=1)",
      "top_k_accuracy: the score of class 0 in row 0 is not a number"
    ),
    (
      "top_k_accuracy([0, 1], tensor([[1, 2], [0, float(\"nan\")]]))",
      "top_k_accuracy: the score of class 1 in row 1 is not a number"
    ),
  ])
  func `scores that have no order are refused by name`(recipe: String, error: String) {
    let outcome = run(setup + recipe)
    #expect(outcome.error.hasPrefix(error), "\(outcome.error)")
  }

  @Test func `a text that does not fit has no probability, and comes last`() {
    let outcome = run(
      setup + """
        ranked = model.rank(data[0].audio, ["one" * 200, "two", "one"])
        print(ranked.text[2] == "one" * 200, ranked.probability[2], ranked.loss[2])
        print(abs(sum(ranked.probability) - 1) < 1e-9, model.rank(data, ["one" * 200, "two"]).ranked[3][0])
        print(top_k_accuracy([1, 0], tensor([[1, 2], [0, -float("inf")]]), k=1))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["true 0.0 inf", "true two", "1.0"])
  }
}
