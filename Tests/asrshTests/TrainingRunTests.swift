internal import Foundation
internal import Glibc
internal import Testing

@testable import asrsh

/// Trainings that are kept in a folder, broken off and taken up again, as recipes do it.
@Suite struct TrainingRunTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var table = ""
    for (row, text) in ["ab", "ba", "abba", "b a", "bab", "aab"].enumerated() {
      let frames = 6_000 + 900 * row
      var samples = [UInt8](repeating: 0, count: 2 * frames)
      // Noise of a kind: the bytes of a multiplicative sequence.
      var state: UInt32 = UInt32(row) + 1
      for index in samples.indices {
        state = state &* 1_664_525 &+ 1_013_904_223
        samples[index] = index % 2 == 0 ? UInt8(truncatingIfNeeded: state >> 16) : UInt8(row)
      }
      _ = try folder.write("\(row).wav", Self.header(samples.count) + samples)
      table += #"{"file": "\#(row).wav", "text": "\#(text)"}"# + "\n"
    }
    _ = try folder.write("rows.jsonl", table)
  }

  /// The header of a WAV file of 16 bits and 16 kHz with so many bytes of sound.
  private static func header(_ count: Int) -> [UInt8] {
    func four(_ number: Int) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    return Array("RIFF".utf8) + four(count + 36) + Array("WAVEfmt ".utf8) + four(16)
      + [1, 0, 1, 0] + four(16_000) + four(32_000) + [2, 0, 16, 0] + Array("data".utf8)
      + four(count)
  }

  private func recipe(_ arguments: String, steps: Int = 8) -> String {
    """
    rows = load_dataset("rows.jsonl", format="jsonl")
    model = deepspeech2(ctc_tokenizer(build_vocab(rows)), n_mels=20, conv_channels=[4],
      conv_kernels=[[3, 5]], conv_strides=[[2, 2]], rnn_layers=1, rnn_size=16, seed=3)
    model.freeze("conv")
    history = model.fit(rows, eval=rows, max_steps=\(steps), eval_steps=4, batch_size=2,
      learning_rate=1e-2, seed=1, \(arguments))
    print("steps", history.steps, "best", history.best.step)
    """
  }

  private func weights(_ path: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.file("\(path)/step-8/model.safetensors")))
  }

  @Test func `a run goes on by its folder alone`() throws {
    let whole = try Binary.run(["-e", recipe(#"output="whole""#)], in: folder)
    #expect(whole.code == 0 && whole.output.contains("steps 8"), "\(whole)")

    // Killed by a program that it tells of its fifth update.
    let script = """
      #!/bin/sh
      while read line; do
        case "$line" in
          *'"step": 5,'*) [ -e killed ] || { touch killed; kill -9 $PPID; } ;;
        esac
      done

      """
    let killer = try folder.write("killer.sh", script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: killer)
    let killed = try Binary.run(
      ["-e", recipe(#"output="run", on_log=["./killer.sh"]"#, steps: 200)], in: folder)
    #expect(killed.code != 0, "\(killed)")
    let resumed = try Binary.run(["-e", #"print(resume("run").steps)"#], in: folder)
    #expect(resumed.code == 0 && resumed.output.contains("200"), "\(resumed)")
  }

  @Test func `a run of a wav2vec2 that the recipe made goes on by its folder alone`() throws {
    let made = #"""
      rows = synthesize_dataset(["one two", "two"], "speech")
      model = wav2vec2(ctc_tokenizer(build_vocab(rows)), hidden_size=16, num_hidden_layers=1,
                       num_attention_heads=2, intermediate_size=16, num_conv_pos_embeddings=8,
                       conv_dim=[8, 8, 8, 8, 8, 8, 8], num_conv_pos_embedding_groups=2, seed=1)
      model.freeze("feature_encoder")
      model.fit(rows, max_steps=2, save_steps=1, batch_size=2, output="made", seed=1)
      print("resumed", resume("made").steps)
      """#
    let outcome = try Binary.run(["-e", made], in: folder)
    #expect(outcome.code == 0 && outcome.output.contains("resumed 2"), "\(outcome)")
    #expect(!outcome.messages.contains("no longer as it began"), "\(outcome)")
  }

  @Test func `a run that is done is told again, and goes on as it began`() throws {
    let first = try Binary.run(["-e", recipe(#"output="run""#)], in: folder)
    #expect(first.code == 0, "\(first)")
    let again = try Binary.run(["-e", recipe(#"output="run", resume=true"#)], in: folder)
    #expect(again.code == 0 && again.output.contains("steps 8"), "\(again)")
    let told = try Binary.run(["-e", #"h = resume("run"); print(h.steps, h.model)"#], in: folder)
    #expect(told.output.contains("8 model(deepspeech2"), "\(told)")
    let other = try Binary.run(
      ["-e", recipe(#"output="run", resume=true, warmup_steps=3"#)], in: folder)
    #expect(
      other.code == 1 && other.messages.contains("warmup_steps was 0 and is 3"), "\(other)")
    let allowed = try Binary.run(
      ["-e", recipe(#"output="run", resume=true, warmup_steps=3, allow_changes=true"#)], in: folder)
    #expect(
      allowed.code == 0 && allowed.messages.contains("no longer as it began: warmup_steps"),
      "\(allowed)")
  }

  @Test func `a start that failed before its first update is tried again by the same words`() throws
  {
    // The folder was made, and then a setting was found wrong.
    let failed = try Binary.run(
      ["-e", recipe(#"output="run", learning_rates={nowhere: 1e-3}"#)], in: folder)
    #expect(failed.code == 1 && failed.messages.contains("nowhere"), "\(failed)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("run"))
    #expect(names.contains("RUN") && names.contains("eval.jsonl"), "\(names)")
    let unevaluated = recipe(#"output="run""#)
      .replacingOccurrences(of: "eval=rows, ", with: "")
      .replacingOccurrences(of: #", "best", history.best.step"#, with: "")
    let again = try Binary.run(["-e", unevaluated], in: folder)
    #expect(again.code == 0 && again.output.contains("steps 8"), "\(again)")
    // The rows to evaluate on of the first start are none of the second's.
    let told = try Binary.run(["-e", #"h = resume("run"); print(h.steps, h.best)"#], in: folder)
    #expect(told.code == 0 && told.output.contains("8 none"), "\(told)")
  }

  @Test(arguments: [
    (">/dev/full", 1, "No space left on device"), (">&-", 1, "Bad file descriptor"),
    ("| head -1", 141, "Broken pipe"),
  ])
  func `an output that cannot be written ends no training`(
    _ target: String, _ code: Int, _ reason: String
  ) throws {
    _ = try folder.write(
      "a.asr",
      "# %% Train\n" + recipe(#"output="run", logging_steps=1"#, steps: 40)
        + "\nmodel.save(\"saved\")\n")
    let script = "{ \"$0\" a.asr; echo $? >code; } \(target)"
    let run = try Binary.run(script: script, in: folder)
    #expect(try folder.text("code") == "\(code)\n", "\(run)")
    #expect(run.messages.contains("standard output cannot be written: \(reason)"), "\(run)")
    #expect(run.messages.contains("training went on without it"), "\(run)")
    let files = FileManager.default
    #expect(files.fileExists(atPath: folder.file("saved/model.safetensors")))
    #expect(files.fileExists(atPath: folder.file("run/step-40/model.safetensors")))
    let list = try Binary.run(["runs"], in: folder)
    #expect(list.output.contains("done"), "\(list)")
    // The run's log has what nobody could read.
    let runs = try files.contentsOfDirectory(atPath: folder.file("runs/a"))
    let log = try folder.text("runs/a/\(try #require(runs.first))/log.txt")
    #expect(log.contains("training loss") && log.contains("steps 40"), "\(log)")
  }

  @Test func `no stream at all ends no training`() throws {
    let text = recipe(#"output="run""#) + "\nmodel.save(\"saved\")\n"
    _ = try folder.write("a.asr", text)
    _ = try Binary.run(script: "\"$0\" a.asr >/dev/full 2>/dev/full", in: folder)
    #expect(FileManager.default.fileExists(atPath: folder.file("saved/model.safetensors")))
  }

  @Test func `a terminal that goes away without a signal ends no training`() throws {
    let text = recipe("logging_steps=1", steps: 400) + "\nmodel.save(\"saved\")\n"
    _ = try folder.write("a.asr", text)
    var terminal: PseudoTerminal? = try PseudoTerminal(
      ["-c", "(trap '' HUP; \"$0\" a.asr; echo $? >code) & sleep 60", Binary.path],
      program: "/bin/sh", environment: Binary.environment(home: folder.path), folder: folder.path)
    try terminal?.see("training loss")
    terminal = nil
    let deadline = Date(timeIntervalSinceNow: 30)
    while Date() < deadline, !FileManager.default.fileExists(atPath: folder.file("code")) {
      usleep(50_000)
    }
    usleep(100_000)
    #expect(FileManager.default.fileExists(atPath: folder.file("saved/model.safetensors")))
    #expect(try folder.text("code") == "1\n")
  }

  @Test func `two signals to stop at once are one`() throws {
    let text = recipe(#"output="run""#, steps: 100_000)
    _ = try folder.write("a.asr", text)
    let process = try Binary.start(Binary.path, ["a.asr"], in: folder)
    let log = folder.file("run/metrics.jsonl")
    while process.isRunning, ((try? Data(contentsOf: URL(filePath: log)).count) ?? 0) < 100 {
      usleep(1_000)
    }
    // As timeout sends them: to the process, and to its group.
    kill(process.processIdentifier, SIGINT)
    usleep(1_000)
    kill(process.processIdentifier, SIGINT)
    let ended = try Binary.finish(process, in: folder)
    #expect(ended.code == 130, "\(ended)")
    #expect(ended.messages.contains("fit: the model keeps "), "\(ended)")
    let list = try Binary.run(["runs"], in: folder)
    #expect(list.output.contains("interrupted"), "\(list)")
  }

  @Test func `half a second parts two wishes to stop`() {
    let start = ContinuousClock.now
    var wishes = Workplace.Wishes()
    let seconds: [Double] = [0, 0.001, 0.4, 0.6, 0.7, 1.2]
    let seen = seconds.map { wishes.isSecond(at: start + .seconds($0)) }
    #expect(seen == [false, false, false, true, false, false])
  }

  @Test func `after Ctrl-C the name of a fit holds what was done`() throws {
    let terminal = try PseudoTerminal(
      [], environment: Binary.environment(home: folder.path), folder: folder.path)
    try terminal.seePrompt()
    let lines = recipe("logging_steps=1", steps: 100_000).split(separator: "\n")
    _ = try folder.write("make.asr", lines[0...3].joined(separator: "\n"))
    terminal.type(":run make.asr\r")
    try terminal.seePrompt()
    terminal.type("h = model.fit(rows, max_steps=100000, batch_size=2, logging_steps=1)\r")
    try terminal.see("training loss")
    usleep(300_000)
    terminal.type("\u{3}")
    try terminal.see("fit: the model keeps ")
    try terminal.see("h holds what was done up to there")
    try terminal.see("interrupted at shell:1")
    try terminal.seePrompt()
    terminal.type("print(h.steps > 0, len(h) == h.steps, type(h))\r")
    try terminal.see(answer: "true true dataset")
    try terminal.seePrompt()
    // Of a larger expression nothing is bound.
    terminal.type("n = len(model.fit(rows, max_steps=100000, batch_size=2, logging_steps=1))\r")
    try terminal.see("training loss")
    terminal.type("\u{3}")
    try terminal.see("interrupted at shell:1")
    try terminal.seePrompt()
    terminal.type("n\r")
    try terminal.see("unknown name n")
    try terminal.seePrompt()
    terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
  }

  @Test func `SIGTERM saves and ends, and the run ends as if it had not`() throws {
    let whole = try Binary.run(["-e", recipe(#"output="whole""#)], in: folder)
    #expect(whole.code == 0, "\(whole)")
    let text = recipe(#"output="run", resume=true, on_log=["cat"]"#)
    let process = try Binary.start(Binary.path, ["-e", text], in: folder)
    let log = folder.file("run/metrics.jsonl")
    while process.isRunning, ((try? Data(contentsOf: URL(filePath: log)).count) ?? 0) < 100 {
      usleep(1_000)
    }
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    let resumed = try Binary.run(["-e", text], in: folder)
    #expect(resumed.code == 0, "\(resumed)")
    #expect(try weights("run") == weights("whole"))
  }

  @Test(arguments: [
    (#"precision="bf16""#, "bf16 is not there yet"),
    (#"memory="lots""#, "memory is a size"),
    (#"memory="1kB""#, "memory is a size of at least"),
    (#"resume=true"#, "there is no run to resume without a folder"),
    (#"learning_rates={nowhere: 1e-3}"#, "nowhere"),
    (#"learning_rates={conv: "fast"}"#, "the rate of conv is a number"),
    (#"lr_scheduler="cosine", lr_scheduler_kwargs={power: 2}"#, "power does not belong to cosine"),
    (#"warmup_steps=2, warmup_ratio=0.1"#, "say the same"),
    (#"layer_decay=0.9"#, "numbered layers"),
    (#"on_log=["no-such-program"]"#, "there is no program no-such-program"),
    (#"output="rows.jsonl""#, "rows.jsonl"),
  ]) func `what cannot be is refused by name`(_ arguments: String, _ message: String) throws {
    let outcome = try Binary.run(["-e", recipe(arguments)], in: folder)
    #expect(outcome.code != 0 && outcome.messages.contains(message), "\(outcome)")
  }

  @Test func `resume names what is missing`() throws {
    let none = try Binary.run(["-e", #"resume("nowhere")"#], in: folder)
    #expect(none.code != 0 && none.messages.contains("nowhere"), "\(none)")
    let empty = try Binary.run(["-e", #"resume(".")"#], in: folder)
    #expect(empty.code == 1, "\(empty)")
  }

  @Test func `the plan of memory is shown, and a recording that does not fit is named`() throws {
    let model = """
      rows = load_dataset("rows.jsonl", format="jsonl")
      model = deepspeech2(ctc_tokenizer(build_vocab(rows)), n_mels=20, conv_channels=[4],
        conv_kernels=[[3, 5]], conv_strides=[[2, 2]], rnn_layers=1, rnn_size=16, seed=3)
      """
    let shown = try Binary.run(["-e", model + "\nmodel.memory(rows).show()"], in: folder)
    #expect(shown.code == 0 && shown.output.contains("computed_again"), "\(shown)")
    #expect(shown.messages.contains("running means"), "\(shown)")
  }
}
