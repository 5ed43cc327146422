internal import Foundation
internal import Kernels
internal import Testing

@Suite struct SpectralFramesTests {
  private let signal = (0..<500).map { Float(sin(Double($0 * $0) * 0.001) + 0.1) }

  /// Computes what `reading` tells of the frames of `signal`.
  private func compute(
    _ frames: SpectralFrames, _ framing: Framing, _ reading: SpectralReading, columns: Int
  ) -> [Float] {
    var result = [Float](repeating: .nan, count: framing.count * columns)
    var target = result.mutableSpan
    frames.compute(signal.span, framing, reading, into: &target)
    return result
  }

  /// The powers of a frame by the definition of the discrete Fourier transform.
  private func powers(_ frame: [Double]) -> [Double] {
    (0...(frame.count / 2)).map { bin in
      var (re, im) = (0.0, 0.0)
      for (index, sample) in frame.enumerated() {
        let angle = 2 * Double.pi * Double(bin * index) / Double(frame.count)
        re += sample * cos(angle)
        im += sample * sin(angle)
      }
      return re * re + im * im
    }
  }

  private func expectClose(_ result: [Float], _ expected: [Double], within tolerance: Double) {
    #expect(result.count == expected.count)
    for (index, (got, wanted)) in zip(result, expected).enumerated() {
      #expect(abs(Double(got) - wanted) <= tolerance, "element \(index)")
    }
  }

  @Test(arguments: [Framing.Border.reflection, .zeros], [20, 21])
  func `frames beyond the ends see the signal mirrored, or zeros`(
    border: Framing.Border, length: Int
  ) {
    let framing = Framing(origin: -7, hop: 31, count: 17, border: border)
    let window = (0..<length).map { 0.5 + Float($0) / 40 }
    let reading = SpectralReading(isPower: true, bands: nil, floor: nil)
    let result = compute(
      SpectralFrames(length: length, window: window), framing, reading, columns: length / 2 + 1)
    let expected = (0..<17).flatMap { frame in
      powers(
        (0..<length).map { offset in
          let index = framing.origin + 31 * frame + offset
          let mirrored = index < 0 ? -index : index >= 500 ? 998 - index : index
          let isThere = border == .reflection || index == mirrored
          return isThere ? Double(signal[mirrored]) * Double(window[offset]) : 0
        })
    }
    expectClose(result, expected, within: 1e-3)
  }

  @Test func `a preparation removes the mean, then part of the sample before`() {
    let window = [Float](repeating: 1, count: 25)
    let frames = SpectralFrames(
      length: 32, window: window,
      preparation: FramePreparation(removesMean: true, preemphasis: 0.97))
    let framing = Framing(origin: 0, hop: 25, count: 18, border: .zeros)
    let reading = SpectralReading(isPower: false, bands: nil, floor: nil)
    let expected = (0..<18).flatMap { frame in
      let raw = signal[(25 * frame)..<(25 * frame + 25)].map { Double($0) }
      let mean = raw.reduce(0, +) / 25
      let centred = raw.map { $0 - mean }
      let sharp = centred.indices.map { centred[$0] - 0.97 * centred[max(0, $0 - 1)] }
      return powers(sharp + [Double](repeating: 0, count: 7)).map { $0.squareRoot() }
    }
    expectClose(compute(frames, framing, reading, columns: 17), expected, within: 1e-4)
  }

  @Test func `bands are weighted sums, and logarithms stop at the floor`() {
    let bands: [[Float]] = [[0, 2, 0, 0, 0], [0, 0, 0, 0, 0], [0.5, 0, 0, 0.25, 1]]
    let frames = SpectralFrames(length: 8, window: [Float](repeating: 1, count: 8))
    let framing = Framing(origin: 0, hop: 8, count: 60, border: .zeros)
    let plain = compute(
      frames, framing, SpectralReading(isPower: true, bands: nil, floor: nil), columns: 5)
    let reading = SpectralReading(
      isPower: true, bands: BandFilters(bands), floor: 1e-3, logarithmScale: 0.5)
    let expected = (0..<60).flatMap { frame in
      bands.map { band in
        let sum = (0..<5).reduce(0) { $0 + Double(band[$1] * plain[5 * frame + $1]) }
        return log(max(sum, 1e-3)) / 2
      }
    }
    expectClose(compute(frames, framing, reading, columns: 3), expected, within: 1e-5)
  }

  @Test func `a dynamic range is raised to the peak less its depth`() {
    var values = (0..<37).map { Float($0) / 4 - 5 }
    let expected = values.map { (max($0, 4 - 3) + 2) * 0.5 }
    var span = values.mutableSpan
    compressRange(&span, depth: 3, offset: 2, scale: 0.5)
    #expect(values == expected)
  }
}
