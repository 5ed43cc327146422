internal import Foundation
internal import Testing

/// Trainings are never written over: a second one of the same output lies beside the first, and a rerun
/// keeps its own.
@Suite struct KeptTrainingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let speech = #"synthesize_dataset(["one two", "two", "two one"], "speech")"#
    let made = try Binary.run(["-e", speech], in: folder)
    #expect(made.code == 0, "\(made)")
  }

  private static let model = """
    rows = load_dataset("speech")
    model = deepspeech2(ctc_tokenizer(build_vocab(rows)), n_mels=20, conv_channels=[4],
      conv_kernels=[[3, 5]], conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=3)

    """

  private func recipe(_ arguments: String, steps: Int = 2) -> String {
    Self.model
      + "h = model.fit(rows, eval=rows, max_steps=\(steps), eval_steps=1, batch_size=2, seed=1, "
      + arguments + ")\n"
  }

  private func run(_ arguments: String, steps: Int = 2, then rest: String = "") throws
    -> Binary.Outcome
  {
    try Binary.run(
      ["-e", recipe(arguments, steps: steps) + "print(h.output, h.steps)\n" + rest], in: folder)
  }

  /// All files below a folder with their bytes, but for the lock, whose words say who looked last.
  private func contents(_ name: String) throws -> [String: Data] {
    let top = folder.file(name)
    let names = try FileManager.default.subpathsOfDirectory(atPath: top)
    var found: [String: Data] = [:]
    for name in names where !name.hasSuffix("LOCK") {
      found[name] = FileManager.default.contents(atPath: "\(top)/\(name)") ?? Data()
    }
    return found
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.file(name), withIntermediateDirectories: true)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter {
      $0.hasPrefix("run")
    }
  }

  @Test func `a second training of an output goes beside the first, which stays as it is`() throws {
    let first = try run(#"output="run""#)
    #expect(first.code == 0 && first.output.hasSuffix("run 2\n"), "\(first)")
    let before = try contents("run")
    let second = try run(#"output="run/""#, then: "print(load_model(h.output + \"/step-2\"))")
    #expect(second.code == 0 && second.output.contains("run-2 2\nmodel(deepspeech2"), "\(second)")
    #expect(
      second.messages.contains(
        "\"run\" holds a finished training, which is kept; this one goes to \"run-2\"")
        || second.messages.contains("\"run/\" holds a finished training"), "\(second)")
    let third = try run(#"output="./run""#)
    #expect(third.code == 0 && third.output.hasSuffix("./run-3 2\n"), "\(third)")
    #expect(try contents("run") == before)
    #expect(try names() == ["run", "run-2", "run-3"])
    let weights = "step-2/model.safetensors"
    #expect(try contents("run-2")[weights] == before[weights] && before[weights] != nil)
  }

  @Test func `a folder that happens to be called so is no training of it`() throws {
    #expect(try run(#"output="run""#).code == 0)
    try makeFolder("run-2")
    _ = try folder.write("run-2/mine.txt", "mine")
    #expect(try run(#"output="run-3""#).code == 0)
    let before = try contents("run-3")
    let outcome = try run(#"output="run""#)
    #expect(outcome.code == 0 && outcome.output.hasSuffix("run-4 2\n"), "\(outcome)")
    #expect(try contents("run-3") == before && contents("run-2").count == 1)
    // Another output is none of this one's trainings.
    let resumed = try run(#"output="run-3", resume=true"#)
    #expect(resumed.output.hasSuffix("run-3 2\n"), "\(resumed)")
  }

  @Test func `one that was broken off is kept and named, and resume goes on with the last begun`()
    throws
  {
    let killer = try folder.write(
      "killer.sh",
      "#!/bin/sh\n[ -e killed ] && exit\nread a; read b; read c; touch killed; kill -9 $PPID\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: killer)
    let killed = try run(#"output="run", on_log=["./killer.sh"]"#, steps: 300)
    #expect(killed.code != 0)
    let anew = try run(#"output="run""#)
    #expect(anew.code == 0 && anew.output.hasSuffix("run-2 2\n"), "\(anew)")
    #expect(
      anew.messages.contains("\"run\" holds a training that was broken off behind step")
        && anew.messages.contains("resume(\"run\") goes on with it"), "\(anew)")
    // The statement that began the last one goes on with that.
    let last = try run(#"output="run", resume=true"#)
    #expect(last.code == 0 && last.output.hasSuffix("run-2 2\n"), "\(last)")
    #expect(last.messages.contains("the training of this output that was begun last"), "\(last)")
    // By its folder alone goes on what is in that folder.
    let resumed = try Binary.run(
      ["-e", #"h = resume("run"); print(h.output, h.steps)"#], in: folder)
    #expect(resumed.code == 0 && resumed.output.hasSuffix("run 300\n"), "\(resumed)")
  }

  @Test func `two that begin at once beside a finished one get a folder each`() throws {
    #expect(try run(#"output="run""#).code == 0)
    _ = try folder.write("r.asr", recipe(#"output="run""#, steps: 6))
    // The shell's own waiting needs a signal that the tests' process may have blocked.
    let script = #"""
      for i in 1 2 3 4; do
        ( "$0" r.asr --no-record >out-$i 2>&1; echo $? >>codes ) &
      done
      for try in $(seq 600); do
        [ "$(wc -l <codes 2>/dev/null)" = 4 ] && break
        sleep 0.1
      done
      [ "$(sort -u codes)" = 0 ]
      """#
    let outcome = try Binary.run(script: script, in: folder)
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try names() == ["run", "run-2", "run-3", "run-4", "run-5"])
    for number in 2...5 {
      #expect(try contents("run-\(number)")["step-6/model.safetensors"] != nil)
    }
  }

  @Test func `a start that failed leaves no number behind`() throws {
    #expect(try run(#"output="run""#).code == 0)
    for _ in 0..<2 {
      let failed = try run(#"output="run", learning_rates={nowhere: 1e-3}"#)
      #expect(failed.code == 1 && failed.messages.contains("nowhere"), "\(failed)")
    }
    let outcome = try run(#"output="run""#)
    #expect(outcome.output.hasSuffix("run-2 2\n"), "\(outcome)")
    #expect(try names() == ["run", "run-2"])
  }

  @Test func `what is read and written in the folder of an earlier training is said`() throws {
    #expect(try run(#"output="run""#).code == 0)
    let read = try run(
      #"output="run""#, then: "load_model(\"run/step-2\"); load_model(\"run/step-2\")")
    #expect(read.code == 0, "\(read)")
    let words =
      "\"run/step-2\" lies in the folder of an earlier training; that of this run is in \"run-2\""
    #expect(read.messages.components(separatedBy: words).count == 2, "\(read)")
  }

  @Test func `a link, the folder itself and a name without room`() throws {
    try makeFolder("deep")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("run"), withDestinationPath: "deep")
    for _ in 0..<2 { #expect(try run(#"output="run""#).code == 0) }
    #expect(try names() == ["run", "run-2"])
    _ = try folder.write("r.asr", recipe(#"output=".""#))
    let script = #"""
      mkdir here && cp -r speech here && cd here && "$0" ../r.asr --no-record \
        && "$0" ../r.asr --no-record
      """#
    let dot = try Binary.run(script: script, in: folder)
    #expect(dot.code == 0, "\(dot)")
    #expect(try contents("here-2")["step-2/model.safetensors"] != nil)
    let long = String(repeating: "n", count: 254)
    #expect(try run("output=\"\(long)\"").code == 0)
    let refused = try run("output=\"\(long)\"")
    #expect(
      refused.code == 1
        && refused.messages.contains("cannot be made beside it: File name too long"),
      "\(refused)")
  }

  @Test func `a rerun keeps its training in its own record, and gives the same`() throws {
    let text =
      "# %% Train\n" + recipe(#"output="run""#)
      + "print(h.output)\nh\nh.show()\n# %% Look\nprint(load_model(\"run/step-2\").transcribe(rows[0].audio))\n"
      + "h.plot(save=\"run/loss.svg\")\n"
    _ = try folder.write("train.asr", text)
    let first = try Binary.run(["train.asr", "--runs", "first"], in: folder)
    #expect(first.code == 0, "\(first)")
    let before = try contents("run")
    let checked = try Binary.run(["check", "train.asr"], in: folder)
    #expect(checked.code == 0, "\(checked)")
    let rehearsed = try Binary.run(["rehearse", "train.asr"], in: folder)
    #expect(rehearsed.code == 0, "\(rehearsed)")
    #expect(try names() == ["run"])
    for _ in 0..<2 {
      let again = try Binary.run(script: #""$0" rerun first/train/*"#, in: folder)
      #expect(again.code == 0 && again.output.contains("same results"), "\(again)")
      #expect(again.messages.contains("a rerun keeps its training apart, in \"runs/train/"))
    }
    #expect(try contents("run") == before)
    #expect(try names() == ["run", "runs"])
    let records = try FileManager.default.contentsOfDirectory(atPath: folder.file("runs/train"))
    for record in records {
      let kept = try contents("runs/train/\(record)/fit/run")
      #expect(kept["step-2/model.safetensors"] == before["step-2/model.safetensors"])
      #expect(kept["loss.svg"] != nil)
    }
    // The run itself, once more, lies beside the first and can be repeated too.
    let second = try Binary.run(["train.asr", "--runs", "second"], in: folder)
    #expect(second.code == 0 && second.messages.contains("this one goes to \"run-2\""), "\(second)")
  }

  @Test func `a recipe whose records lie in the folder that it makes can be repeated`() throws {
    let text =
      "param output: path = \"runs/train\"\n# %% Train\nmake_folder(output)\n"
      + recipe(#"output=f"{output}/run""#) + "h.plot(save=f\"{output}/loss.svg\")\n"
    _ = try folder.write("train.asr", text)
    for _ in 0..<2 {
      let outcome = try Binary.run(["train.asr"], in: folder)
      #expect(outcome.code == 0, "\(outcome)")
    }
    let before = try contents("runs/train/run")
    let script = #"for run in runs/train/20*; do "$0" rerun $run || exit 10; done"#
    let again = try Binary.run(script: script, in: folder)
    #expect(again.code == 0, "\(again)")
    #expect(try contents("runs/train/run") == before)
    #expect(FileManager.default.fileExists(atPath: folder.file("runs/train/run-2/done")))
    #expect(!FileManager.default.fileExists(atPath: folder.file("runs/train/run-3")))
  }

  @Test func `checking knows where a second training goes`() throws {
    for (path, code) in [
      ("run/a", 0), ("run-2/a", 0), ("run-12/b/c", 0), ("run-b/a", 1), ("walk-2/a", 1),
    ]
      as [(String, Int32)]
    {
      _ = try folder.write(
        "c.asr", recipe(#"output="run""#) + "print(h, read_lines(\"\(path)\"))\n")
      let outcome = try Binary.run(["check", "c.asr"], in: folder)
      #expect((outcome.code != 0) == (code != 0), "\(path): \(outcome)")
    }
  }

  @Test func `another result of a rerun is told`() throws {
    _ = try folder.write("train.asr", "# %% Train\n" + recipe(#"output="run""#))
    #expect(try Binary.run(["train.asr", "--runs", "first"], in: folder).code == 0)
    let script =
      #"sed -i 's/"value": /"value": 1/' first/train/*/run.json; "$0" rerun first/train/*"#
    let again = try Binary.run(script: script, in: folder)
    #expect(again.code == 1 && again.output.contains("fit.loss: "), "\(again)")
  }

  @Test func `a rehearsal of a training that would go on leaves it alone`() throws {
    _ = try folder.write("train.asr", "# %% Train\n" + recipe(#"output="run", resume=true"#))
    #expect(try Binary.run(["train.asr"], in: folder).code == 0)
    let before = try contents("run")
    let rehearsed = try Binary.run(["rehearse", "train.asr"], in: folder)
    #expect(rehearsed.code == 0, "\(rehearsed)")
    #expect(rehearsed.messages.contains("\"run\" is left alone; the run goes on with it"))
    #expect(try contents("run") == before)
    let again = try Binary.run(["train.asr"], in: folder)
    #expect(again.code == 0 && again.messages.contains("behind step 2"), "\(again)")
  }
}
