internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

/// The length of MPEG audio is that of its frames, whatever a tag or the size of the file says.
@Suite struct MPEGLengthTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The number of frames that is told, read at once, read in blocks, and read in two stretches.
  private func lengths(_ path: String, channel: Int? = nil) throws -> [Int] {
    let info = try audioInfo(path)
    var streamed = 0
    let blocks = try StreamedAudio(path, channel: 0).blocks(at: info.samplingRate)
    while let block = try blocks.next() { streamed += block.count }
    let half = Double(info.frameCount / 2) / Double(info.samplingRate)
    let stretches = [
      try readAudio(path, duration: half).frameCount, try readAudio(path, start: half).frameCount,
    ]
    return [info.frameCount, try readAudio(path).frameCount, streamed, stretches[0] + stretches[1]]
  }

  private func message(_ path: String) -> String {
    let error = #expect(throws: AudioError.self) { try readAudio(path) }
    #expect(throws: error ?? .cancelled) { try audioInfo(path) }
    #expect(throws: error ?? .cancelled) { try StreamedAudio(path).blocks(at: 16_000) }
    return error?.description ?? "no error"
  }

  @Test func `files are as long as ffmpeg decodes them, and sound the same`() throws {
    for known in try MPEGFixture.all {
      #expect(try lengths(known.path) == [Int](repeating: known.frames, count: 4), "\(known.name)")
      let clip = try readAudio(known.path, channel: 0)
      #expect(clip.samplingRate == known.rate)
      #expect(try audioInfo(known.path).channelCount == known.channels)
      let samples = clip.samples.elements
      let some = stride(from: 0, to: samples.count, by: 37).map { samples[$0] }
      // ffmpeg decodes MP2 to 16 bits.
      let tolerance: Float = known.name.hasSuffix(".mp2") ? 1 / 32_768 : 5e-6
      #expect(largestDifference(some, known.samples) < tolerance, "\(known.name)")
    }
  }

  @Test func `a file says what it is, in a WAV file too`() throws {
    let wave = try audioInfo(MPEGFixture.path("layer3_44100.wav"))
    #expect((wave.format, wave.encoding) == ("WAV", "MP3"))
    let second = try audioInfo(MPEGFixture.path("layer2_32000.mp2"))
    #expect((second.format, second.encoding) == ("MPEG", "MP2"))
  }

  @Test func `joined files are as long as both, each without what its encoder added`() throws {
    let tagged = try MPEGFixture.bytes("vbr_tag_16000.mp3")
    let bare = try MPEGFixture.bytes("cbr_16000.mp3")
    let vbr = try MPEGFixture.bytes("vbr_16000.mp3")
    let title = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
    for (name, parts, frames) in [
      ("tagged", [tagged, tagged], 16_000), ("three", [tagged, tagged, tagged], 24_000),
      ("titled", [tagged, title, tagged, title], 16_000), ("bare", [bare, bare], 21_888),
      ("mixed", [bare, vbr, bare], 47_232),
      ("before", [bare, tagged], 18_944),
    ] {
      let path = try scratch.write(parts.flatMap { $0 }, "\(name).mp3")
      #expect(try lengths(path) == [Int](repeating: frames, count: 4), "\(name)")
    }
    // The second half is that of the file alone, but for what the decoder remembers of the first.
    let alone = try readAudio(MPEGFixture.path("vbr_tag_16000.mp3")).samples.elements
    let both = try readAudio(scratch.path("tagged.mp3")).samples.elements
    #expect(largestDifference(Array(both[8_000...]), alone) < 1e-3)
    #expect(largestDifference(Array(both[..<7_000]), Array(alone[..<7_000])) == 0)
  }

  @Test func `frames behind those that a tag counts are sound too`() throws {
    let tagged = try MPEGFixture.bytes("vbr_tag_16000.mp3")
    let bare = try MPEGFixture.bytes("cbr_16000.mp3")
    let path = try scratch.write(tagged + bare, "a.mp3")
    // 8,000 and 10,944: what the encoder put behind is left out in the middle.
    #expect(try lengths(path) == [18_944, 18_944, 18_944, 18_944])
  }

  @Test func `tags in words around the frames change nothing`() throws {
    let bare = try MPEGFixture.bytes("cbr_16000.mp3")
    let id3 = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 20] + [UInt8](repeating: 0, count: 20)
    let ape =
      Array("APETAGEX".utf8) + little(UInt32(2_000)) + little(UInt32(42)) + little(UInt32(1))
      + little(UInt32(0xA000_0000)) + [UInt8](repeating: 0, count: 8 + 42)
    let lyrics = Array("LYRICSBEGIN".utf8) + [UInt8](repeating: 0x61, count: 9_000)
    let title = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
    for (index, parts) in [
      [id3, bare], [id3, id3, bare, title], [bare, ape], [bare, ape, title], [bare, lyrics, title],
      [id3, [0, 0, 0, 1, 2], bare], [bare, [UInt8](repeating: 0, count: 4_000)],
      [bare, [UInt8](repeating: 0, count: 700), bare.prefix(72).map { $0 }],
    ].enumerated() {
      let path = try scratch.write(parts.flatMap { $0 }, "\(index).mp3")
      #expect(try audioInfo(path).frameCount == (index == 7 ? 11_520 : 10_944), "\(index)")
      #expect(try readAudio(path).frameCount == (index == 7 ? 11_520 : 10_944), "\(index)")
    }
  }

  @Test func `a change of the rate or the channels is refused with its place`() throws {
    let sounds = try ["cbr_44100.mp3", "cbr_48000.mp3", "cbr_44100_stereo.mp3", "cbr_16000.mp3"].map
    {
      try MPEGFixture.bytes($0)
    }
    for (first, second, words) in [
      (0, 1, "44100 Hz, 1 channel to 48000 Hz, 1 channel"),
      (0, 2, "44100 Hz, 1 channel to 44100 Hz, 2 channels"),
      (2, 0, "44100 Hz, 2 channels to 44100 Hz, 1 channel"),
      (0, 3, "44100 Hz, 1 channel to 16000 Hz, 1 channel"),
    ] {
      let path = try scratch.write(sounds[first] + sounds[second], "a.mp3")
      let seconds = first == 0 ? "0.34" : "0.235"
      #expect(
        message(path)
          == "\"\(path)\" changes at \(seconds) s (byte \(sounds[first].count)) from \(words);"
          + " cut it there, or convert all of it to WAV or FLAC")
    }
  }
}
