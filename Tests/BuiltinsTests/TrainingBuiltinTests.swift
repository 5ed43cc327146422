import Testing

/// Training on a few short tones: not to learn, but to meet what users meet.
struct TrainingBuiltinTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
    let long = String(repeating: "one two ", count: 12)
    try folder.write(
      "long.csv", "file,text\none.wav,one\ntwo.wav,\(long)\nthree.wav,\(long)\nfour.wav,four\n")
    try folder.write("letters.csv", "file,text\none.wav,one\ntwo.wav,twø\n")
  }

  /// A tiny model over the letters of the four words.
  private var model: String {
    """
    data = load_dataset(\(folder.quoted("speech.csv")))
    tokenizer = ctc_tokenizer(build_vocab(data, "one two"))
    model = deepspeech2(tokenizer, n_mels=16, conv_channels=[4], conv_kernels=[[5, 5]],
                        conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=1)

    """
  }

  @Test func `names and counts rows whose labels cannot fit, in fit and evaluate alike`() {
    let outcome = run(
      model + """
        long = load_dataset(\(folder.quoted("long.csv")))
        history = model.fit(long, epochs=1);
        results = model.evaluate(long);
        print(history.rejected.row, results.rejected.row, len(results))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.last == "[1, 2] [1, 2] 2")
    for name in ["fit", "evaluate"] {
      let notice = outcome.notices.split(separator: "\n").first { $0.hasPrefix("\(name): ") } ?? ""
      #expect(notice.contains("2 rows are set aside"), "\(outcome.notices)")
      #expect(notice.contains("two.wav") && notice.contains("three.wav"), "\(outcome.notices)")
    }
  }

  @Test func `the same seed gives the same losses and transcripts to the last bit`() {
    let recipe =
      model + """
        history = model.fit(data, eval=data, epochs=2, batch_size=2, seed=3);
        print(history.loss, history.eval_loss, model.transcribe(data).predicted)
        """
    let (first, second) = (run(recipe), run(recipe))
    #expect(first.error == "")
    #expect(first.lines.last == second.lines.last)
    #expect(run(recipe.replacing("seed=3", with: "seed=4")).lines.last != first.lines.last)
  }

  @Test func `a saved model hears the same`() {
    let outcome = run(
      model + """
        model.save(\(folder.quoted("model")))
        again = load_model(\(folder.quoted("model")))
        (again.logits(data[0].audio) == model.logits(data[0].audio)).all()
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.last == "true")
  }

  @Test(arguments: [
    ("model.fit(load_dataset(LETTERS))", "fit: the vocabulary lacks \"ø\""),
    ("model.evaluate(load_dataset(LETTERS))", "evaluate: the vocabulary lacks \"ø\""),
    ("tokenizer.encode(\"ø\")", "encode: "),
    ("model.fit(data.take(0))", "fit: there are no rows to train on"),
    (
      "model.fit(data.map(row => {text: \"\"}))",
      "fit: no row is left to train on: all 4 are set aside"
    ),
    (
      "model.fit(data, epochs=0)",
      "fit: epochs expects a whole number from 1 to 1,000,000,000, got 0"
    ),
    ("model.fit(data, batch_size=0)", "fit: batch_size expects a whole number from 1 to"),
    (
      "model.fit(data, learning_rate=-1)", "fit: learning_rate expects a number from 0 to 1,000"
    ),
    ("model.fit(data, seed=-1)", "fit: seed expects a whole number from 0 or none, got -1"),
    ("model.fit(data, epoch=1)", "fit: has no argument epoch"),
    ("model.fit(data, text_column=\"texts\")", "fit: "), ("model.fit([1])", "fit: train expects"),
    (
      "model.evaluate(data, batch_size=0)",
      "evaluate: batch_size expects a whole number from 1 to 100,000, got 0"
    ),
    ("model.logits(\"a\")", "logits: audio expects an audio"),
    ("model.transcribe(\"missing.wav\")", "transcribe: \"missing.wav\" does not exist"),
    ("model.freeze(\"nothing\")", "freeze: "),
  ])
  func `says in a line what is wrong`(recipe: String, error: String) {
    let outcome = run(model + recipe.replacing("LETTERS", with: folder.quoted("letters.csv")))
    #expect(outcome.error.hasPrefix(error), "\(outcome.error)")
    #expect(!outcome.error.contains("\n"))
  }

  @Test func `an unknown argument comes with the nearest spelling`() {
    #expect(run(model + "model.fit(data, epoch=1)").hint == "did you mean epochs?")
    #expect(run("load_audio(\"a.wav\", sample_rate=1)").hint == "did you mean sampling_rate?")
  }
}
