internal import Foundation
internal import Testing

/// Rehearsals through the program itself.
struct RehearsalTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a failure in the last step is found, and nothing is left behind`() throws {
    _ = try folder.write(
      "a.asr",
      """
      # %% Speak
      words = range(200).map(i => f"word {i}")
      data = synthesize_dataset(words, "speech")
      split = data.split(test=0.2, seed=1)
      # %% Train
      model = deepspeech2(ctc_tokenizer(build_vocab(data)), n_mels=20, conv_channels=[2, 2], conv_kernels=[[5, 5], [5, 5]],
                          rnn_layers=1, rnn_size=8)
      history = model.fit(split.train, eval=split.test, epochs=50, batch_size=4, eval_steps=20)
      model.save("model")
      load_model("model").evaluate(split.test)
      # %% Fail
      write_text("words.txt", words[200])

      """)
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let outcome = try Binary.run(["rehearse", "a.asr"], in: folder)
    #expect(outcome.code == 1, "\(outcome)")
    #expect(outcome.messages.contains("index 200 is outside"))
    #expect(outcome.messages.contains("16 of 200 texts"))
    #expect(outcome.messages.contains("fit: "))
    #expect(outcome.messages.contains("the run would write speech, model"))
    #expect(outcome.messages.contains("The whole run takes about"))
    let after = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(
      Set(after).subtracting(before).subtracting([".config"]) == ["stdin", "stdout", "stderr"])
  }

  @Test func `a recipe that cannot start is not rehearsed`() throws {
    _ = try folder.write("a.asr", "param n = 1 \"n\"\nprint(n\n")
    #expect(try Binary.run(["rehearse", "a.asr"], in: folder).code == 2)
    #expect(try Binary.run(["rehearse"], in: folder).code == 2)
    #expect(try Binary.run(["rehearse", "a.asr", "--rows", "0"], in: folder).code == 2)
  }

  @Test func `functions of rows see every row where that is quick`() throws {
    _ = try folder.write(
      "rows.csv", "text\n" + (0..<500).map { "row \($0)" }.joined(separator: "\n") + "\n")
    _ = try folder.write(
      "a.asr",
      "xs = read_lines(\"rows.csv\")\nprint(len(xs))\nwrite_text(\"out.txt\", \"x\")\n"
        + "print(read_lines(\"out.txt\")[0])\n")
    let outcome = try Binary.run(["rehearse", "a.asr"], in: folder)
    #expect(outcome.code == 0 && outcome.output == "501\nx\n", "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("out.txt")))
  }
}
