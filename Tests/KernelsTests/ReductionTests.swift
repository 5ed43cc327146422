import Kernels
import Tensors
import TestSupport
import Testing

/// Lengths around those at which a sum changes its course: sixteen lanes, a stretch of 32,768.
let awkwardLengths = [0, 1, 2, 15, 16, 17, 31, 33, 255, 4_099, 32_767, 32_768, 32_769, 100_003]

@Test(arguments: awkwardLengths)
func `sums and dot products are those in double precision`(count: Int) {
  let x = randomTensor([count], salt: 1)
  let y = randomTensor([count], salt: 2)
  let pairs = zip(x.elements, y.elements).map { (Double($0), Double($1)) }
  let size = pairs.reduce(0) { $0 + abs($1.0) } + 1
  #expect(abs(sum(x.span) - pairs.reduce(0) { $0 + $1.0 }) <= 1e-6 * size)
  let products = pairs.reduce(0) { $0 + abs($1.0 * $1.1) } + 1
  #expect(abs(dot(x.span, y.span) - pairs.reduce(0) { $0 + $1.0 * $1.1 }) <= 1e-6 * products)
}

@Test func `a sum sees every element once`() {
  for count in awkwardLengths where count < 70_000 {
    #expect(sum(Tensor(repeating: 1, shape: [count]).span) == Double(count))
    for place in Set([0, count / 2, count - 1]) where place >= 0 && place < count {
      var elements = [Float](repeating: 0, count: count)
      elements[place] = 3
      #expect(sum(Tensor(elements).span) == 3)
      #expect(dot(Tensor(elements).span, Tensor(elements).span) == 9)
    }
  }
}

@Test func `a NaN or an infinity shows in a sum`() {
  for count in awkwardLengths where count > 0 {
    var elements = [Float](repeating: 1, count: count)
    elements[count - 1] = .nan
    #expect(sum(Tensor(elements).span).isNaN)
    #expect(finiteCount(Tensor(elements).span) == count - 1)
    elements[count - 1] = -.infinity
    #expect(sum(Tensor(elements).span) == -.infinity)
    #expect(!Tensor(elements).isFinite)
  }
}

@Test(arguments: [(0, 7), (1, 1), (3, 5), (7, 16), (301, 33), (1_000, 129), (5, 70_001)])
func `column sums are added to what is there`(rows: Int, columns: Int) {
  let x = randomTensor([rows, columns], salt: 3)
  let start = randomTensor([columns], salt: 4)
  let sums = start.mapped {
    copy($0, into: &$1)
    accumulateColumnSums(x.span, into: &$1)
  }
  let (values, first) = (x.elements, start.elements)
  let expected = (0..<columns).map { column in
    (0..<rows).reduce(Double(first[column])) { $0 + Double(values[$1 * columns + column]) }
  }
  #expect(differences(sums.elements, expected, tolerance: 1e-6 * Double(rows + 1)) == "")
}

@Test func `the largest of a row is the first of equals, and a NaN is largest`() {
  let rows: [[Float]] = [
    [1, 2, 3], [3, 3, 1], [-1, -1, -1], [1, .nan, 5], [.nan, .nan, 9], [5, 9, .nan],
    [-.infinity, -.infinity, -.infinity], [-.infinity, .infinity, .infinity],
  ]
  let x = Tensor(rows.flatMap { $0 }, shape: [rows.count, 3])
  #expect(x.rowMaximumIndices == [2, 0, 0, 1, 0, 2, 0, 1])
  #expect(Tensor([4, .nan], shape: [2, 1]).rowMaximumIndices == [0, 0])
  #expect(Tensor(zeros: [0, 3]).rowMaximumIndices == [])
}

@Test func `the largest of a row is found at any place in a row of any length`() {
  for columns in [1, 2, 15, 16, 17, 40] {
    for place in 0..<columns {
      var row = [Float](repeating: -2, count: columns)
      row[place] = -1
      #expect(rowMaximumIndices(Tensor(row).span, columns: columns) == [place])
    }
  }
}
