@testable import Display
import Testing

private struct Case: Decodable {
  var values: [Double]
  var binCount: Int
  var edges: [Double]
  var counts: [Int]
  var mean: Double
}

@Test func `counts what numpy counts between round borders`() throws {
  for expected in try fixture("histograms.json", as: [Case].self) {
    let histogram = Histogram(expected.values, binCount: expected.binCount)
    #expect(histogram.edges == expected.edges)
    #expect(histogram.counts == expected.counts)
    #expect(abs(histogram.mean - expected.mean) <= 1e-12 * max(1, abs(expected.mean)))
  }
}

@Test func `puts a value on a border above it, and the last border inside`() {
  let histogram = Histogram([0.1, 0.2, 0.3, 0.3, 0.6, 0.7], binCount: 6)
  #expect(histogram.edges == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
  #expect(histogram.counts == [1, 1, 2, 0, 0, 2])
}

@Test func `counts apart what is not finite`() {
  let histogram = Histogram([1, .nan, 2, .infinity, -.infinity])
  #expect(histogram.counts.reduce(0, +) == 2)
  #expect(histogram.nonFiniteCount == 3)
  #expect(histogram.rendered(for: Terminal()).hasSuffix("2 values, mean 1.5; 3 not finite"))
  #expect(Histogram([.nan]).rendered(for: Terminal()) == "no values; 1 not finite")
  #expect(Histogram([]).rendered(for: Terminal()) == "no values")
}

@Test(
  arguments: [
    [5, 5, 5], [0], [1e300, -1e300], [1e16, 1e16 + 2], [-1e-300, 1e-300],
    [.greatestFiniteMagnitude, 0],
    [.leastNonzeroMagnitude, 8 * .leastNonzeroMagnitude],
    [-.greatestFiniteMagnitude, .greatestFiniteMagnitude], [1, 1 + 1e-15],
  ] as [[Double]])
func `counts every value however far or near they lie`(values: [Double]) {
  let histogram = Histogram(values)
  #expect(histogram.counts.reduce(0, +) == values.count)
  #expect(histogram.counts.count <= 13)
  #expect(!histogram.rendered(for: Terminal()).isEmpty)
}

@Test func `draws bars to the eighth of a column`() {
  let values = Array(repeating: 0.0, count: 16) + Array(repeating: 1.5, count: 3) + [3]
  let histogram = Histogram(values, binCount: 3, axis: Axis("duration", unit: "s"))
  let text = histogram.rendered(for: Terminal(width: 17))
  #expect(
    text
      == """
      0 – 1  ███████ 16
      1 – 2  █▍       3
      2 – 3  ▌        1
      20 values, mean …
      """)
  let ascii = histogram.rendered(for: Terminal(width: 20, hasUnicode: false))
  #expect(ascii.hasPrefix("0 - 1  ########## 16\n1 - 2  ##          3\n2 - 3  #           1\n"))
}

@Test(arguments: 1...90)
func `fits a histogram to the terminal`(width: Int) {
  let histogram = Histogram(
    (0..<1000).map { Double($0 * $0) / 1000 }, axis: Axis("duration", unit: "s"))
  for line in histogram.rendered(for: Terminal(width: width)).split(separator: "\n") {
    #expect(String(line).displayWidth <= width, "\(line)")
  }
}

@Test(arguments: [
  (0.3, 0.5), (0.5, 0.5), (0.51, 1), (1, 1), (1.2, 2), (3, 5), (7, 10), (0.02, 0.02), (900, 1000),
  (0, 1), (-1, 1), (.infinity, 1),
])
func `steps are 1, 2 or 5 times a power of ten`(distance: Double, step: Double) {
  #expect(DecimalStep(atLeast: distance).multiple(1) == step)
}

@Test func `multiples are the floats nearest to their decimals`() {
  #expect(DecimalStep(atLeast: 0.1).multiple(3) == 0.3)
  #expect(DecimalStep(atLeast: 0.02).multiple(7) == 0.14)
}
