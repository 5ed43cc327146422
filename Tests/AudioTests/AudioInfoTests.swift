internal import Audio
internal import Tensors
internal import Testing

@Suite struct AudioInfoTests {
  @Test(
    arguments: [
      ("wav", 16), ("flac", 16), ("aiff", 16), ("caf", 16), ("ogg", nil), ("opus", nil),
      ("mp3", nil),
    ] as [(String, Int?)])
  func `a file says how long and how precise it is`(ending: String, precision: Int?) throws {
    let scratch = try Scratch()
    let clip = AudioClip(
      samples: Tensor((0..<32_000).map { Float($0 % 100) / 200 }, shape: [16_000, 2]),
      samplingRate: 16_000)
    let path = scratch.path("a.\(ending)")
    try clip.save(to: path)
    let info = try audioInfo(path)
    #expect(info.precision == precision)
    let bytes = try scratch.bytes("a.\(ending)").count
    #expect(info.byteCount == bytes)
    #expect(abs(info.bitRate - 8 * Double(bytes) / info.duration) < 1e-6)
    #expect(info.channelCount == 2)
  }

  @Test(arguments: [
    (1, 8, 8), (1, 16, 16), (1, 24, 24), (1, 32, 32), (3, 32, 25), (3, 64, 54), (6, 8, 13),
    (7, 8, 14),
  ])
  func `precision is that of the encoding`(tag: Int, bits: Int, precision: Int) throws {
    let scratch = try Scratch()
    let path = try scratch.write(wave(tag: tag, bits: bits, title: nil), "a.wav")
    #expect(try audioInfo(path).precision == precision)
  }

  @Test func `what a file says in words is read`() throws {
    let scratch = try Scratch()
    let titled = try scratch.write(wave(tag: 1, bits: 16, title: "A \u{1B}[2J title"), "a.wav")
    #expect(
      try audioInfo(titled).tags.map { [$0.name, $0.text] } == [["title", "A \u{1B}[2J title"]])
    let untitled = try scratch.write(wave(tag: 1, bits: 16, title: nil), "b.wav")
    #expect(try audioInfo(untitled).tags == [])
  }

  /// A WAV file of 100 frames of silence in an encoding, with a title.
  private func wave(tag: Int, bits: Int, title: String?) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
      Array(name.utf8) + little(body.count, 4) + body + (body.count % 2 == 1 ? [0] : [])
    }
    let width = bits / 8
    var body = Array("WAVE".utf8)
    body += chunk(
      "fmt ",
      little(tag, 2) + little(1, 2) + little(8_000, 4) + little(8_000 * width, 4)
        + little(width, 2) + little(bits, 2))
    if let title {
      body += chunk("LIST", Array("INFO".utf8) + chunk("INAM", Array(title.utf8) + [0]))
    }
    body += chunk("data", [UInt8](repeating: 0, count: 100 * width))
    return chunk("RIFF", body)
  }
}
