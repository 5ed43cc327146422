import Models
import Recognizers
import TestSupport
import Text
import Testing

/// The samples that a frame hears: from its first to one behind its last, before any padding is cut.
private func window(
  of frame: Int, _ layers: [(kernel: Int, stride: Int, padding: Int)]
) -> Range<Int> {
  layers.reversed().reduce(frame..<frame + 1) { frames, layer in
    let first = frames.lowerBound * layer.stride - layer.padding
    let last = (frames.upperBound - 1) * layer.stride - layer.padding + layer.kernel
    return first..<last
  }
}

private func middle(_ window: Range<Int>) -> Double {
  Double(window.lowerBound + window.upperBound) / 2
}

@Test func `frames of wav2vec2 are 20 ms apart and lie in the middle of their windows`() {
  let configuration = Wav2Vec2Configuration()
  let layers = zip(configuration.convolutionKernels, configuration.convolutionStrides).map {
    (kernel: $0, stride: $1, padding: 0)
  }
  #expect(window(of: 0, layers) == 0..<400)
  let timing = configuration.frameTiming(samplingRate: 16_000)
  #expect(timing.samplesPerFrame == 320)
  for frame in [0, 1, 48] {
    #expect(middle(window(of: frame, layers)) == timing.firstMiddle + 320 * Double(frame))
  }
  // Frame 1 hears samples 320 to 720, whose middle is 520: it stands for 360 to 680.
  #expect(timing.start(of: 1, duration: 9) == 360.0 / 16_000)
  #expect(timing.start(of: 2, duration: 9) == 680.0 / 16_000)
  #expect(timing.secondsPerFrame == 0.02)
}

@Test func `times stay within the recording`() {
  let timing = FrameTiming(samplingRate: 8_000, samplesPerFrame: 160, firstMiddle: 0)
  #expect(timing.start(of: 0, duration: 1) == 0)
  #expect(timing.start(of: 1, duration: 1) == 0.01)
  #expect(timing.start(of: 51, duration: 1) == 1)
}

@Test func `frames of deepspeech2 lie in the middle of their windows`() throws {
  let model = try smallModel()
  // Windows of 160 samples and convolutions over 7 and 5 frames; all of them padded by half.
  let layers = [
    (kernel: 160, stride: 80, padding: 80), (kernel: 7, stride: 2, padding: 3),
    (kernel: 5, stride: 1, padding: 2),
  ]
  let timing = model.frameTiming
  #expect(timing.samplingRate == 8_000)
  for frame in [0, 1, 7] {
    let place = timing.firstMiddle + Double(timing.samplesPerFrame * frame)
    #expect(middle(window(of: frame, layers)) == place)
  }
}
