import Display
import Foundation
import Tensors
import Testing

@Test func `measures peak and level against full scale`() throws {
  // A sine of amplitude 0.5: its peak is 6.02 dB below full scale, its level 3.01 dB lower.
  let samples = (0..<8000).map { Float(0.5 * sin(2 * Double.pi * 100 * Double($0) / 8000)) }
  let summary = AudioSummary(Tensor(samples), samplingRate: 8000)
  let (peak, level) = (try #require(summary.peak), try #require(summary.level))
  #expect(abs(peak + 6.0206) < 1e-3)
  #expect(abs(level + 9.0309) < 1e-3)
  #expect(summary.duration == 1)
  #expect(
    summary.rendered(for: Terminal(width: 10))
      == "audio 1.0 s, 8,000 Hz, mono, peak -6.0 dB, level -9.0 dB\n██████████")
}

@Test func `draws where the sound is`() {
  let samples = (0..<100).map { Float(50..<60 ~= $0 ? 1 : 0) }
  let stereo = Tensor(samples.flatMap { [0, $0] }, shape: [100, 2])
  let lines = AudioSummary(stereo, samplingRate: 100).rendered(for: Terminal(width: 10))
    .split(separator: "\n")
  #expect(lines[0] == "audio 1.0 s, 100 Hz, stereo, peak 0.0 dB, level -13.0 dB")
  #expect(lines[1] == "▁▁▁▁▁█▁▁▁▁")
}

@Test func `says what has no level`() {
  let silence = AudioSummary(Tensor(zeros: [4, 3]), samplingRate: 8)
  #expect(silence.rendered(for: Terminal()) == "audio 0.50 s, 8 Hz, 3 channels, silence\n▁▁▁▁")
  let nothing = AudioSummary(Tensor(zeros: [0]), samplingRate: 8)
  #expect(nothing.rendered(for: Terminal()) == "audio 0 s, 8 Hz, mono")
  let broken = AudioSummary(Tensor([.nan, 1, .infinity, 1]), samplingRate: 4)
  #expect(broken.nonFiniteCount == 2 && broken.level == 0)
  #expect(broken.rendered(for: Terminal()).hasSuffix("level 0.0 dB, 2 not finite\n?███"))
}
