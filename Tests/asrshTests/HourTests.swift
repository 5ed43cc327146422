internal import Foundation
internal import Testing

@testable import asrsh

/// A recording of an hour: its length takes no memory, and it can be stopped.
@Suite struct HourTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write(
      "hour.asr",
      """
      param recording: path = "a.wav" "what is heard"
      param decoder = "greedy" "how it becomes a text"
      model = deepspeech2(ctc_tokenizer(build_vocab(["ab c"])), n_mels=16, conv_channels=[4],
                          conv_kernels=[[5, 5]], conv_strides=[[2, 4]], rnn_layers=1, rnn_size=8, seed=1)
      heard = model.transcribe(recording, decoder=decoder)
      print(len(heard.text), heard.words[-1].end)

      """)
  }

  /// Writes a recording of 8,000 samples a second with a click now and then, mostly a hole in the file.
  private func writeRecording(_ name: String, seconds: Int, pause: Int = 1) throws {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let size = 2 * 8_000 * seconds
    var header = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8)
    header += little(16, 4) + little(1, 2) + little(1, 2) + little(8_000, 4) + little(16_000, 4)
    header += little(2, 2) + little(16, 2) + Array("data".utf8) + little(size, 4)
    let file = try FileHandle(forWritingTo: URL(filePath: folder.write(name, "")))
    try file.write(contentsOf: header)
    for second in stride(from: 0, to: seconds, by: pause) {
      try file.seek(toOffset: UInt64(44 + second * 16_000 + second % 50 * 160))
      try file.write(contentsOf: (0..<100).flatMap { little($0 * 7_919 % 20_000, 2) })
    }
    try file.truncate(atOffset: UInt64(44 + size))
    try file.close()
  }

  /// The most memory that a process had at a time, in kilobytes, as far as it was seen.
  private func run(
    _ recording: String, _ decoder: String
  ) throws -> (outcome: Binary.Outcome, kilobytes: Int) {
    let process = try Binary.start(
      Binary.path, ["hour.asr", "recording=\(recording)", "decoder=\(decoder)", "--no-record"],
      in: folder)
    let status = "/proc/\(process.processIdentifier)/status"
    var highest = 0
    while process.isRunning {
      if let text = try? String(contentsOfFile: status, encoding: .utf8),
        let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
      {
        let digits = line.filter(\.isNumber)
        highest = max(highest, Int(digits) ?? 0)
      }
      usleep(20_000)
    }
    return (try Binary.finish(process, in: folder), highest)
  }

  @Test(arguments: ["greedy", "beam"])
  func `an hour takes as much memory as five minutes`(decoder: String) throws {
    try writeRecording("short.wav", seconds: 300)
    try writeRecording("long.wav", seconds: 3_600)
    let (short, long) = (try run("short.wav", decoder), try run("long.wav", decoder))
    #expect(short.outcome.code == 0, "\(short.outcome.messages)")
    #expect(long.outcome.code == 0, "\(long.outcome.messages)")
    #expect(short.kilobytes > 10_000)
    #expect(long.kilobytes < short.kilobytes + 16_384, "\(short.kilobytes), \(long.kilobytes) kB")
    #expect(long.kilobytes < 200_000)
    // What is done within a second shows no progress.
    let messages = long.outcome.messages
    #expect(messages.isEmpty || messages.contains("real-time factor 0.0"), "\(messages)")
  }

  @Test func `hours can be stopped`() throws {
    try writeRecording("long.wav", seconds: 4 * 3_600, pause: 50)
    let process = try Binary.start(
      Binary.path, ["hour.asr", "recording=long.wav", "--no-record"], in: folder)
    // It reads the recording to survey it, or hears its first windows.
    usleep(1_000_000)
    process.interrupt()
    let outcome = try Binary.finish(process, in: folder)
    #expect(outcome.code == 130)
    #expect(outcome.output == "")
  }
}
