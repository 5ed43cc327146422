internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

/// What SciPy makes of a sound: `Tests/Fixtures/filters.py` wrote it.
private struct FilterFixture: Decodable {
  struct Case: Decodable {
    let rate: Int
    let kind: String
    let frequencies: [Double]
    let order: Int
    let result: [Float]

    var band: FrequencyBand {
      switch kind {
      case "low": .below(frequencies[0])
      case "high": .above(frequencies[0])
      default: .between(frequencies[0], frequencies[1])
      }
    }
  }

  let samples: [Int]
  let cases: [Case]
}

@Suite struct FilterTests {
  @Test func `filters agree with SciPy's butter and sosfilt`() throws {
    let known: FilterFixture = try fixture("filters")
    for one in known.cases {
      let clip = wholeClip(known.samples, rate: one.rate)
      let result = try clip.filtered(one.band, order: one.order).samples.elements
      let difference = largestDifference(result, one.result)
      #expect(
        difference < 2e-7, "\(one.kind) \(one.frequencies) at \(one.rate), order \(one.order)")
    }
  }

  @Test(arguments: 1...8)
  func `a band is as loud in its middle as before, and 3 dB lower at both edges`(order: Int) throws
  {
    for (low, high, rate) in [
      (430.0, 450.0, 16_000), (300, 3_400, 16_000), (300, 3_400, 8_000), (20, 20_000, 44_100),
      (7_900, 7_990, 16_000), (99, 101, 48_000),
    ] {
      // The response to one sample, until it has died away.
      var one = [Float](repeating: 0, count: 1 << 19)
      one[0] = 1
      let clip = AudioClip(samples: Tensor(one), samplingRate: rate)
      let response = try clip.filtered(.between(low, high), order: order).samples.elements
      let warped = (tan(.pi * low / Double(rate)), tan(.pi * high / Double(rate)))
      let middle = atan((warped.0 * warped.1).squareRoot()) / .pi * Double(rate)
      let what = Comment(rawValue: "\(low) to \(high) of \(rate), order \(order)")
      #expect(abs(gain(of: response, at: middle, rate)) < 0.001, what)
      #expect(abs(gain(of: response, at: low, rate) + 3.0103) < 0.001, what)
      #expect(abs(gain(of: response, at: high, rate) + 3.0103) < 0.001, what)
    }
  }

  /// The gain at `frequency` in decibels of a filter with the impulse response `response`.
  private func gain(of response: [Float], at frequency: Double, _ rate: Int) -> Double {
    var (real, imaginary) = (0.0, 0.0)
    for (index, value) in response.enumerated() where value != 0 {
      let phase =
        2 * Double.pi
        * (frequency * Double(index) / Double(rate)).truncatingRemainder(
          dividingBy: 1)
      real += Double(value) * cos(phase)
      imaginary += Double(value) * sin(phase)
    }
    return 10 * log10(real * real + imaginary * imaginary)
  }

  @Test func `a narrow band lets its tone through`() throws {
    let tone = soundClip(seconds: 2) { 0.5 * sin(2 * Double.pi * 440 * $0) }
    for order in [1, 4] {
      let result = try tone.filtered(.between(430, 450), order: order).samples.elements
      #expect(abs((result[24_000...].map(abs).max() ?? 0) - 0.5) < 0.001)
    }
  }

  @Test func `edges that are the wrong way round or beyond half the rate are refused`() {
    let clip = soundClip(seconds: 0.1) { sin(500 * $0) }
    for (low, high) in [(500.0, 400.0), (400, 400), (0, 400), (-1, 400), (400, 8_000), (.nan, 9)] {
      #expect(throws: AudioError.self) { try clip.filtered(.between(low, high)) }
    }
  }

  @Test func `a band keeps what is in it`() throws {
    let clip = soundClip(seconds: 1) {
      0.3 * sin(2 * Double.pi * 100 * $0) + 0.3 * sin(2 * Double.pi * 1_000 * $0)
        + 0.3 * sin(2 * Double.pi * 6_000 * $0)
    }
    let result = try clip.filtered(.telephone)
    let (low, middle, high) = (
      try bandPower(result, from: 80, to: 120) / bandPower(clip, from: 80, to: 120),
      try bandPower(result, from: 980, to: 1_020) / bandPower(clip, from: 980, to: 1_020),
      try bandPower(result, from: 5_980, to: 6_020) / bandPower(clip, from: 5_980, to: 6_020)
    )
    #expect(abs(10 * log10(middle)) < 0.1)
    // 1 / (1 + Ω⁸) with Ω = (low·high - w²) / ((high - low)·w), each of them tan(πf / 16,000).
    #expect(abs(10 * log10(low) + 40.6) < 0.5)
    #expect(10 * log10(high) < -24)
  }
}
