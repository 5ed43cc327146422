internal import Kernels
internal import Testing

@Suite struct MagnitudeTests {
  @Test(arguments: [0, 1, 15, 16, 17, 31, 32, 33, 1_000])
  func `the largest is found wherever it is`(count: Int) {
    for place in 0..<count {
      var values = (0..<count).map { Float($0 % 7) - 3 }
      values[place] = place.isMultiple(of: 2) ? -9.5 : 9.5
      let found = largestMagnitude(values.span)
      #expect(found == 9.5)
    }
    let none = [Float](repeating: 0, count: count)
    let silence = largestMagnitude(none.span)
    #expect(silence == 0)
  }

  @Test func `infinity is larger than all, and what is no number is nothing`() {
    let values: [Float] = [1, .nan, -.infinity, 2]
    let infinite = largestMagnitude(values.span)
    #expect(infinite == .infinity)
    let numbers: [Float] = [.nan, -3, .nan]
    let finite = largestMagnitude(numbers.span)
    #expect(finite == 3)
  }
}
