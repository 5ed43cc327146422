import Glibc
import Kernels
import Tensors
import TestSupport
import Testing

private func inDouble(_ row: ArraySlice<Float>) -> (logarithms: [Double], shares: [Double]) {
  let shift = Double(row.max() ?? 0)
  let rest = Glibc.log(row.reduce(0) { $0 + Glibc.exp(Double($1) - shift) })
  let logarithms = row.map { Double($0) - shift - rest }
  return (logarithms, logarithms.map { Glibc.exp($0) })
}

@Test(arguments: [1, 2, 15, 16, 17, 32, 33, 301], [Float(1), 30, 1e4])
func `softmax and its logarithm are those in double precision`(columns: Int, deviation: Float) {
  let x = randomTensor([57, columns], salt: UInt64(columns), deviation: deviation)
  let logarithms = x.mapped { logSoftmax($0, columns: columns, into: &$1) }
  let shares = x.mapped { softmax($0, columns: columns, into: &$1) }
  let rows = stride(from: 0, to: x.count, by: columns).map {
    inDouble(x.elements[$0..<$0 + columns])
  }
  #expect(differences(logarithms.elements, rows.flatMap(\.logarithms), tolerance: 1e-6) == "")
  #expect(differences(shares.elements, rows.flatMap(\.shares), tolerance: 1e-6) == "")
}

@Test func `one symbol has all the probability`() {
  let x = Tensor([-1e30, 0, 1e30], shape: [3, 1])
  #expect(x.mapped { softmax($0, columns: 1, into: &$1) }.elements == [1, 1, 1])
  #expect(x.mapped { logSoftmax($0, columns: 1, into: &$1) }.elements == [0, 0, 0])
}

@Test(arguments: [3, 16, 20])
func `minus infinity has no probability, and does not spoil its row`(columns: Int) {
  var row = [Float](repeating: -.infinity, count: columns)
  row[columns - 1] = 5
  row[0] = 5
  let x = Tensor(row, shape: [1, columns])
  let shares = x.mapped { softmax($0, columns: columns, into: &$1) }.elements
  #expect(shares[0] == 0.5 && shares[columns - 1] == 0.5)
  #expect(shares[1..<columns - 1].allSatisfy { $0 == 0 })
  let logarithms = x.mapped { logSoftmax($0, columns: columns, into: &$1) }.elements
  #expect(logarithms[1..<columns - 1].allSatisfy { $0 == -.infinity })
}

@Test(arguments: [3, 16, 20], [Float.nan, .infinity])
func `a row that has no probabilities is NaN, its neighbours are not`(
  columns: Int, poison: Float
) {
  for place in [0, columns - 1] {
    var rows = [Float](repeating: 1, count: 3 * columns)
    rows[columns + place] = poison
    let x = Tensor(rows, shape: [3, columns])
    for y in [
      x.mapped { softmax($0, columns: columns, into: &$1) },
      x.mapped { logSoftmax($0, columns: columns, into: &$1) },
    ] {
      #expect(y.rows(0..<1).isFinite && y.rows(2..<3).isFinite)
      #expect(y.rows(1..<2).elements.contains { $0.isNaN })
    }
  }
  let hopeless = Tensor(repeating: -.infinity, shape: [1, columns])
  #expect(
    hopeless.mapped { logSoftmax($0, columns: columns, into: &$1) }.elements
      .allSatisfy { $0.isNaN })
}

@Test(arguments: [1, 5, 16, 33])
func `columns are brought to zero mean and unit variance`(columns: Int) {
  for rows in [1, 2, 7, 3_001] {
    let x = randomTensor([rows, columns], salt: UInt64(rows), deviation: 3)
      .mapped { affine($0, scale: 2, shift: 40, into: &$1) }
    var y = x
    var target = y.mutableSpan
    normaliseColumns(&target, columns: columns, epsilon: 1e-5)
    let values = x.elements
    var expected = [Double](repeating: 0, count: values.count)
    for column in 0..<columns {
      let places = (0..<rows).map { $0 * columns + column }
      let mean = places.reduce(0) { $0 + Double(values[$1]) } / Double(rows)
      let variance = places.reduce(0) { $0 + pow(Double(values[$1]) - mean, 2) } / Double(rows)
      for place in places {
        expected[place] = (Double(values[place]) - mean) / (variance + 1e-5).squareRoot()
      }
    }
    #expect(differences(y.elements, expected, tolerance: 2e-5) == "", "\(rows) rows")
  }
}

@Test func `a constant column becomes zeros`() {
  var x = Tensor([3, 1, 3, 2, 3, 3], shape: [3, 2])
  var target = x.mutableSpan
  normaliseColumns(&target, columns: 2, epsilon: 1e-5)
  #expect([0, 2, 4].allSatisfy { abs(x.elements[$0]) < 1e-3 })
}
