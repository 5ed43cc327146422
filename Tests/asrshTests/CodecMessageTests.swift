internal import Foundation
internal import Testing

/// What the libraries of codecs think of a file is not for the user's terminal.
@Suite struct CodecMessageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The bytes of a file that `Tests/Fixtures/mpeg.py` wrote.
  private func bytes(_ name: String, file: String = #filePath) throws -> [UInt8] {
    let tests = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    return [UInt8](
      try Data(contentsOf: tests.appending(path: "Fixtures/audio/mpeg/\(name)")))
  }

  @Test func `what codecs print is not shown`() throws {
    // Frames of 72 bytes, in some of which what follows the header is nonsense.
    var damaged = try bytes("cbr_16000.mp3")
    for frame in [3, 4, 9] {
      for place in frame * 72 + 4..<frame * 72 + 30 { damaged[place] = 0x7B }
    }
    _ = try folder.write("damaged.mp3", damaged)
    let tagged = try bytes("vbr_tag_16000.mp3")
    _ = try folder.write("joined.mp3", tagged + tagged)
    for (name, frames) in [("damaged", 10_944), ("joined", 16_000)] {
      let code = "load_audio(\"\(name).mp3\").samples.shape"
      let outcome = try Binary.run(["-e", code], in: folder)
      #expect(outcome.messages == "")
      #expect(outcome.output == "[\(frames)]\n")
    }
  }

  @Test func `what the program itself says is still shown behind it`() throws {
    let tagged = try bytes("vbr_tag_16000.mp3")
    _ = try folder.write("cut.mp3", tagged.dropLast(10))
    let outcome = try Binary.run(["-e", "load_audio(\"cut.mp3\")"], in: folder)
    #expect(outcome.code == 1)
    #expect(outcome.message.contains("\"cut.mp3\" is truncated ("))
  }
}
