import Audio
import Tensors
import Testing

/// The silence of a recording at 1,000 Hz, given as the peak of each hundredth of a second.
private func silence(_ peaks: [Float], rate: Int = 1_000) -> SilentStretches {
  var wave = WavePeaks(samplingRate: rate)
  wave.add(Tensor(peaks.flatMap { [Float](repeating: $0, count: rate / 100) }))
  return SilentStretches(wave)
}

private func run(_ value: Float, _ count: Int) -> [Float] { .init(repeating: value, count: count) }

struct SilentStretchesTests {
  @Test func `silence is as long as a pause, or stands at an end`() {
    let speech = run(0.5, 20)
    let found = silence(
      run(0, 3) + speech + run(0, 19) + speech + run(0, 20) + speech + run(0.001, 1))
    // The gap of 0.19 s is none.
    #expect(found.stretches.count == 3)
    for (stretch, times) in zip(found.stretches, [(0, 0.03), (0.62, 0.82), (1.02, 1.03)]) {
      #expect(abs(stretch.lowerBound - times.0) < 1e-9 && abs(stretch.upperBound - times.1) < 1e-9)
    }
  }

  @Test(
    arguments: [
      // 50 dB below 0.5 is 0.00158.
      (0.5, 0.001_58, true), (0.5, 0.001_6, false), (0.005, 0.000_1, true),
      (0.005, 0.000_11, false),
      // Noise of 16 bits is silence in any recording.
      (0.000_2, 0.000_03, true),
    ] as [(Float, Float, Bool)])
  func `what is silent depends on the level`(level: Float, quiet: Float, isSilent: Bool) {
    let found = silence(run(level, 30) + run(quiet, 30) + run(level, 30))
    #expect(found.stretches.isEmpty != isSilent)
  }

  @Test func `a click is no level, and silence alone is all silent`() {
    // Speech at 0.01 lies 40 dB below the click.
    let speech = run(0.01, 50) + run(0.000_2, 30) + run(0.01, 50)
    #expect(silence(run(1, 1) + speech).stretches.isEmpty)
    #expect(silence(run(0, 40)).stretches == [0..<0.4])
    #expect(silence([]).stretches == [])
    #expect(silence(run(0.000_02, 40)).stretches.count == 1)
  }

  @Test func `a stretch of time is in silence with all of it`() {
    let found = silence(run(0, 10) + run(0.5, 30) + run(0, 25) + run(0.5, 20) + run(0, 5))
    let inside: [(Double, Double)] = [
      (0, 0.1), (-1, 0.05), (0.4, 0.65), (0.5, 0.51), (0.86, 0.9), (0.86, 5),
    ]
    let outside: [(Double, Double)] = [
      (0.05, 0.11), (0.1, 0.12), (0.39, 0.5), (0.5, 0.66), (0.05, 0.5), (0.84, 0.9), (0.5, 0.5),
    ]
    for (start, end) in inside { #expect(found.contain(start, end, of: 0.9), "\(start), \(end)") }
    for (start, end) in outside { #expect(!found.contain(start, end, of: 0.9), "\(start), \(end)") }
  }

  @Test func `stretches keep their times at rates that hundredths do not divide`() {
    let rate = 11_025
    var wave = WavePeaks(samplingRate: rate)
    var samples = run(0.5, rate * 100)
    // The last second of a hundred.
    for index in (rate * 99)..<(rate * 100) { samples[index] = 0 }
    wave.add(Tensor(samples))
    let found = SilentStretches(wave)
    #expect(found.stretches.count == 1 && abs(found.stretches[0].lowerBound - 99) < 0.01)
  }
}
