/// One stage of a Fourier transform of sixteen sequences: see ``LaneFourier``.
struct FourierStage: Sendable {
  private let radix: Int
  private let stride: Int
  /// The number of butterflies that differ: the length that is left, divided by the radix.
  private let count: Int
  /// exp(-2πi·jp/n) for every p, and for every j from 1 on.
  private let turns: [(re: Float, im: Float)]
  /// exp(-2πi·j/radix) for every j.
  private let roots: [(re: Float, im: Float)]

  init(radix: Int, length: Int, stride: Int) {
    self.radix = radix
    self.stride = stride
    let count = length / radix
    self.count = count
    turns = (0..<count).flatMap { p in
      (1..<radix).map { rootOfUnity($0 * p, of: length) }
    }
    roots = (0..<radix).map { rootOfUnity($0, of: radix) }
  }

  /// Reads `source` and writes `target`.
  func run(_ source: Floats, _ target: Floats) {
    for p in 0..<count {
      for q in 0..<stride {
        let input = q + stride * p
        let output = q + stride * radix * p
        switch radix {
        case 2: two(source, input, target, output, p)
        case 3: three(source, input, target, output, p)
        case 4: four(source, input, target, output, p)
        case 5: five(source, input, target, output, p)
        default: general(source, input, target, output, p)
        }
      }
    }
  }

  /// The distance between the elements that a butterfly reads.
  private var step: Int { stride * count }

  @inline(__always)
  private func turn(_ j: Int, _ p: Int) -> (re: Float, im: Float) {
    turns[p * (radix - 1) + j - 1]
  }

  @inline(__always)
  private func two(_ x: Floats, _ i: Int, _ y: Floats, _ o: Int, _ p: Int) {
    let (a, b) = (x[complex: i], x[complex: i + step])
    y[complex: o] = a + b
    y[complex: o + stride] = (a - b) * turn(1, p)
  }

  @inline(__always)
  private func three(_ x: Floats, _ i: Int, _ y: Floats, _ o: Int, _ p: Int) {
    let (a, b, c) = (x[complex: i], x[complex: i + step], x[complex: i + 2 * step])
    let sum = b + c
    let middle = a - sum * 0.5
    let turned = (b - c).turned * 0.866025404
    y[complex: o] = a + sum
    y[complex: o + stride] = (middle + turned) * turn(1, p)
    y[complex: o + 2 * stride] = (middle - turned) * turn(2, p)
  }

  @inline(__always)
  private func four(_ x: Floats, _ i: Int, _ y: Floats, _ o: Int, _ p: Int) {
    let (a, b) = (x[complex: i], x[complex: i + step])
    let (c, d) = (x[complex: i + 2 * step], x[complex: i + 3 * step])
    let (evenSum, evenDifference) = (a + c, a - c)
    let (oddSum, oddDifference) = (b + d, (b - d).turned)
    y[complex: o] = evenSum + oddSum
    y[complex: o + stride] = (evenDifference + oddDifference) * turn(1, p)
    y[complex: o + 2 * stride] = (evenSum - oddSum) * turn(2, p)
    y[complex: o + 3 * stride] = (evenDifference - oddDifference) * turn(3, p)
  }

  @inline(__always)
  private func five(_ x: Floats, _ i: Int, _ y: Floats, _ o: Int, _ p: Int) {
    let a = x[complex: i]
    let (b, e) = (x[complex: i + step], x[complex: i + 4 * step])
    let (c, d) = (x[complex: i + 2 * step], x[complex: i + 3 * step])
    // cos and sin of 2π/5 and 4π/5.
    let (cos1, cos2): (Float, Float) = (0.309016994, -0.809016994)
    let (sin1, sin2): (Float, Float) = (0.951056516, 0.587785252)
    let (outerSum, innerSum) = (b + e, c + d)
    let (outer, inner) = ((b - e).turned, (c - d).turned)
    let first = a + outerSum * cos1 + innerSum * cos2
    let second = a + outerSum * cos2 + innerSum * cos1
    let firstTurned = outer * sin1 + inner * sin2
    let secondTurned = outer * sin2 - inner * sin1
    y[complex: o] = a + outerSum + innerSum
    y[complex: o + stride] = (first + firstTurned) * turn(1, p)
    y[complex: o + 2 * stride] = (second + secondTurned) * turn(2, p)
    y[complex: o + 3 * stride] = (second - secondTurned) * turn(3, p)
    y[complex: o + 4 * stride] = (first - firstTurned) * turn(4, p)
  }

  /// A butterfly of any other radix, by the definition.
  private func general(_ x: Floats, _ i: Int, _ y: Floats, _ o: Int, _ p: Int) {
    for j in 0..<radix {
      var sum = x[complex: i]
      for k in 1..<radix { sum = sum + x[complex: i + k * step] * roots[j * k % radix] }
      y[complex: o + j * stride] = j == 0 ? sum : sum * turn(j, p)
    }
  }
}
