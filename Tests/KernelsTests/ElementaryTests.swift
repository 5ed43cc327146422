import Glibc
import Kernels
import Tensors
import Testing

/// Bit patterns of positive normal numbers from the smallest to the largest, 200,003 of them.
private let normalNumbers: [Float] = {
  let (first, last) = (Float.leastNormalMagnitude.bitPattern, Float.infinity.bitPattern - 1)
  let step = (last - first) / 200_003
  return stride(from: first, through: last, by: Int(step)).map { Float(bitPattern: $0) }
}()

@Test func `the exponential is within 2 units of the last place`() {
  let x = evenly(-103.9...88.722, 200_003) + evenly(-1e-3...1e-3, 2_001) + [0, -0.0, 1, -1]
  let y = Tensor(x).mapped { exponential($0, into: &$1) }.elements
  let found = worst(x) { ulps(y[$0], Glibc.exp(Double(x[$0]))) }
  #expect(found.error < 2, "at \(found.input)")
}

@Test func `the exponential of special values is that of the C library`() {
  let x: [Float] = [
    -.infinity, .infinity, .nan, 1e30, -1e30, 89, -104, .leastNonzeroMagnitude,
    -Float.leastNonzeroMagnitude,
  ]
  let y = Tensor(x).mapped { exponential($0, into: &$1) }.elements
  for (x, y) in zip(x, y) { #expect(ulps(y, Glibc.exp(Double(x))) < 1, "\(x)") }
}

@Test func `the logarithm is within 2 units of the last place`() {
  let x = normalNumbers + evenly(0.5...2, 100_001)
  let y = Tensor(x).mapped { logarithm($0, into: &$1) }.elements
  let found = worst(x) { ulps(y[$0], Glibc.log(Double(x[$0]))) }
  #expect(found.error < 2, "at \(found.input)")
}

@Test func `the logarithm of special values is that of the C library`() {
  let x: [Float] = [0, -0.0, .infinity, .nan, -1, -.infinity, 1, .leastNormalMagnitude]
  let y = Tensor(x).mapped { logarithm($0, into: &$1) }.elements
  for (x, y) in zip(x, y) { #expect(ulps(y, Glibc.log(Double(x))) < 1, "\(x)") }
}

@Test func `numbers below the normal ones count as 0 for the logarithm`() {
  let x: [Float] = [.leastNonzeroMagnitude, 0x1p-130, Float.leastNormalMagnitude.nextDown]
  let y = Tensor(x).mapped { logarithm($0, into: &$1) }.elements
  #expect(y.allSatisfy { $0 == -.infinity })
}

@Test func `the square root is the processor's`() {
  // Every number from 1 to 4: the roots of most others differ from theirs by a power of two.
  for part in stride(from: Float(1).bitPattern, to: Float(4).bitPattern, by: 1 << 20) {
    let x = (0..<1 << 20).map { Float(bitPattern: part + $0) }
    let y = Tensor(x).mapped { squareRoot($0, into: &$1) }.elements
    #expect(zip(x, y).allSatisfy { $0.squareRoot() == $1 }, "from \(x[0])")
  }
  let below = (0..<100_000).map { Float(bitPattern: 83 * $0) }
  let special: [Float] = [
    0, -0.0, .infinity, .nan, -1, -.infinity, -Float.leastNonzeroMagnitude,
    .greatestFiniteMagnitude,
  ]
  let x = normalNumbers + below + special
  let y = Tensor(x).mapped { squareRoot($0, into: &$1) }.elements
  let wrong = x.indices.filter {
    let expected = x[$0].squareRoot()
    return expected.isNaN ? !y[$0].isNaN : y[$0].bitPattern != expected.bitPattern
  }
  #expect(wrong.isEmpty, "\(wrong.prefix(4).map { x[$0] })")
}

@Test func `the hyperbolic tangent is within 4 units of the last place`() {
  let small = normalNumbers.filter { $0 < 1 }
  let x =
    small + small.map(-) + evenly(-12...12, 200_001) + [0, .leastNonzeroMagnitude, 100, -1e30]
  let y = Tensor(x).mapped { activate($0, .tanh, into: &$1) }.elements
  let found = worst(x) { ulps(y[$0], Glibc.tanh(Double(x[$0]))) }
  #expect(found.error < 4, "at \(found.input)")
}

@Test func `the logistic function is within 4 units of the last place where it is normal`() {
  let x = evenly(-87...120, 200_003)
  let y = Tensor(x).mapped { activate($0, .sigmoid, into: &$1) }.elements
  let found = worst(x) { ulps(y[$0], 1 / (1 + Glibc.exp(-Double(x[$0])))) }
  #expect(found.error < 4, "at \(found.input)")
  let below = Tensor(evenly(-1e3 ... -87, 10_001)).mapped { activate($0, .sigmoid, into: &$1) }
  #expect(below.elements.allSatisfy { $0 >= 0 && $0 < 1.7e-38 })
}

@Test func `tanh and the logistic function keep their limits and NaN`() {
  let x = Tensor([-.infinity, .infinity, .nan, 0])
  let tanh = x.mapped { activate($0, .tanh, into: &$1) }.elements
  #expect(tanh[0] == -1 && tanh[1] == 1 && tanh[2].isNaN && tanh[3] == 0)
  let logistic = x.mapped { activate($0, .sigmoid, into: &$1) }.elements
  #expect(logistic[0] == 0 && logistic[1] == 1 && logistic[2].isNaN && logistic[3] == 0.5)
}

@Test(arguments: [0, 1, 15, 16, 17, 31, 33, 32_767, 32_769, 65_537])
func `every element is computed, whatever the length`(count: Int) {
  let x = (0..<count).map { Float($0 % 97) / 10 - 4 }
  let y = Tensor(x).mapped { exponential($0, into: &$1) }.elements
  #expect(y.count == count)
  #expect(worst(x) { ulps(y[$0], Glibc.exp(Double(x[$0]))) }.error < 2)
}
