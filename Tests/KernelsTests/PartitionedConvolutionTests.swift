internal import Kernels
internal import Testing

@Suite struct PartitionedConvolutionTests {
  private func numbers(_ count: Int, _ seed: Int) -> [Float] {
    (0..<count).map { Float(($0 * 7_919 + seed * 104_729) % 2_003) / 1_001 - 1 }
  }

  @Test(
    arguments: [
      (1, 1), (5, 3), (300, 1), (700, 256), (700, 257), (3_000, 1_024), (3_000, 1_025),
      (2_100, 5_000),
      (40_000, 700),
    ], [0, 3, 600, -20])
  func `agrees with the definition`(lengths: (Int, Int), first: Int) {
    let (signal, impulse) = (numbers(lengths.0, 1), numbers(lengths.1, 2))
    let count = min(lengths.0 + lengths.1, 3_500)
    var result = [Float](repeating: .nan, count: count)
    var target = result.mutableSpan
    convolve(signal.span, impulse.span, from: first, into: &target)
    var worst = 0.0
    for index in stride(from: 0, to: count, by: max(1, count / 97)) {
      var sum = 0.0
      for tap in impulse.indices {
        let place = first + index - tap
        if signal.indices.contains(place) { sum += Double(impulse[tap]) * Double(signal[place]) }
      }
      worst = max(worst, abs(sum - Double(result[index])))
    }
    #expect(worst < 3e-6 * Double(lengths.1).squareRoot() * 10)
    #expect(result.allSatisfy { $0.isFinite })
  }
}
