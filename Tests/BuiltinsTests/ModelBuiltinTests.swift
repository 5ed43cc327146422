import Foundation
import Testing

/// Wav2Vec2 and HuBERT as recipes meet them: tiny ones with random weights.
struct ModelBuiltinTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
  }

  private static let sizes = """
    hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16, \
    conv_dim=[8, 8, 8, 8, 8, 8, 8], num_conv_pos_embeddings=8, num_conv_pos_embedding_groups=2, seed=1
    """

  /// A tiny model over the letters of the four words.
  private var model: String {
    """
    data = load_dataset(\(folder.quoted("speech.csv")))
    tokenizer = ctc_tokenizer(build_vocab(data))
    model = wav2vec2(tokenizer, \(Self.sizes))

    """
  }

  @Test(arguments: ["wav2vec2", "hubert"])
  func `the arguments are the fields of the configuration`(family: String) {
    let outcome = run(
      model.replacing("= wav2vec2(", with: "= \(family)(") + """
        print(model.family, model.config.conv_dim, model.config.hidden_size, model.config.layerdrop)
        print(model.config.ctc_loss_reduction, model.config.mask_time_prob)
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == ["\(family) [8, 8, 8, 8, 8, 8, 8] 16 0.1", "mean 0.05"])
  }

  @Test func `a recording is looked at from frames to text`() {
    let outcome = run(
      model + """
        logits = model.logits(data[3].audio)
        ids = logits.argmax()
        print(logits.shape, len(ids), tokenizer.tokens(ids).join(" ").split(" ").map(x => len(x) > 0)[0])
        print(tokenizer.decode(ids) == model.transcribe(data[3].audio).text)
        print(tokenizer.decode(tokenizer.encode("three"), group=false), tokenizer.decode(tokenizer.encode("three")))
        states = model.hidden_states(data[3].audio)
        print(len(states), states[0].shape, states[2].shape)
        many = model.logits([data[3].audio, data[0].audio])
        print(len(many), (many[0] == logits).all(), many[1].shape[0] < many[0].shape[0])
        """)
    #expect(outcome.error == "")
    // 0.55 s of 16,000 samples are 8,800; (8,800 - 400) / 320 + 1 frames of 9 letters, | and two more.
    #expect(
      outcome.lines == [
        "[27, 12] 27 true", "true", "three thre", "3 [27, 16] [27, 16]", "2 true true",
      ])
  }

  @Test func `parts are frozen by name, by pattern and by the short names, and thawed`() {
    let outcome = run(
      model + """
        model.freeze("feature_encoder")
        model.summary()
        model.freeze(["encoder.layers.0", "*.bias"])
        model.summary()
        model.unfreeze("*.bias")
        model.unfreeze()
        model.summary(all=true)
        """)
    #expect(outcome.error == "")
    func line(_ start: String, _ number: Int) -> String {
      let found = outcome.lines.filter { $0.hasPrefix(start) }
      return found.indices.contains(number) ? found[number] : ""
    }
    #expect(line("feature_extractor.conv_layers.0 … 6", 0).hasSuffix("  no"))
    #expect(line("encoder.layers.0 … 1", 0).hasSuffix("  yes"))
    #expect(line("encoder.layers.0 ", 1).hasSuffix("  no"))
    #expect(line("encoder.layers.1", 0).hasSuffix("  in part"))
    #expect(outcome.lines.last?.contains("5,972 parameters (24 kB), 5,972 trainable") == true)
    #expect(outcome.lines.contains { $0.hasPrefix("encoder.layers.1.attention.q_proj.weight ") })
  }

  @Test func `batches and recordings alone are evaluated alike`() {
    let outcome = run(
      model + """
        history = model.fit(data, epochs=2, batch_size=2, learning_rate=1e-3, gradient_checkpointing=true,
                            ctc_loss_reduction="sum", ctc_zero_infinity=true, seed=3);
        alone = model.evaluate(data, batch_size=1)
        together = model.evaluate(data, batch_size=4)
        print(alone.predicted == together.predicted, alone.wer == together.wer)
        print(range(4).map(i => abs(alone[i].loss - together[i].loss) < 1e-4))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.suffix(2) == ["true true", "[true, true, true, true]"])
  }

  @Test func `a saved model opens with a ledger, another head and other settings`() {
    let outcome = run(
      model + """
        model.save(\(folder.quoted("model")), language="en", metrics={wer: 0.5})
        again = load_model(\(folder.quoted("model")), mask_time_prob=0.2, ctc_loss_reduction="sum")
        print((again.logits(data[0].audio) == model.logits(data[0].audio)).all())
        print(again.config.mask_time_prob, again.config.ctc_loss_reduction, again.ledger().counts)
        print(again.ledger().columns, again.ledger()[0])
        other = load_model(\(folder.quoted("model")), tokenizer=ctc_tokenizer(build_vocab("xyz")), seed=4)
        print(other.logits(data[0].audio).shape, other.ledger().filter(row => row.fate == "drawn").tensor)
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.prefix(2) == ["true", "0.2 sum {used: 53}"])
    #expect(
      outcome.lines[2].hasPrefix("[\"tensor\", \"shape\", \"format\", \"fate\", \"why\"] {tensor: ")
    )
    #expect(outcome.lines[3] == "[12, 6] [\"lm_head.weight\", \"lm_head.bias\"]")
    #expect(outcome.notices.contains("load_model: the head is drawn afresh"))
  }

  @Test func `weights that are no numbers are counted when a model is first used`() throws {
    let saved = folder.quoted("broken")
    #expect(run(model + "model.save(\(saved))").error == "")
    let weights = URL(fileURLWithPath: folder.path).appendingPathComponent(
      "broken/model.safetensors")
    var bytes = try Data(contentsOf: weights)
    bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0xC0, 0x7F])
    try bytes.write(to: weights)
    let recipe = """
      model = load_model(\(saved))
      audio = load_dataset(\(folder.quoted("speech.csv")))[0].audio

      """
    #expect(!run(recipe).notices.contains("not finite"))
    let outcome = run(recipe + "model.logits(audio);\nmodel.logits(audio);\n")
    #expect(outcome.error == "")
    let found = outcome.notices.split(separator: "\n").filter { $0.contains("not finite") }
    #expect(found.count == 1 && found.first?.contains(": 1 in ") == true, "\(outcome.notices)")
  }

  @Test func `a closed list is ranked, and counted among the first k`() {
    let outcome = run(
      model + """
        words = ["one", "two", "three", "four"]
        rows = model.rank(data[0].audio, words)
        print(rows.columns, len(rows), abs(tensor(rows.probability).sum() - 1) < 1e-6)
        ranked = model.rank(data, words)
        print(ranked.ranked[0] == rows.text, top_k_accuracy(ranked.text, ranked.ranked, k=4))
        print(top_k_accuracy([0, 2], tensor([[0.2, 0.5, 0.1], [0.3, 0.4, 0.2]]), k=2))
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == ["[\"text\", \"probability\", \"loss\"] 4 true", "true 1.0", "0.5"])
  }

  @Test(arguments: [
    ("model.fit(data, spec_augment=true)", "fit: spec_augment changes frames of a spectrogram"),
    ("model.fit(data, ctc_loss_reduction=\"none\")", "fit: ctc_loss_reduction expects"),
    ("model.freeze(\"nothing\")", "freeze: the model has no part \"nothing\"; it has base_model"),
    ("model.unfreeze(\"nothing\")", "unfreeze: the model has no part \"nothing\""),
    ("model.ledger()", "ledger: this model was made here"),
    ("model.logits([1])", "logits: audio expects"),
    ("model.logits(data[0].audio[:100])", "logits: the audio has 100 samples"),
    ("model.hidden_states(data[0].audio[:100])", "hidden_states: the audio has 100 samples"),
    ("model.rank(data[0].audio, [])", "rank: there are no texts"),
    ("model.rank(data[0].audio, [\"ø\"])", "rank: "),
    ("wav2vec2(tokenizer, hidden_size=10)", "wav2vec2: num_attention_heads divides hidden_size"),
    ("wav2vec2(tokenizer, hidden_sise=10)", "wav2vec2: has no argument hidden_sise"),
    ("hubert(tokenizer, conv_dim=[1])", "hubert: conv_dim, conv_stride and conv_kernel have"),
    (
      "wav2vec2(tokenizer, sampling_rate=1)",
      "wav2vec2: sampling_rate expects a whole number from 1,000 to 768,000, got 1"
    ),
    ("load_model(\"missing\")", "load_model: \"missing\" does not exist"),
    ("load_model(\"./missing/model\")", "load_model: \"./missing/model\" does not exist"),
    ("load_model(FOLDER)", "load_model: "),
    ("top_k_accuracy([\"a\"], [[\"a\"]], k=0)", "top_k_accuracy: k is at least 1, not 0"),
    ("top_k_accuracy([], [])", "top_k_accuracy: there are no references"),
    ("top_k_accuracy([\"a\"], [])", "top_k_accuracy: there are 1 reference and 0 ranked lists"),
    ("top_k_accuracy([5], tensor([[1, 2]]))", "top_k_accuracy: class 5 is not one of the 2"),
    ("top_k_accuracy([1], [[\"a\"]])", "top_k_accuracy: ranked texts need texts"),
    ("model.push(\"a b\")", "push: "),
  ])
  func `says in a line what is wrong`(recipe: String, error: String) {
    let outcome = run(model + recipe.replacing("FOLDER", with: folder.quoted(".")))
    #expect(outcome.error.hasPrefix(error), "\(outcome.error)")
    #expect(!outcome.error.contains("\n"))
  }
}
