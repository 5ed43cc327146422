internal import Foundation
internal import Glibc
internal import Testing

@testable import asrsh

/// The recipe that makes speech, short, the recipe that trains on it, and runs that are stopped.
@Suite struct SpeechRecipeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func recipe(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "recipes/\(name).asr").path
  }

  private func names(_ path: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder.file(path)) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.file(path)).sorted()
  }

  @Test func `a list of names becomes a corpus that a recognizer is trained on`() throws {
    _ = try folder.write("names.txt", "Aspirin\nibuprofen\n\ncodeine\naspirin\nmorphine\n")
    let words = ["words=names.txt", "takes=3", "test_takes=1", "output=out"]
    let first = try Binary.run([recipe("make_speech")] + words, in: folder)
    #expect(first.code == 0, "\(first.messages)")
    #expect(first.output.contains("4 names: aspirin, ibuprofen, codeine, morphine"))
    #expect(first.output.contains("train: 12 recordings"))
    #expect(first.output.contains("test:  4 recordings"))
    #expect(try folder.text("out/names.txt") == "aspirin\nibuprofen\ncodeine\nmorphine\n")
    let made = try names("out/train")
    #expect(made.contains("speech.jsonl") && made.contains("transcripts.tsv"))

    // One more name changes nothing about the old ones.
    _ = try folder.write("names.txt", "insulin\naspirin\nibuprofen\ncodeine\nmorphine\n")
    let second = try Binary.run([recipe("make_speech")] + words, in: folder)
    #expect(second.code == 0, "\(second.messages)")
    let waves = made.count { $0.hasSuffix(".wav") }
    #expect(second.messages.contains(" made, \(waves) kept from before"))
    #expect(Set(try names("out/train")).isSuperset(of: made))

    let trained = try Binary.run(
      [recipe("hubert_words"), "epochs=1", "folder=out", "output=model"], in: folder,
      environment: ["PATH": "/none"])
    #expect(trained.code == 0, "\(trained.messages)")
    #expect(trained.output.contains("5 names: insulin, aspirin, ibuprofen, codeine, morphine"))
    #expect(trained.output.contains("trained · top 1 "))
    #expect(trained.output.contains("by chance: top 1 20.0%"))
  }

  @Test func `another program makes it too, and voices of both sets are refused`() throws {
    let program = try folder.write(
      "say.sh", "#!/bin/sh\nexec espeak-ng --stdin -w \"$2\" -v \"$1\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    _ = try folder.write("names.txt", "aspirin\ncodeine\n")
    let words = ["words=names.txt", "takes=2", "output=out", "command=./say.sh,{voice},{output}"]
    let outcome = try Binary.run(
      [recipe("make_speech"), "voices=en,en-us", "test_voices=en-gb"] + words, in: folder)
    #expect(outcome.code == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("train: 4 recordings"))
    #expect(try folder.text("out/test/transcripts.tsv").hasPrefix("file\ttext\tspeaker\n"))
    let same = try Binary.run(
      [recipe("make_speech"), "voices=en,en-us", "test_voices=en"] + words, in: folder)
    #expect(same.code == 1)
    #expect(same.messages.contains("en: the held-out set needs voices of its own"))
  }

  private static let many = """
    texts = range(3000).map(i => f"this is sentence number {i} of many")
    data = synthesize_dataset(texts, "speech", voices=["en", "en-us"], sampling_rate=8000)
    print(len(data), len(load_dataset("speech")))
    """

  /// Starts a long synthesis, and waits until some files are there.
  private func start() throws -> Process {
    let process = try Binary.start(Binary.path, ["-e", Self.many], in: folder)
    while process.isRunning, try names("speech").count(where: { $0.hasSuffix(".wav") }) < 20 {
      Thread.sleep(forTimeInterval: 0.02)
    }
    return process
  }

  /// Makes the rest of what a run left, but of fewer texts, and returns what is said about it.
  private func goOn() throws -> String {
    let outcome = try Binary.run(["-e", Self.many.replacing("3000", with: "60")], in: folder)
    #expect(outcome.output == "60 60\n", "\(outcome)")
    return outcome.messages
  }

  @Test func `Ctrl-C stops at once, and the next run goes on`() throws {
    let process = try start()
    let start = ContinuousClock.now
    process.interrupt()
    let outcome = try Binary.finish(process, in: folder)
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(outcome.code == 130)
    #expect(try names("speech").allSatisfy { !$0.hasPrefix(".") && $0 != "transcripts.tsv" })
    #expect(try goOn().contains("kept from before"))
  }

  @Test func `a run that was killed is gone on with`() throws {
    let process = try start()
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try !names("speech").contains("transcripts.tsv"))
    #expect(try goOn().contains("kept from before"))
  }

  @Test func `Ctrl-C does not wait for a program that hangs`() throws {
    let process = try Binary.start(
      Binary.path, ["-e", "print(1)\nsynthesize(\"a\", command=[\"sleep\", \"60\"])"], in: folder)
    while process.isRunning, try folder.text("stdout") != "1\n" {
      Thread.sleep(forTimeInterval: 0.02)
    }
    Thread.sleep(forTimeInterval: 0.3)
    let start = ContinuousClock.now
    process.interrupt()
    #expect(try Binary.finish(process, in: folder).code == 130)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test func `no file but what was asked for is left behind`() throws {
    let passing = folder.file("passing")
    try FileManager.default.createDirectory(atPath: passing, withIntermediateDirectories: false)
    let outcome = try Binary.run(
      ["-e", "synthesize(\"`touch x` -w y\").save(\"a.wav\")"], in: folder,
      environment: ["TMPDIR": passing])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try names("passing") == [])
    let left = try names(".").filter { !["stdin", "stdout", "stderr"].contains($0) }
    #expect(Set(left).subtracting([".config"]) == ["a.wav", "passing"])
    #expect(try !names(".config").contains("pulse"))
  }

  @Test func `what is wrong with a command is said with its place`() throws {
    for (call, message) in [
      ("command=[\"say\", \"{voise}\"]", "the word \"{voise}\" has {voise}; there are {voice}"),
      ("command=[]", "the command has no program"),
      ("command=[\"true\", \"{voice}\"]", "the command has {voice}, and no voice is given"),
      ("command=[\"true\"], speed=2", "a speed is given, and the command has no {speed}"),
      ("command=[\"no-such-program\"]", "there is no program no-such-program in the folders"),
      ("speed=20", "speed must be a whole number from 80 to 450 words a minute, not 20"),
    ] {
      let outcome = try Binary.run(["-e", "synthesize(\"a\", \(call))"], in: folder)
      #expect(outcome.code == 1)
      #expect(outcome.message.contains(message), "\(outcome.messages)")
    }
  }
}
