internal import Audio
internal import Foundation
internal import Testing

/// Containers whose length is not known, and files laid end to end.
@Suite struct UnknownLengthTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The bytes of a clip in a format, and where `word` stands in them.
  private func saved(_ ending: String, _ word: String) throws -> (bytes: [UInt8], place: Int) {
    try tones(3_000).save(to: scratch.path("whole.\(ending)"))
    let bytes = try scratch.bytes("whole.\(ending)")
    return (bytes, try #require(MPEGFixture.place(of: word, in: bytes)))
  }

  /// Lengths that a stream writes: of 64 bits, or of 32.
  private let unknown: [[UInt8]] = [
    [UInt8](repeating: 0xFF, count: 8), [UInt8](repeating: 0, count: 8),
    [0x7F] + [UInt8](repeating: 0xFF, count: 7),
  ]

  @Test(arguments: [
    ("caf", "data", 4), ("w64", "data", 16), ("rf64", "ds64", 16), ("au", ".snd", 8),
  ])
  func `a length that is not known is that of the file`(
    ending: String, word: String, offset: Int
  ) throws {
    let (bytes, place) = try saved(ending, word)
    let isLittle = ending == "w64" || ending == "rf64"
    for length in unknown where ending != "au" || length[0] == length[7] {
      var changed = bytes
      let written = (isLittle ? length.reversed() : length).prefix(ending == "au" ? 4 : 8)
      changed.replaceSubrange(place + offset..<place + offset + written.count, with: written)
      let path = try scratch.write(changed, "a.\(ending)")
      #expect(try audioInfo(path).frameCount == 3_000, "\(length)")
      #expect(try readAudio(path) == tones(3_000), "\(length)")
    }
  }

  @Test func `a long length that is known and not there is truncated`() throws {
    let (bytes, place) = try saved("rf64", "ds64")
    var changed = bytes
    changed.replaceSubrange(place + 16..<place + 24, with: little(UInt64(5_000_000_000)))
    let path = try scratch.write(changed, "a.rf64")
    #expect(
      throws: AudioError.truncatedFile(
        path: path, present: 6_000, declared: 5_000_000_000, unit: "bytes")
    ) { try audioInfo(path) }
  }

  @Test(arguments: ["wav", "aiff", "au", "caf", "w64", "ogg", "opus", "flac"])
  func `files laid end to end are refused with the place of the second`(ending: String) throws {
    for frames in [400, 3_000] {
      try tones(3_000).save(to: scratch.path("first.\(ending)"))
      try tones(frames, rate: 8_000).save(to: scratch.path("second.\(ending)"))
      let first = try scratch.bytes("first.\(ending)")
      let path = try scratch.write(first + scratch.bytes("second.\(ending)"), "both.\(ending)")
      // Where a chunk has to lie on so many bytes, the second file is found as it lies.
      let error = AudioError.joinedFiles(path: path, byte: first.count)
      #expect(throws: error) { try readAudio(path) }
      #expect(throws: error) {
        let blocks = try StreamedAudio(path).blocks(at: 16_000)
        while try blocks.next() != nil {}
      }
      if ending != "flac" { #expect(throws: error) { try audioInfo(path) } }
    }
  }

  @Test func `a tag in words before a FLAC file is not another file`() throws {
    try tones(3_000).save(to: scratch.path("a.flac"))
    let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 20] + [UInt8](repeating: 0, count: 20)
    let path = try scratch.write(tag + scratch.bytes("a.flac"), "b.flac")
    #expect(try readAudio(path) == tones(3_000))
  }

  @Test func `a file behind sound of an odd length that is not padded is seen`() throws {
    var wav = WAVBytes(bits: 8, data: [128, 130, 129])
    wav.blockAlign = 1
    let path = try scratch.write(wav.bytes + wav.bytes, "a.wav")
    #expect(throws: AudioError.joinedFiles(path: path, byte: 47)) { try readAudio(path) }
  }
}
