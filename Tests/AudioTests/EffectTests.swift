internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@Suite struct EffectTests {
  let known: AugmentationFixture

  init() throws {
    known = try fixture("augmentation")
  }

  @Test func `rooms agree with direct convolution`() throws {
    for room in known.convolutions {
      let clip = wholeClip(room.samples)
      let result = try clip.reverberated(by: wholeClip(room.response)).samples.elements
      let difference = largestDifference(result, room.result)
      #expect(difference < 2e-6, "\(room.samples.count) samples, \(room.response.count) taps")
    }
  }

  @Test func `noise agrees with torchaudio`() throws {
    let noise = wholeClip(known.noise.noise)
    for mix in known.noise.cases {
      let result = try known.clip.addingNoise(noise, snr: mix.snr).samples.elements
      #expect(largestDifference(result, mix.result) < 2e-6, "\(mix.snr) dB")
    }
  }

  @Test func `speeds agree with soxr`() throws {
    for speed in known.speeds {
      let result = try known.clip.speed(speed.factor).samples.elements
      let wanted = Int((600 / speed.factor).rounded())
      #expect(result.count == wanted)
      let shared = min(result.count, speed.result.count)
      let difference = largestDifference(
        Array(result[..<shared]), Array(speed.result[..<shared]))
      #expect(difference < 1e-5, "\(speed.factor)")
      #expect(abs(speed.result.count - wanted) <= 1)
    }
  }

  @Test func `clipping agrees with sorted samples`() throws {
    for clip in known.clips {
      let result = try known.clip.clipped(.share(clip.share)).samples.elements
      let difference = largestDifference(result, clip.result)
      #expect(difference < 1e-7, "\(clip.share)")
    }
    let half = try known.clip.clipped(.decibels(-6))
    #expect(abs(half.peak - known.clip.peak * 0.501187) < 1e-6)
  }

  @Test(arguments: ["ulaw", "alaw"]) func `telephone laws agree with audioop`(name: String) throws {
    let codec = try #require(Codec(rawValue: name))
    let result = try known.clip.coded(by: codec).samples.elements.map { Int($0 * 32_768) }
    let wanted = try #require(known.laws[name])
    #expect(result.count == wanted.count)
    // Where a sample lies half way between two levels, the two go different ways.
    let apart = zip(result, wanted).filter { $0 != $1 }
    #expect(Double(apart.count) < 0.12 * Double(wanted.count), "\(apart.count) differ")
    #expect(apart.allSatisfy { abs($0 - $1) <= max(16, abs($1) / 12) })
  }

  @Test(arguments: [(-12.0, 220.0), (-3, 440), (2, 440), (7, 1_000), (12, 500)])
  func `pitch moves a tone and keeps its length and level`(
    semitones: Double, frequency: Double
  ) throws {
    let clip = soundClip(seconds: 1.5) { 0.5 * sin(2 * Double.pi * frequency * $0) }
    let result = try clip.pitch(semitones)
    #expect(result.frameCount == clip.frameCount)
    let wanted = frequency * pow(2, semitones / 12)
    let found = try strongestFrequency(result)
    #expect(abs(found / wanted - 1) < 0.002, "\(found) Hz, not \(wanted)")
    #expect(abs(result.level - clip.level) < 0.3)
  }

  @Test(arguments: [0.5, 0.8, 0.95, 1.07, 1.5, 2.5])
  func `tempo changes the length and keeps a tone`(factor: Double) throws {
    let clip = soundClip(seconds: 3) { 0.5 * sin(2 * Double.pi * 330 * $0) }
    let result = try clip.tempo(factor)
    #expect(result.frameCount == Int((48_000 / factor).rounded()))
    let found = try strongestFrequency(result)
    #expect(abs(found - 330) < 0.5, "\(found) Hz")
    // A tone's stretches meet in phase: the level stays.
    #expect(abs(result.level - clip.level) < 0.1)
  }

  @Test func `tempo keeps clicks at their relative places`() throws {
    let clip = soundClip(seconds: 2) { time in
      let phase = (time - 0.25).truncatingRemainder(dividingBy: 0.5)
      return time >= 0.25 && phase < 0.005 ? 0.5 * sin(2 * Double.pi * 900 * phase) : 0
    }
    let result = try clip.tempo(1.25).samples.elements
    for click in 0..<4 {
      let wanted = Int((0.25 + 0.5 * Double(click)) / 1.25 * 16_000)
      let window = result[max(0, wanted - 400)..<min(result.count, wanted + 400)]
      #expect(window.contains { abs($0) > 0.3 }, "click \(click)")
    }
  }

  @Test func `speed moves a tone with the length`() throws {
    let clip = soundClip(seconds: 2) { 0.5 * sin(2 * Double.pi * 400 * $0) }
    let faster = try clip.speed(1.25)
    #expect(faster.frameCount == 25_600)
    let frequency = try strongestFrequency(faster)
    #expect(abs(frequency - 500) < 0.5)
  }

  @Test func `channels are changed alike`() throws {
    let one = known.clip.samples.elements
    let both = AudioClip(
      samples: Tensor(one.flatMap { [$0, -0.5 * $0] }, shape: [one.count, 2]), samplingRate: 16_000)
    for change: (AudioClip) throws -> AudioClip in [
      { try $0.filtered(.below(900)) }, { try $0.tempo(1.3) }, { try $0.speed(0.9) },
      { try $0.coded(by: .ulaw) },
    ] {
      let (alone, changed) = (try change(known.clip), try change(both))
      #expect(changed.channelCount == 2)
      let left = try changed.channel(0).samples.elements
      #expect(largestDifference(left, alone.samples.elements) < 1e-6)
    }
  }
}
