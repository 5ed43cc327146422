internal import Audio
internal import Tensors
internal import Testing

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
