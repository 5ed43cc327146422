internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@Suite struct LogMelTests {
  @Test(arguments: [
    ("log_mel_whisper", LogMelStyle.whisper, 80), ("log_mel_whisper_128", .whisper, 128),
    ("log_mel_htk", .htk, 80), ("log_mel_slaney", .slaney, 80),
  ])
  func `agrees with the package it is named after`(
    name: String, style: LogMelStyle, count: Int
  ) throws {
    let fixture: FeatureFixture = try fixture("features")
    let expected = try #require(fixture.cases[name])
    let result = try fixture.clip.logMel(melCount: count, style: style)
    #expect(result.shape == expected.shape)
    #expect(largestDifference(result.elements, expected.values) < 1e-4)
  }

  @Test(arguments: [("fbank_80", 80), ("fbank_23", 23)])
  func `filter banks agree with torchaudio's Kaldi features`(name: String, count: Int) throws {
    let fixture: FeatureFixture = try fixture("features")
    let expected = try #require(fixture.cases[name])
    let result = try fixture.clip.fbank(melCount: count)
    #expect(result.shape == expected.shape)
    #expect(largestDifference(result.elements, expected.values) < 1e-4)
  }

  @Test func `the loudest band of a tone is the one around it`() throws {
    let tone = AudioClip(
      samples: Tensor((0..<8_000).map { sin(Float($0) * 2 * .pi * 1_000 / 16_000) }),
      samplingRate: 16_000)
    for style in LogMelStyle.allCases {
      let features = try tone.logMel(style: style)
      let frame = features.rows(20..<21).elements
      let loudest = try #require(frame.indices.max { frame[$0] < frame[$1] })
      // 1 kHz is 15 of 45.2 mels on Slaney's scale, 1000 of 2840 on HTK's; band b is centred at b + 1 of 81.
      #expect(abs(loudest - (style == .htk ? 27 : 26)) <= 1, "\(style)")
    }
  }

  @Test func `clips too short to be mirrored are refused with both lengths`() throws {
    #expect(try tones(201).logMel().shape == [1, 80])
    let error = AudioError.tooShort(frameCount: 200, needed: 201, purpose: "a spectrum of 400")
    #expect(throws: error) { try tones(200).logMel() }
    #expect(throws: error) { try tones(200).logMel(style: .htk) }
    #expect(try tones(1).logMel(style: .slaney).shape == [1, 80])
    #expect(throws: AudioError.self) { try tones(1)[0..<0].logMel(style: .slaney) }
    #expect(try tones(400).fbank().shape == [1, 80])
    #expect(throws: AudioError.self) { try tones(399).fbank() }
  }

  @Test func `several channels and other rates are refused`() {
    #expect(throws: AudioError.severalChannels(count: 2)) {
      try tones(1_000, channels: 2).logMel()
    }
    #expect(throws: AudioError.severalChannels(count: 2)) {
      try tones(1_000, channels: 2).fbank()
    }
    #expect(throws: AudioError.self) { try tones(1_000, rate: 8_000).logMel() }
    #expect(throws: Never.self) { try tones(1_000, rate: 8_000).logMel(style: .htk) }
  }

  @Test(arguments: [(0, 400, 160), (202, 400, 160), (80, 0, 160), (80, -4, 160), (80, 400, 0)])
  func `settings that cannot be are refused`(count: Int, length: Int, hop: Int) {
    for style in LogMelStyle.allCases {
      #expect(throws: AudioError.self) {
        try tones(1_000).logMel(melCount: count, fftLength: length, hopLength: hop, style: style)
      }
    }
  }

  @Test func `silence is at the floor, and a clip gives the same bits each time`() throws {
    let silence = AudioClip(samples: Tensor(zeros: [1_000]), samplingRate: 16_000)
    let floor = try silence.logMel(style: .htk).elements
    #expect(largestDifference(floor, floor.map { _ in -23.02585 }) < 1e-4)
    let clip = tones(30_000)
    #expect(try clip.logMel() == clip.logMel())
  }
}
