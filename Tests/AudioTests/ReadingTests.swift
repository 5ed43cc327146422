internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@Suite struct ReadingTests {
  @Test func `whole numbers are scaled to full scale at 1`() throws {
    let scratch = try Scratch()
    let sixteen = WAVBytes(data: [0, 0x80, 0, 0x40, 0xFF, 0x7F, 1, 0])
    let path = try scratch.write(sixteen.bytes, "a.wav")
    let clip = try readAudio(path)
    #expect(clip.samples.elements == [-1, 0.5, 32_767.0 / 32_768, 1.0 / 32_768])
    let eight = try scratch.write(WAVBytes(bits: 8, data: [0, 128, 192]).bytes, "b.wav")
    #expect(try readAudio(eight).samples.elements == [-1, 0, 0.5])
  }

  @Test func `floats are read as they are, beyond full scale too`() throws {
    let scratch = try Scratch()
    let data = [0.25, -1.5, Float.leastNonzeroMagnitude].flatMap { little($0.bitPattern) }
    let path = try scratch.write(WAVBytes(format: 3, bits: 32, data: data).bytes, "a.wav")
    #expect(try readAudio(path).samples.elements == [0.25, -1.5, .leastNonzeroMagnitude])
  }

  @Test func `the information is that of the file`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.flac")
    try tones(1_600, channels: 2, rate: 8_000).save(to: path)
    let info = try audioInfo(path)
    #expect(info.frameCount == 1_600 && info.channelCount == 2 && info.samplingRate == 8_000)
    #expect(info.format == "FLAC" && info.encoding == "16-bit PCM" && info.duration == 0.2)
    #expect(info.path == path)
  }

  @Test func `a channel is picked, and one that is not there is refused`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.wav")
    let clip = tones(100, channels: 2)
    try clip.save(to: path)
    #expect(try readAudio(path, channel: 1) == clip.channel(1))
    for channel in [-1, 2, .max] {
      #expect(throws: AudioError.noSuchChannel(channel: channel, count: 2)) {
        try readAudio(path, channel: channel)
      }
    }
  }

  @Test(arguments: ["wav", "flac", "ogg", "opus", "mp3"])
  func `a stretch is the same as that part of the whole`(ending: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.\(ending)")
    try tones(32_000, channels: 2).save(to: path)
    let whole = try readAudio(path)
    let part = try readAudio(path, start: 0.5, duration: 0.25)
    #expect(part == whole[8_000..<12_000])
    #expect(try readAudio(path, start: 1.75) == whole[28_000..<32_000])
    let halves = try [readAudio(path, duration: 1.00003), readAudio(path, start: 1.00003)]
    #expect(halves.map(\.frameCount).reduce(0, +) == 32_000)
  }

  @Test func `a stretch past the end is refused with both times`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.wav")
    try tones(16_000).save(to: path)
    #expect(try readAudio(path, start: 0.5, duration: 0.509).frameCount == 8_000)
    #expect(throws: AudioError.pastTheEnd(path: path, seconds: 1.25, duration: 1)) {
      try readAudio(path, start: 0.5, duration: 0.75)
    }
    for start in [1, 1.5, 1e30] {
      #expect(throws: AudioError.pastTheEnd(path: path, seconds: start, duration: 1)) {
        try readAudio(path, start: start)
      }
    }
  }

  @Test(arguments: [-0.5, .nan, .infinity, -.infinity])
  func `times that are none are refused`(seconds: Double) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.wav")
    try tones(100).save(to: path)
    let start = #expect(throws: AudioError.self) { try readAudio(path, start: seconds) }
    let duration = #expect(throws: AudioError.self) { try readAudio(path, duration: seconds) }
    for error in [start, duration] {
      guard case .invalidTime = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(throws: AudioError.invalidTime(argument: "duration", seconds: 0)) {
      try readAudio(path, duration: 0)
    }
  }
}
