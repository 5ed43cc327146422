internal import Audio
internal import Foundation
internal import Testing

/// MPEG audio that is cut off or has something else between its frames.
@Suite struct MPEGDamageTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func message(_ bytes: [UInt8], _ name: String = "a.mp3") throws -> String {
    let path = try scratch.write(bytes, name)
    let error = #expect(throws: AudioError.self) { try readAudio(path) }
    #expect(throws: error ?? .cancelled) { try audioInfo(path) }
    return error?.description.replacing("\"\(path)\" ", with: "") ?? "no error"
  }

  @Test func `what is cut off is truncated, with a tag of the length or without`() throws {
    let bare = try MPEGFixture.bytes("cbr_16000.mp3")
    #expect(
      try message(bare.dropLast(30))
        == "is truncated (42 of the 72 bytes of its last frame it declares are there)")
    let tagged = try MPEGFixture.bytes("vbr_tag_16000.mp3")
    #expect(try message(tagged.dropLast(10)).hasPrefix("is truncated ("))
    // Without its last frame or more, at the end of a frame: the tag counts 16 frames.
    let tag = try #require(MPEGFixture.place(of: "Xing", in: tagged))
    let declared = tagged[tag + 8..<tag + 12].reduce(0) { $0 << 8 | Int($1) }
    var whole = 0
    for length in stride(from: tagged.count, to: tag + 200, by: -1) {
      let text = try? readAudio(scratch.write([UInt8](tagged[..<length]), "b.mp3")).frameCount
      if text != nil { whole += 1 }
    }
    #expect(whole == 1, "of \(declared) frames")
    let title = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
    #expect(try message(bare.dropLast(30) + title).hasPrefix("is truncated (42 of the 72 bytes"))
  }

  @Test func `a tag that counts more frames than there are is believed unless all bytes are there`()
    throws
  {
    var tagged = try MPEGFixture.bytes("vbr_tag_16000.mp3")
    let tag = try #require(MPEGFixture.place(of: "Xing", in: tagged))
    #expect(tagged[tag + 7] & 3 == 3)
    tagged[tag + 11] += 1
    #expect(try readAudio(scratch.write(tagged, "a.mp3")).frameCount > 0)
    tagged[tag + 13] += 1
    #expect(try message(tagged).contains("MPEG frames it declares are there"))
  }

  @Test func `other bytes between frames are refused with their place`() throws {
    let bare = try MPEGFixture.bytes("cbr_16000.mp3")
    let rubbish = [UInt8](repeating: 0x55, count: 100)
    #expect(
      try message([UInt8](bare[..<720]) + rubbish + [UInt8](bare[720...]))
        == "is audio that cannot be decoded (100 bytes from byte 720 on, after 0.36 s, are no MPEG frames)"
    )
    // A frame whose header is damaged is lost, and much behind the end may be more of them.
    var damaged = bare
    damaged[720] = 0
    #expect(try message(damaged).contains("(72 bytes from byte 720 on"))
    let much = [UInt8](repeating: 0x55, count: 5_000)
    #expect(try message(bare + much).contains("(5000 bytes from byte 1368 on"))
    let zeros = [UInt8](repeating: 0, count: 5_000)
    #expect(try message(bare + zeros).contains("(5000 bytes from byte 1368 on"))
    let tagged = try MPEGFixture.bytes("vbr_tag_16000.mp3")
    #expect(try readAudio(scratch.write(tagged + much, "b.mp3")).frameCount == 8_000)
  }

  @Test func `AAC is named`() throws {
    for second: UInt8 in [0xF1, 0xF9, 0xF0] {
      let aac = [0xFF, second, 0x60, 0x40, 0x20, 0x7F, 0xFC] + [UInt8](repeating: 0x21, count: 300)
      #expect(
        try message(aac, "a.wav")
          == "is not audio that can be read (it is AAC, which is not decoded; convert it to WAV or FLAC: "
          + "ffmpeg -i FILE out.flac)"
      )
    }
  }
}
