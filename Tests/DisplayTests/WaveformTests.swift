@testable import Display
import Tensors
import Testing

/// Sound over time.
struct WaveformTests {
  private let stereo = Waveform(
    Tensor([0, 1, -0.5, 0.25, 0.75, -1, 0.5, 0], shape: [4, 2]), samplingRate: 8)

  @Test func `a stretch reaches from its lowest to its highest sample`() {
    #expect(stereo.envelope(2, channel: 0) == [-0.5...0, 0.5...0.75])
    #expect(stereo.envelope(2, channel: 1) == [0.25...1, -1...0])
    #expect(stereo.envelope(1) == [-1...1])
    #expect(stereo.envelope(9, channel: 0) == [0...0, -0.5 ... -0.5, 0.75...0.75, 0.5...0.5])
    #expect(stereo.envelope(0).isEmpty)
    #expect(stereo.duration == 0.5 && stereo.peak == 1 && stereo.channelCount == 2)
  }

  @Test func `what is not finite is a gap`() {
    let broken = Waveform(Tensor([0, 0.5, .nan, 1, -0.25, .infinity], shape: [6]), samplingRate: 2)
    #expect(broken.envelope(3) == [0...0.5, nil, nil])
    #expect(broken.nonFiniteCount == 2 && broken.peak == 1)
    let lines = broken.rendered(for: Terminal(width: 30)).split(separator: "\n")
    #expect(lines[12].contains("×"))
  }

  @Test func `a plot goes to the end of the sound`() {
    let text = stereo.rendered(for: Terminal(width: 30))
    #expect(text.hasSuffix("0.5") && text.contains("seconds"))
    let nothing = Waveform(Tensor(zeros: [0]), samplingRate: 8)
    #expect(nothing.rendered(for: Terminal()).hasPrefix("nothing to plot"))
    #expect(Waveform(Tensor(zeros: [3]), samplingRate: 0).duration == 0)
  }
}
