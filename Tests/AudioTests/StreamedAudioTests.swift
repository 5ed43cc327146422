internal import Foundation
internal import Tensors
internal import Testing

@testable import Audio

/// All samples of a recording, gone through block by block, and the length of the longest block.
private func gathered(
  _ audio: StreamedAudio, at rate: Int
) throws(AudioError) -> (samples: [Float], longest: Int) {
  let blocks = try audio.blocks(at: rate)
  var (samples, longest) = ([Float](), 0)
  while let block = try blocks.next() {
    samples += block.elements
    longest = max(longest, block.count)
  }
  return (samples, longest)
}

@Suite struct StreamedAudioTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: ["a.wav", "a.flac"], [1, 2, 3])
  func `blocks are the samples of the file, in turn`(name: String, channels: Int) throws {
    let clip = tones(200_000, channels: channels)
    try clip.save(to: scratch.path(name))
    let (samples, longest) = try gathered(StreamedAudio(scratch.path(name)), at: 16_000)
    #expect(samples == clip.mono().samples.elements)
    #expect(longest < 100_000)
  }

  @Test func `a channel and a stretch are those that reading gives`() throws {
    let path = scratch.path("a.wav")
    try tones(100_000, channels: 2).save(to: path)
    for (start, duration) in [(0.0, 1.0), (1.25, 3.5), (5.0, nil), (0, nil)] as [(Double, Double?)]
    {
      let wanted = try readAudio(path, channel: 1, start: start, duration: duration)
      let audio = StreamedAudio(path, channel: 1, start: start, duration: duration)
      let samples = try gathered(audio, at: 16_000).samples
      #expect(samples == wanted.samples.elements)
    }
  }

  @Test(arguments: [(44_100, 16_000), (8_000, 16_000), (22_051, 16_000), (48_000, 16_000)])
  func `another rate is reached as by resampling all at once`(from: Int, to: Int) throws {
    let clip = tones(from * 9 + 7, rate: from)
    let path = scratch.path("a.wav")
    try clip.save(to: path)
    let wanted = try clip.resampled(to: to).samples.elements
    for audio in [StreamedAudio(path), StreamedAudio(clip)] {
      let (samples, longest) = try gathered(audio, at: to)
      #expect(samples.count == wanted.count)
      #expect(largestDifference(samples, wanted) < 1e-5)
      #expect(longest < 130_000)
    }
  }

  @Test func `sound can be gone through again`() throws {
    let path = scratch.path("a.flac")
    try tones(90_000).save(to: path)
    let audio = StreamedAudio(path)
    let first = try gathered(audio, at: 8_000).samples
    let second = try gathered(audio, at: 8_000).samples
    #expect(second == first)
  }

  @Test func `what cannot be read is refused as reading does`() throws {
    func error(_ audio: StreamedAudio, _ rate: Int = 16_000) -> AudioError? {
      do throws(AudioError) {
        _ = try gathered(audio, at: rate)
        return nil
      } catch {
        return error
      }
    }
    let path = scratch.path("a.wav")
    try tones(50_000).save(to: path)
    let missing = scratch.path("none.wav")
    #expect(error(StreamedAudio(missing)) == .missingFile(path: missing))
    #expect(error(StreamedAudio(path), 7) == .samplingRate(path: nil, rate: 7))
    #expect(error(StreamedAudio(path, channel: 1)) == .noSuchChannel(channel: 1, count: 1))
    #expect(
      error(StreamedAudio(path, start: 9)) == .pastTheEnd(path: path, seconds: 9, duration: 3.125))
    let short = try scratch.write(Array(try scratch.bytes("a.wav").dropLast(20_000)), "short.wav")
    guard case .truncatedFile = error(StreamedAudio(short)) else {
      Issue.record("A file that was cut off was taken.")
      return
    }
    var bad = tones(50_000).samples.elements
    bad[40_000] = .nan
    let bytes = WAVBytes(
      format: 3, bits: 32, data: bad.flatMap { little($0.bitPattern) }
    ).bytes
    let broken = try scratch.write(bytes, "nan.wav")
    #expect(error(StreamedAudio(broken)) == .notNumbers(path: broken, count: 1))
  }

  @Test func `the largest samples of hundredths of a second`() {
    var peaks = WavePeaks(samplingRate: 400)
    for part in [[0, 0.5, -0.75], [0.25], [0.1, 0.2], [-0.3, 0, 0.125]] as [[Float]] {
      peaks.add(Tensor(part))
    }
    #expect(peaks.peaks == [0.75, 0.3, 0.125])
  }
}
