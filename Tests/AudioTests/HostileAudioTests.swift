internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

/// Recordings that lie, change, or are larger than they should be.
@Suite struct HostileAudioTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Reads a recording, and does something to it when the first block is about to be read.
  private func readingError(_ path: String, _ change: () throws -> Void) -> AudioError? {
    var isFirst = true
    do throws(AudioError) {
      _ = try readAudio(path, channel: nil, start: 0, duration: nil) {
        defer { isFirst = false }
        if isFirst { #expect(throws: Never.self) { try change() } }
        return false
      }
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["wav", "flac", "aiff"])
  func `a recording that grows, shrinks or is written over while it is read is refused`(
    ending: String
  ) throws {
    let path = scratch.path("a.\(ending)")
    try tones(200_000).save(to: path)
    let grown = readingError(path) {
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data([1, 2, 3, 4]))
    }
    #expect(grown == .changedWhileReading(path: path))
    try tones(200_000).save(to: path)
    let shrunk = readingError(path) {
      try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: 5_000)
    }
    switch shrunk {
    case .truncatedFile, .changedWhileReading, .damagedFile: break
    default: Issue.record("\(String(describing: shrunk))")
    }
    try tones(200_000).save(to: path)
    let rewritten = readingError(path) {
      let handle = try #require(FileHandle(forUpdatingAtPath: path))
      try handle.seek(toOffset: 300_000)
      try handle.write(contentsOf: Data([9, 9]))
    }
    #expect(rewritten != nil)
    // A new file under the old name is another file: the old one is read to its end.
    try tones(200_000).save(to: path)
    #expect(readingError(path) { try tones(10).save(to: path) } == nil)
  }

  @Test func `a whole day of sound is described, read in stretches and not read at once`() throws {
    // A file with a hole: it takes no room on the disk.
    let path = scratch.path("day.wav")
    let (rate, frames) = (16_000, 86_400 * 16_000)
    let length = 2 * frames
    let header =
      Array("RIFF".utf8) + little(UInt32(36 + length)) + Array("WAVEfmt ".utf8)
      + little(UInt32(16)) + little(UInt16(1)) + little(UInt16(1)) + little(UInt32(rate))
      + little(UInt32(2 * rate)) + little(UInt16(2)) + little(UInt16(16)) + Array("data".utf8)
      + little(UInt32(length))
    _ = try scratch.write(header, "day.wav")
    try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: UInt64(44 + length))
    #expect(try audioInfo(path).duration == 86_400)
    let error = AudioError.tooLong(path: path, frameCount: frames, limit: 1 << 29)
    #expect(throws: error) { try readAudio(path) }
    let last = try readAudio(path, start: 86_399, duration: 1)
    #expect(last.samples == Tensor(zeros: [rate]))
  }

  @Test func `very small numbers are sound, and clipped sound stays at full scale`() throws {
    let values: [Float] = [.leastNonzeroMagnitude, -.leastNormalMagnitude / 8, 1, -1, 1, 1]
    let wav = WAVBytes(format: 3, bits: 32, data: values.flatMap { little($0.bitPattern) })
    let clip = try readAudio(scratch.write(wav.bytes, "a.wav"))
    #expect(clip.samples.elements == values)
  }

  @Test func `six channels become one by their mean, whichever is silent`() throws {
    let frames: [Float] = (0..<800).flatMap { _ in [0, 0.6, 0.6, -0.6, 0.3, 0.3] }
    let clip = AudioClip(samples: Tensor(frames, shape: [800, 6]), samplingRate: 16_000)
    try clip.save(to: scratch.path("six.wav"))
    let read = try readAudio(scratch.path("six.wav"))
    #expect(read.channelCount == 6)
    #expect(largestDifference(read.mono().samples.elements, frames[..<800].map { _ in 0.2 }) < 1e-4)
    #expect(try readAudio(scratch.path("six.wav"), channel: 0).samples == Tensor(zeros: [800]))
  }

  @Test
  func `FLAC with a wrong sum of all samples is read, with wrong frames it is a value or an error`()
    throws
  {
    let clip = tones(30_000)
    try clip.save(to: scratch.path("a.flac"))
    var bytes = try scratch.bytes("a.flac")
    // The sum stands at the end of the first block, which is 34 bytes long and begins at byte 8.
    for index in 26..<42 { bytes[index] ^= 0xFF }
    #expect(try readAudio(scratch.write(bytes, "sum.flac")) == clip)
    for place in stride(from: 200, to: bytes.count, by: bytes.count / 7) {
      var damaged = bytes
      damaged[place] ^= 0x10
      let path = try scratch.write(damaged, "damaged.flac")
      do throws(AudioError) {
        // A damaged frame leaves silence, never sound of another length.
        #expect(try readAudio(path).frameCount == 30_000)
      } catch {
        #expect(error.description.contains(path))
      }
    }
  }

  @Test func `MP3 that lies about its length, or has a huge tag, ends in time`() throws {
    try tones(32_000).save(to: scratch.path("a.mp3"))
    let bytes = try scratch.bytes("a.mp3")
    let start = ContinuousClock.now
    for word in ["Info", "Xing"] {
      guard
        let place = bytes.indices.first(where: { bytes[$0...].starts(with: Array(word.utf8)) })
      else { continue }
      for count in [0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32] {
        var liar = bytes
        liar.replaceSubrange(place + 8..<place + 12, with: little(count).reversed())
        let path = try scratch.write(liar, "liar.mp3")
        do throws(AudioError) {
          #expect(try readAudio(path).frameCount <= 40_000)
        } catch {
          #expect(error.description.contains(path))
        }
      }
    }
    // A tag of 100 MB, 28 bits of length in four bytes of seven.
    let size = 100 << 20
    let length = (0..<4).map { UInt8((size >> (21 - 7 * $0)) & 0x7F) }
    let tag = Array("ID3".utf8) + [4, 0, 0] + length
    let path = try scratch.write(tag, "tag.mp3")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: UInt64(10 + size))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
    do throws(AudioError) {
      #expect(try readAudio(path).frameCount == 32_000)
    } catch {
      #expect(error.description.contains(path))
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func `an Ogg file without its last page ends in a value or an error`() throws {
    try tones(48_000).save(to: scratch.path("a.ogg"))
    let bytes = try scratch.bytes("a.ogg")
    let pages = bytes.indices.filter { bytes[$0...].starts(with: Array("OggS".utf8)) }
    for page in pages.dropFirst() {
      let path = try scratch.write([UInt8](bytes[..<page]), "b.ogg")
      do throws(AudioError) {
        #expect(try readAudio(path).frameCount <= 48_000)
      } catch {
        #expect(error.description.contains(path))
      }
    }
  }

  @Test func `plain files are read as libsndfile reads the same sound in another container`() throws
  {
    for channels in [1, 2, 5] {
      let clip = tones(40_000, channels: channels, rate: 22_050)
      for ending in ["wav", "w64"] { try clip.save(to: scratch.path("a.\(ending)")) }
      let (plain, other) = (scratch.path("a.wav"), scratch.path("a.w64"))
      #expect(try readAudio(plain) == readAudio(other))
      for (start, duration) in [(0.1, 0.5), (1.0, 0.814), (0, 0.00001)] as [(Double, Double)] {
        let (one, two) = (
          Result { () throws(AudioError) in
            try readAudio(plain, channel: channels - 1, start: start, duration: duration)
          },
          Result { () throws(AudioError) in
            try readAudio(other, channel: channels - 1, start: start, duration: duration)
          }
        )
        switch (one, two) {
        case (.success(let first), .success(let second)): #expect(first == second)
        case (.failure(.noFrames), .failure(.noFrames)): break
        default: Issue.record("\(one) and \(two)")
        }
      }
      let (first, second) = (try audioInfo(plain), try audioInfo(other))
      #expect(first.frameCount == second.frameCount)
      #expect(first.channelCount == second.channelCount)
      #expect(first.encoding == second.encoding)
      #expect(first.precision == second.precision)
      #expect(first.format == "WAV")
    }
  }
}
