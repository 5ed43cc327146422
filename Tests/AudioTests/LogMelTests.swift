internal import Audio
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
}
