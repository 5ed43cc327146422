internal import Tensors
internal import Testing

@testable internal import Audio

@Suite struct ResamplingTests {
  @Test func `agrees with Python's soxr`() throws {
    let fixtures: [ResamplingFixture] = try fixture("resampling")
    for fixture in fixtures {
      let result = try fixture.clip.resampled(to: fixture.to)
      #expect(result.samplingRate == fixture.to)
      #expect(result.samples.shape == fixture.resampled.shape, "\(fixture.from) to \(fixture.to)")
      let difference = largestDifference(result.samples.elements, fixture.resampled.values)
      #expect(difference < 1e-5, "\(fixture.from) to \(fixture.to)")
    }
  }

  @Test(arguments: [
    (250_001, 44_100, 16_000, 1), (200_000, 8_000, 16_000, 1), (310_007, 48_000, 16_000, 2),
    (399_999, 16_000, 8_000, 1), (200_017, 22_050, 16_000, 1), (200_000, 16_000, 44_100, 1),
    (700_000, 96_000, 1_000, 1), (200_440, 44_100, 16_000, 1),
  ])
  func `the parts of a long clip fit each other`(
    frames: Int, rate: Int, newRate: Int, channels: Int
  ) throws {
    let clip = tones(frames, channels: channels, rate: rate)
    #expect(ResamplingParts(frames: frames, from: rate, to: newRate) != nil)
    let divided = try clip.resampled(to: newRate).samples
    let whole = try Resampler(from: rate, to: newRate, channelCount: channels)
      .resample(clip.samples.span)
    #expect(divided.shape == whole.shape)
    #expect(largestDifference(divided.elements, whole.elements) < 1e-6)
  }

  @Test func `short clips and rates without a common step are not divided`() {
    #expect(ResamplingParts(frames: 199_999, from: 44_100, to: 16_000) == nil)
    #expect(ResamplingParts(frames: 1_000_000, from: 16_000, to: 16_001) == nil)
    #expect(ResamplingParts(frames: 1_000_000, from: 767_999, to: 768_000) == nil)
    let parts = ResamplingParts(frames: 1_000_000, from: 44_100, to: 16_000)?.parts
    #expect(parts?.count == 10)
    #expect(parts?.last?.input.upperBound == 1_000_000)
  }

  @Test func `the same rate is the same clip`() throws {
    let clip = AudioClip(samples: Tensor([0.5, -0.5, 0.25]), samplingRate: 8_000)
    #expect(try clip.resampled(to: 8_000) == clip)
  }

  @Test(arguments: [0, -1, 999, 768_001, .max])
  func `a rate out of bounds is refused`(rate: Int) {
    let clip = AudioClip(samples: Tensor([0.5]), samplingRate: 8_000)
    #expect(throws: AudioError.samplingRate(path: nil, rate: rate)) {
      try clip.resampled(to: rate)
    }
  }
}
