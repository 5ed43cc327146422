@testable internal import Kernels
internal import Foundation
internal import Testing

@Suite struct NormalNoiseTests {
  @Test func `sines and cosines are those of the C library`() {
    var worst: Float = 0
    for start in stride(from: 0, to: 1 << 16, by: 16) {
      var turns = Lanes()
      for lane in 0..<16 { turns[lane] = Float(start + lane) / Float(1 << 16) }
      let (sine, cosine) = sineAndCosine(turns: turns)
      for lane in 0..<16 {
        let angle = 2 * Double.pi * Double(turns[lane])
        worst = max(
          worst, abs(sine[lane] - Float(sin(angle))), abs(cosine[lane] - Float(cos(angle))))
      }
    }
    #expect(worst < 2e-7)
  }

  @Test func `a number depends on its place alone`() {
    func noise(_ count: Int) -> [Float] {
      var values = [Float](repeating: 0, count: count)
      var span = values.mutableSpan
      fillNormal(&span, deviation: 2, key: SIMD2(1, 2), place: SIMD2(3, 4))
      return values
    }
    let long = noise(70_000)
    for count in [1, 16, 63, 64, 65, 1_000] {
      let short = noise(count)
      #expect(short == Array(long[..<count]))
    }
    let mean = long.reduce(0, +) / 70_000
    #expect(abs(mean) < 0.04)
    #expect(Set(long).count > 69_000)
  }
}
