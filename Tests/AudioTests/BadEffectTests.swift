internal import Audio
internal import Tensors
internal import Testing

/// Numbers that no effect can have, and sound that has nothing in it.
@Suite struct BadEffectTests {
  private let clip = soundClip(seconds: 0.2) { $0 < 0.1 ? 0.5 : -0.5 }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
  func `numbers that are not finite or absurd are refused by name`(value: Double) throws {
    let stream = RandomStream(seed: 1, purpose: "test")
    let attempts: [(String, () throws -> AudioClip)] = [
      ("db", { try clip.gain(value) }), ("factor", { try clip.speed(value) }),
      ("factor", { try clip.tempo(value) }), ("semitones", { try clip.pitch(value) }),
      ("db", { try clip.clipped(.decibels(value)) }),
      ("share", { try clip.clipped(.share(value)) }),
      ("frequency", { try clip.filtered(.below(value)) }),
      ("frequency", { try clip.filtered(.above(value)) }),
      ("low", { try clip.filtered(.between(value, 3_000)) }),
      ("high", { try clip.filtered(.between(300, value)) }),
      ("snr", { try clip.addingNoise(.white, snr: value, stream: stream) }),
      ("snr", { try clip.addingNoise(clip, snr: value) }),
      ("quality", { try clip.coded(by: .opus, quality: value) }),
    ]
    for (name, attempt) in attempts {
      let error = #expect(throws: AudioError.self) { _ = try attempt() }
      guard case .invalidSetting(let named, _, _)? = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
      #expect(named == name)
    }
  }

  @Test func `samples never grow beyond sense`() throws {
    let loud = try clip.gain(200)
    #expect(loud.peak.isFinite)
    #expect(throws: AudioError.self) { try loud.gain(200) }
    let stream = RandomStream(seed: 1, purpose: "test")
    #expect(throws: AudioError.self) {
      try loud.addingNoise(.white, snr: -200, stream: stream)
    }
    #expect(try clip.addingNoise(.white, snr: -200, stream: stream).level.isFinite)
  }

  @Test func `frequencies lie below half the sampling rate and in order`() {
    for band in [FrequencyBand.below(8_000), .above(0), .between(3_000, 300), .between(300, 300)] {
      #expect(throws: AudioError.self) { try clip.filtered(band) }
    }
    #expect(throws: AudioError.self) { try clip.filtered(.below(100), order: 9) }
    #expect(throws: AudioError.self) { try clip.filtered(.below(100), order: 0) }
  }

  @Test func `rooms have one channel, the same rate and some sound`() throws {
    let silence = AudioClip(samples: Tensor(zeros: [10]), samplingRate: 16_000)
    #expect(throws: AudioError.silent(sound: "The impulse response")) {
      try clip.reverberated(by: silence)
    }
    let slow = AudioClip(samples: Tensor([1, 0.5]), samplingRate: 8_000)
    #expect(
      throws: AudioError.differentRates(
        rate: 16_000, sound: "The impulse response", soundRate: 8_000)
    ) { try clip.reverberated(by: slow) }
    let stereo = AudioClip(samples: Tensor([1, 1, 0, 0], shape: [2, 2]), samplingRate: 16_000)
    #expect(throws: AudioError.self) { try clip.reverberated(by: stereo) }
  }

  @Test func `clips of no or one sample go through`() throws {
    for count in [0, 1, 2] {
      let short = AudioClip(
        samples: Tensor([Float](repeating: 0.5, count: count)), samplingRate: 16_000)
      #expect(try short.speed(1.5).frameCount <= count)
      #expect(try short.tempo(2).frameCount == min(count, 1))
      #expect(try short.pitch(3).frameCount == count)
      #expect(try short.clipped(.share(0.5)).frameCount == count)
      #expect(try short.filtered(.telephone).frameCount == count)
      #expect(try short.reverberated(by: clip).frameCount == count)
      for codec in Codec.allCases { #expect(try short.coded(by: codec).frameCount == count) }
    }
  }

  @Test func `silence stays silence`() throws {
    let silence = AudioClip(samples: Tensor(zeros: [4_000]), samplingRate: 16_000)
    for codec in Codec.allCases { #expect(try silence.coded(by: codec).peak < 1e-3) }
    #expect(try silence.tempo(1.2).peak == 0)
    #expect(try silence.pitch(5).peak == 0)
    #expect(try silence.reverberated(by: clip).peak == 0)
  }
}
