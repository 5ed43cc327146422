internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

/// Files that are unusual, but whole.
@Suite struct UnusualFilesTests {
  @Test func `FLAC that does not say how long it is is decoded to its end`() throws {
    let scratch = try Scratch()
    let clip = tones(9_000)
    try clip.save(to: scratch.path("a.flac"))
    var bytes = try scratch.bytes("a.flac")
    // The last 36 bits before the checksum of STREAMINFO, which begins at byte 8.
    bytes[21] &= 0xF0
    for index in 22..<26 { bytes[index] = 0 }
    let path = try scratch.write(bytes, "b.flac")
    #expect(try readAudio(path) == clip)
    #expect(try audioInfo(path).frameCount == 9_000)
    bytes[21] |= 0x0F
    for index in 22..<26 { bytes[index] = 0xFF }
    let liar = try scratch.write(bytes, "c.flac")
    #expect(throws: AudioError.self) { try readAudio(liar) }
  }

  @Test func `rubbish around the frames of an MP3 file is passed over`() throws {
    let scratch = try Scratch()
    try tones(16_000).save(to: scratch.path("a.mp3"))
    let bytes = try scratch.bytes("a.mp3")
    let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0x20, 0] + [UInt8](repeating: 0, count: 4_096)
    let path = try scratch.write(tag + bytes + [UInt8](repeating: 0x55, count: 500), "b.mp3")
    #expect(try readAudio(path).frameCount == 16_000)
  }

  @Test func `a single sample and two hours of silence are read`() throws {
    let scratch = try Scratch()
    let one = try scratch.write(WAVBytes(data: [0, 0x40]).bytes, "one.wav")
    #expect(try readAudio(one).samples == Tensor([0.5]))
    let long = AudioClip(samples: Tensor(zeros: [7_200 * 1_000]), samplingRate: 1_000)
    try long.save(to: scratch.path("long.flac"))
    #expect(try audioInfo(scratch.path("long.flac")).duration == 7_200)
    #expect(try readAudio(scratch.path("long.flac"), start: 7_199).frameCount == 1_000)
  }

  @Test func `reading from many threads at once gives each its own`() async throws {
    let scratch = try Scratch()
    for index in 0..<8 {
      try tones(1_000 + index).save(to: scratch.path("\(index).flac"))
    }
    try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for index in 0..<64 {
        let path = scratch.path("\(index % 8).flac")
        group.addTask { (index % 8, try readAudio(path).frameCount) }
      }
      for try await (index, count) in group { #expect(count == 1_000 + index) }
    }
  }
}
