internal import Foundation
internal import Testing

/// Models that are saved while the process is killed, or where there is no room.
struct SavingTests {
  private let folder: TemporaryFolder
  /// Makes a model of some hundred kilobytes and saves it.
  private let first = """
    model = deepspeech2(ctc_tokenizer(build_vocab(["one two three"])), n_mels=20, conv_channels=[2, 2],
                        conv_kernels=[[5, 5], [5, 5]], rnn_layers=1, rnn_size=64)
    model.save("model")

    """

  init() throws { folder = try TemporaryFolder() }

  private func loads() throws -> Bool {
    let outcome = try Binary.run(["-e", "load_model(\"model\").summary();"], in: folder)
    return outcome.code == 0
  }

  /// The names in the folder, without those that the test itself makes.
  private func leftOvers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      !["model", "stdin", "stdout", "stderr", "a.asr", ".config"].contains($0)
    }
  }

  @Test func `a model is whole whenever the process is killed`() throws {
    _ = try folder.write("a.asr", first + "print(1)\nwhile true { model.save(\"model\") }\n")
    for attempt in 0..<12 {
      let process = try Binary.start(Binary.path, ["a.asr", "--no-record"], in: folder)
      while process.isRunning, try folder.text("stdout") != "1\n" { usleep(2_000) }
      // Other instants of the save each time.
      usleep(UInt32(1_000 + attempt * 1_700))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(try loads(), "attempt \(attempt)")
    }
  }

  @Test func `a model that finds no room leaves the old one whole`() throws {
    _ = try folder.write("a.asr", first)
    #expect(try Binary.run(["a.asr", "--no-record"], in: folder).code == 0)
    let weights = try Data(contentsOf: URL(filePath: folder.file("model/model.safetensors")))
    #expect(weights.count > 100_000)
    // 32 KiB is the most that a file may have.
    let outcome = try Binary.run(
      script: "ulimit -f 64; exec \"$0\" a.asr --no-record", in: folder)
    #expect(outcome.code == 1, "\(outcome)")
    #expect(outcome.messages.contains("model") && outcome.messages.contains("File too large"))
    #expect(
      try Data(contentsOf: URL(filePath: folder.file("model/model.safetensors"))) == weights)
    #expect(try leftOvers().isEmpty && loads())
  }
}
