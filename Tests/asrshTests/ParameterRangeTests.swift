internal import Foundation
internal import Testing

/// Values out of range that come from the command line are refused before any work.
@Suite struct ParameterRangeTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write(
      "a.asr",
      """
      param epochs = 1
      param batch = 4
      param rate = 1e-3
      param steps = 1
      param root = 1
      param share = 1.0
      param output: path = "model"
      write_text("started", "")
      seed(root)
      rows = synthesize_dataset(["one two", "three"], "speech", seed=root)
      if share != 1 { rows.split(test=share) }
      tokens = ctc_tokenizer(build_vocab(rows))
      model = deepspeech2(tokens, n_mels=20, conv_channels=[2, 2], conv_kernels=[[5, 5], [5, 5]],
                          rnn_layers=1, rnn_size=8)
      model.fit(rows, epochs=epochs, batch_size=batch, learning_rate=rate, max_steps=steps)
      model.evaluate(rows, batch_size=batch)
      model.save(output)

      """)
  }

  @Test(arguments: [
    ("batch=0", "batch_size expects a whole number from 1 to 1,000,000,000, got 0"),
    ("batch=-1", "batch_size expects a whole number from 1"),
    ("batch=9223372036854775807", "batch_size expects a whole number from 1"),
    ("batch=9223372036854775808", "batch expects a whole number"),
    ("batch=200000", "evaluate: batch_size expects a whole number from 1 to 100,000, got 200000"),
    ("epochs=0", "epochs expects a whole number from 1"),
    ("epochs=9223372036854775807", "epochs expects a whole number from 1"),
    ("epochs=9223372036854775808", "epochs expects a whole number"),
    ("epochs=1e3", "epochs expects a whole number"), ("epochs=", "epochs expects a whole number"),
    ("rate=-1", "learning_rate expects a number from 0 to 1,000 or none, got -1"),
    ("rate=nan", "rate expects a number"), ("rate=inf", "rate expects a number"),
    ("rate=-inf", "rate expects a number"), ("rate=1e400", "rate expects a number"),
    ("steps=0", "max_steps expects a whole number from 1"),
    ("root=-1", "seed: number expects a whole number from 0, got -1"),
    ("root=99999999999999999999", "root expects a whole number"),
    ("share=1.5", "split: test expects a number from 0 to 1, got 1.5"),
    ("output=/", "save: folder expects the path of a file or a folder below the root"),
    ("output=//..//.", "save: folder expects the path"), ("output=", "save: folder expects"),
    ("threads=1000000", "a.asr has no parameter threads"),
    ("--threads=1000000", "unknown option '--threads"), ("--bogus", "unknown option '--bogus'"),
    ("epochs", "epochs"), ("=1", "error"),
  ])
  func `refused before any work`(argument: String, text: String) throws {
    let run = try Binary.run(["a.asr", argument], in: folder)
    #expect(run.code == 2)
    #expect(run.output == "")
    #expect(run.message.hasPrefix("error: "))
    #expect(run.message.contains(text), "\(run.messages)")
    for name in ["runs", "started", "speech", "model"] {
      #expect(!FileManager.default.fileExists(atPath: folder.file(name)))
    }
  }

  @Test(arguments: [
    "output=speech", "output=a.asr", "output=.", "output=/dev/null", "output=/proc",
  ])
  func `a model does not take the place of anything else`(argument: String) throws {
    let recipe = try folder.text("a.asr")
    let run = try Binary.run(["a.asr", "--no-record", argument], in: folder)
    #expect(run.code == 1)
    #expect(run.messages.contains("exists and is not a model; choose another name"))
    #expect(try folder.text("a.asr") == recipe)
    #expect(try folder.text("speech/transcripts.tsv").hasPrefix("file\t"))
  }

  @Test(arguments: ["0", "-1", "1000000", "99999999999999999999", "x", ""])
  func `any number of threads gives the same`(threads: String) throws {
    let run = try Binary.run(
      ["-e", "(ones([300, 200]) @ ones([200, 300])).sum()"], in: folder,
      environment: ["ASRSH_THREADS": threads])
    #expect(run.code == 0)
    #expect(run.output == "18000000.0\n")
  }
}
