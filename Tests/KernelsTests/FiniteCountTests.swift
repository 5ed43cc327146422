import Kernels
import Testing

@Test(arguments: [0, 1, 15, 16, 17, 100, 70_000])
func `numbers that are not finite are counted wherever they stand`(count: Int) {
  var numbers = (0..<count).map { Float($0) - 50 }
  var expected = 0
  for (index, odd) in zip(
    stride(from: 0, to: count, by: 13), [Float.nan, .infinity, -.infinity, .signalingNaN])
  {
    numbers[index] = odd
    expected += 1
  }
  if count > 1 {
    numbers[count - 1] = .nan
    expected += (count - 1).isMultiple(of: 13) && (count - 1) / 13 < 4 ? 0 : 1
  }
  let found = nonFiniteCount(numbers.span)
  #expect(found == expected)
  let finite = finiteCount(numbers.span)
  #expect(finite == count - expected)
}

@Test func `the largest and the smallest numbers are finite`() {
  let numbers: [Float] = [
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0, 0,
  ]
  let found = nonFiniteCount(numbers.span)
  #expect(found == 0)
}
