internal import Audio
internal import Tensors
internal import Testing

@Suite struct SpectrogramTests {
  @Test(arguments: [
    ("spectrogram_400", SpectrogramSettings()),
    ("spectrogram_512_win400", .init(fftLength: 512, hopLength: 250, windowLength: 400)),
    ("spectrogram_magnitude", .init(fftLength: 256, hopLength: 300, power: 1)),
    ("spectrogram_odd", .init(fftLength: 275, hopLength: 311)),
    ("spectrogram_1102", .init(fftLength: 1102, hopLength: 441)),
    ("spectrogram_inside", .init(fftLength: 320, hopLength: 400, alignment: .inside)),
    ("spectrogram_hamming", .init(fftLength: 400, hopLength: 400, window: .hamming)),
  ])
  func `agrees with torchaudio`(name: String, settings: SpectrogramSettings) throws {
    let fixture: FeatureFixture = try fixture("features")
    let expected = try #require(fixture.cases[name])
    let result = try fixture.clip.spectrogram(settings)
    #expect(result.shape == expected.shape)
    let scale = expected.values.max() ?? 1
    #expect(largestDifference(result.elements, expected.values) < 1e-6 * scale)
  }
}
