internal import Audio
internal import Foundation
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

  /// Lengths with every radix, even and odd, and a hop as long as the clip.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 16, 18, 25, 28, 30, 33, 49, 64, 77, 90])
  func `a frame has the powers of its discrete Fourier transform`(length: Int) throws {
    let clip = tones(3 * length)
    let settings = SpectrogramSettings(
      fftLength: length, hopLength: length, window: .rectangular, alignment: .inside)
    let result = try clip.spectrogram(settings)
    #expect(result.shape == [3, length / 2 + 1])
    let expected = (0..<3).flatMap { frame in
      powers(clip[(frame * length)..<((frame + 1) * length)].samples.elements)
    }
    #expect(largestDifference(result.elements, expected) < 1e-5 * Float(length))
  }

  /// The powers of the discrete Fourier transform, by its definition.
  private func powers(_ samples: [Float]) -> [Float] {
    (0...(samples.count / 2)).map { bin in
      var (re, im) = (0.0, 0.0)
      for (index, sample) in samples.enumerated() {
        let angle = 2 * Double.pi * Double(bin * index % samples.count) / Double(samples.count)
        re += Double(sample) * cos(angle)
        im -= Double(sample) * sin(angle)
      }
      return Float(re * re + im * im)
    }
  }

  @Test func `tiles of sixteen frames and what is left of them agree with each frame alone`() throws
  {
    let clip = tones(4_000)
    let settings = SpectrogramSettings(fftLength: 64, hopLength: 100, alignment: .inside)
    let all = try clip.spectrogram(settings)
    #expect(all.shape == [40, 33])
    for frame in [0, 15, 16, 31, 32, 39] {
      let one = try clip[(frame * 100)..<(frame * 100 + 64)].spectrogram(settings)
      #expect(one == all.rows(frame..<frame + 1), "frame \(frame)")
    }
  }

  @Test(arguments: [
    SpectrogramSettings(fftLength: 0), .init(fftLength: -1), .init(fftLength: 65_537),
    .init(fftLength: 65_521), .init(hopLength: 0), .init(hopLength: .max),
    .init(windowLength: 0), .init(windowLength: 401), .init(power: 0), .init(power: 3),
  ])
  func `settings that cannot be are refused`(settings: SpectrogramSettings) {
    #expect(throws: AudioError.self) { try tones(1_000).spectrogram(settings) }
  }

  @Test func `a clip shorter than a frame is refused with both lengths`() throws {
    let settings = SpectrogramSettings(alignment: .inside)
    #expect(throws: AudioError.tooShort(frameCount: 399, needed: 400, purpose: "a spectrum of 400"))
    {
      try tones(399).spectrogram(settings)
    }
    #expect(try tones(400).spectrogram(settings).shape == [1, 201])
  }
}
