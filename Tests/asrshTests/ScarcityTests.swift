internal import Foundation
internal import Glibc
internal import Testing

/// A system that gives little: few descriptors, threads, stack, no folder to write to.
@Suite struct ScarcityTests {
  let folder: TemporaryFolder

  private static let model = """
    rows = synthesize_dataset(["one two", "three four"], "speech")
    model = deepspeech2(ctc_tokenizer(build_vocab(rows)), n_mels=20, conv_channels=[2, 2],
                        conv_kernels=[[5, 5], [5, 5]], rnn_layers=1, rnn_size=8)
    model.fit(rows, epochs=2);
    model.save("model")
    print(load_model("model").evaluate(rows).wer >= 0)

    """

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write("a.asr", "print(6 * 7)\n")
    _ = try folder.write("model.asr", Self.model)
  }

  private func run(_ script: String) throws -> Binary.Outcome {
    try Binary.run(script: script.replacing("ASRSH", with: "exec timeout 20 \"$0\""), in: folder)
  }

  /// Names in the folder, without those that the test makes.
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !["a.asr", "model.asr", "stdin", "stdout", "stderr", ".config"].contains($0) }
      .sorted()
  }

  @Test func `without a folder for passing files the error says so`() throws {
    #expect(try run("TMPDIR=/none ASRSH -e '6 * 7'").output == "42\n")
    let speech = try run("TMPDIR=/none ASRSH -e 'synthesize(\"a\").duration'")
    #expect(speech.code == 1)
    #expect(speech.message.contains("\"/none/"))
    #expect(speech.message.hasSuffix("No such file or directory"), "\(speech.message)")
    let rehearsal = try run("TMPDIR=/none ASRSH rehearse a.asr")
    #expect(rehearsal.code == 2)
    #expect(rehearsal.message.hasSuffix("cannot be written: No such file or directory"))
  }

  @Test func `where no room is left no file is half written`() throws {
    let script = "(ulimit -f 0; \"$0\" -e 'synthesize(\"a\").duration') 2>&1 | cat"
    // espeak-ng ends by the signal that such a write brings; ours is an error.
    #expect(try run(script).output.hasPrefix("error: synthesize: "))
    let saved = try run(
      "(ulimit -f 0; \"$0\" -e 'write_text(\"x\", \"abc\")'; echo $?) 2>&1 | cat")
    #expect(saved.output.hasPrefix("error: write_text: \"x\" cannot be written"))
    #expect(saved.output.hasSuffix("\n1\n"))
    #expect(try names() == [])
  }

  @Test func `memory that the system does not have is an error, not a crash`() throws {
    let large = try run("ulimit -v 3000000; ASRSH -e '(zeros([20000, 20000]) + 1).sum()'")
    #expect(large.code == 1)
    #expect(large.messages == "error: the system has no 1600 MB of memory left\n")
  }

  @Test func `no home is needed but for models from the hub`() throws {
    #expect(try run("unset HOME; ASRSH a.asr --no-record").output == "42\n")
    let hub = try run("unset HOME; HF_HUB_OFFLINE=1 ASRSH -e 'load_model(\"a/b\")'")
    #expect(hub.code == 1)
    #expect(hub.message.contains("HOME is not set"))
    var environment = Binary.environment(home: folder.path)
    environment["HOME"] = nil
    let terminal = try PseudoTerminal([], environment: environment, folder: folder.path)
    try terminal.seePrompt()
    terminal.type("6 * 7\r")
    try terminal.see(answer: "42")
    terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
  }

  @Test func `a folder that was removed under the program is an error of what needs it`() throws {
    let gone = "mkdir gone; cd gone; rmdir ../gone;"
    #expect(try run("\(gone) ASRSH -e '6 * 7'").output == "42\n")
    let relative = try run("\(gone) ASRSH a.asr")
    #expect(relative.code == 2)
    #expect(relative.message.hasSuffix("cannot be read: No such file or directory"))
    let absolute = try run("\(gone) ASRSH \(folder.file("a.asr"))")
    #expect(absolute.output == "42\n")
    #expect(absolute.code == 0)
    #expect(absolute.message.hasPrefix("this run is not recorded: "))
    let write = try run("\(gone) ASRSH -e 'write_text(\"x\", \"y\")'")
    #expect(write.code == 1)
    #expect(write.message == "error: write_text: \"x\" cannot be written")
  }

  @Test(arguments: [4, 5, 6, 7, 8, 12, 31])
  func `too few descriptors are an error at the start`(count: Int) throws {
    for arguments in ["a.asr", "-e 1", "check a.asr", "format a.asr", ""] {
      let refused = try run("ulimit -n \(count); ASRSH \(arguments)")
      #expect(refused.code == 2, "\(refused)")
      #expect(refused.output == "")
      let reason = "error: only \(count) files may be open at a time, and 32 are needed"
      #expect(refused.message == reason)
    }
    #expect(try names() == [])
  }

  @Test func `a limit that may be raised is raised`() throws {
    #expect(try run("ulimit -S -n 10; ASRSH a.asr").output == "42\n")
  }

  @Test func `the descriptors that are asked for are enough`() throws {
    let model = try run("ulimit -n 32; ASRSH model.asr")
    #expect(model.code == 0, "\(model)")
    #expect(model.output.hasSuffix("true\n"))
    #expect(!model.messages.contains("not recorded"))
  }

  @Test(arguments: [128, 256, 1_024])
  func `a small stack is enough`(kilobytes: Int) throws {
    let deep = "def f(n) { if n == 0 { 0 } else { 1 + f(n - 1) } }\nprint(f(4000))\n"
    _ = try folder.write("deep.asr", deep)
    let limit = "ulimit -s \(kilobytes);"
    #expect(try run("\(limit) ASRSH deep.asr --no-record").output == "4000\n")
    let abyss = try run("\(limit) ASRSH -e 'def f(x) { f(x + 1) }\nf(0)'")
    #expect(abyss.code == 1)
    #expect(abyss.message.contains("calls are nested too deeply"))
    let model = try run("\(limit) ASRSH model.asr --no-record")
    #expect(model.code == 0, "\(model)")
    #expect(model.output.hasSuffix("true\n"))
  }
}
