internal import Audio
internal import Tensors
internal import Testing

@Suite struct EditingTests {
  private let stereo = AudioClip(
    samples: Tensor([0.5, -0.5, 1, 0, -0.25, 0.75], shape: [3, 2]), samplingRate: 8_000)

  @Test func `a clip counts its frames, channels and seconds`() {
    #expect(stereo.frameCount == 3 && stereo.channelCount == 2 && stereo.duration == 3.0 / 8_000)
    let one = AudioClip(samples: Tensor([0.5, 1], shape: [2, 1]), samplingRate: 8_000)
    #expect(one.samples.shape == [2])
  }

  @Test func `mono is the mean of the channels`() {
    #expect(stereo.mono().samples == Tensor([0, 0.5, 0.25]))
    #expect(stereo.mono().mono() == stereo.mono())
  }

  @Test func `a channel stands alone`() throws {
    #expect(try stereo.channel(0).samples == Tensor([0.5, 1, -0.25]))
    #expect(try stereo.channel(1).samples == Tensor([-0.5, 0, 0.75]))
    #expect(throws: AudioError.noSuchChannel(channel: 2, count: 2)) { try stereo.channel(2) }
    #expect(throws: AudioError.noSuchChannel(channel: -1, count: 1)) {
      try stereo.mono().channel(-1)
    }
  }

  @Test func `a stretch of frames keeps its channels`() {
    #expect(stereo[1..<3].samples == Tensor([1, 0, -0.25, 0.75], shape: [2, 2]))
    #expect(stereo[1..<1].frameCount == 0)
  }

  @Test func `gain multiplies by the power of ten`() throws {
    let louder = try stereo.gain(20).samples.elements
    #expect(largestDifference(louder, stereo.samples.elements.map { $0 * 10 }) < 1e-5)
    #expect(try stereo.gain(0) == stereo)
    for decibels in [Double.nan, .infinity, 201] {
      #expect(throws: AudioError.self) { try stereo.gain(decibels) }
    }
  }

  @Test func `level is that of a square wave at full scale, peak the largest size`() {
    let square = AudioClip(samples: Tensor([1, -1, 1, -1]), samplingRate: 8_000)
    #expect(square.level == 0 && square.peak == 1)
    let half = AudioClip(samples: Tensor([0.5, -0.5]), samplingRate: 8_000)
    #expect(abs(half.level + 6.0206) < 1e-4 && half.peak == 0.5)
    let silence = AudioClip(samples: Tensor([0, 0]), samplingRate: 8_000)
    #expect(silence.level == -.infinity && silence.peak == 0)
  }

  @Test func `a waveform has the lowest and highest sample of every stretch`() {
    let clip = AudioClip(samples: Tensor([1, -1, 0.5, 0.25, -0.5]), samplingRate: 8_000)
    #expect(clip.waveform(2) == [-1...1, -0.5...0.5])
    #expect(clip.waveform(5) == [1...1, -1 ... -1, 0.5...0.5, 0.25...0.25, -0.5 ... -0.5])
    #expect(clip.waveform(9).count == 5 && clip.waveform(0).isEmpty)
    #expect(stereo.waveform(1) == [-0.5...1])
    #expect(stereo[0..<0].waveform(3).isEmpty)
  }
}

@Test func `clips are joined with silence between, at the rate of the first`() throws {
  let (one, two) = (tones(300), tones(200))
  let joined = try AudioClip.joined([one, two, one], pause: 0.01)
  let silence = [Float](repeating: 0, count: 160)
  let samples = one.samples.elements
  #expect(
    joined.samples.elements == samples + silence + two.samples.elements + silence + samples)
  let stereo = try AudioClip.joined([tones(300, channels: 2), tones(50, channels: 2)])
  #expect(stereo.channelCount == 2 && stereo.frameCount == 350)
  let mixed = try AudioClip.joined([one, tones(300, channels: 2, rate: 8_000)])
  #expect(mixed.channelCount == 1 && mixed.frameCount == 900 && mixed.samplingRate == 16_000)
  #expect(throws: AudioError.self) { _ = try AudioClip.joined([]) }
  for pause in [-1, .nan, .infinity] as [Double] {
    #expect(throws: AudioError.self) { _ = try AudioClip.joined([one], pause: pause) }
  }
}
