import Glibc
import Kernels
import Tensors
import Testing

private func value(_ x: [Float], _ activation: Activation) -> [Float] {
  Tensor(x).mapped { activate($0, activation, into: &$1) }.elements
}

private func derivative(_ x: [Float], _ activation: Activation) -> [Float] {
  Tensor(x).combined(with: Tensor(repeating: 1, shape: [x.count])) {
    activateBackward($0, activation, outputGradient: $1, into: &$2)
  }.elements
}

/// Φ(x) in double precision.
private func normalDistribution(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

@Test func `GELU is x times the normal distribution`() {
  let x = evenly(-13...13, 100_003)
  let y = value(x, .gelu)
  func exact(_ x: Float) -> Double { Double(x) * normalDistribution(Double(x)) }
  let found = worst(x) { abs(Double(y[$0]) - exact(x[$0])) / max(1, abs(Double(x[$0]))) }
  #expect(found.error < 2.5e-7, "at \(found.input)")
  // Where it is almost nothing it is within what the tail of Φ is worth.
  let tail = worst(x) { x[$0] > 0 ? 0 : abs(Double(y[$0]) - exact(x[$0])) }
  #expect(tail.error < 7e-7, "at \(tail.input)")
  let limits = value([1e30, -1e30, .infinity, .nan, 0, 40, -40], .gelu)
  #expect(limits[0] == 1e30 && limits[1] == 0 && limits[2] == .infinity && limits[3].isNaN)
  #expect(limits[4] == 0 && limits[5] == 40 && limits[6] == 0)
}

@Test func `the derivative of GELU is Φ(x) + x·φ(x)`() {
  let x = evenly(-13...13, 100_003) + [1e20, -1e20]
  let y = derivative(x, .gelu)
  let found = worst(x) {
    let x = Double(x[$0])
    let density = Glibc.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    return abs(Double(y[$0]) - (normalDistribution(x) + x * density))
  }
  #expect(found.error < 1e-6, "at \(found.input)")
}

@Test func `SiLU is x times the logistic function, and its derivative fits`() {
  let x = evenly(-90...90, 100_003)
  let (y, slope) = (value(x, .silu), derivative(x, .silu))
  func logistic(_ x: Float) -> Double { 1 / (1 + Glibc.exp(-Double(x))) }
  let found = worst(x) {
    abs(Double(y[$0]) - Double(x[$0]) * logistic(x[$0])) / max(1, abs(Double(x[$0])))
  }
  #expect(found.error < 3e-7, "at \(found.input)")
  let slopes = worst(x) {
    let s = logistic(x[$0])
    return abs(Double(slope[$0]) - s * (1 + Double(x[$0]) * (1 - s)))
  }
  #expect(slopes.error < 1e-6, "at \(slopes.input)")
}

@Test func `Mish is x times tanh of softplus, and its derivative fits`() {
  let x = evenly(-90...90, 100_003) + [-1e30, 1e30, -0.0, 20, 20.0001, 60, -60]
  let (y, slope) = (value(x, .mish), derivative(x, .mish))
  func tangent(_ x: Float) -> Double { Glibc.tanh(log1p(Glibc.exp(min(Double(x), 700)))) }
  let found = worst(x) {
    abs(Double(y[$0]) - Double(x[$0]) * tangent(x[$0])) / max(1, abs(Double(x[$0])))
  }
  #expect(found.error < 3e-7, "at \(found.input)")
  let slopes = worst(x) {
    let (input, t) = (Double(x[$0]), tangent(x[$0]))
    let second = t == 1 || t == 0 ? 0 : input * (1 - t * t) / (1 + Glibc.exp(-input))
    return abs(Double(slope[$0]) - (t + second))
  }
  #expect(slopes.error < 1e-6, "at \(slopes.input)")
  let limits = value([.infinity, .nan], .mish)
  #expect(limits[0] == .infinity && limits[1].isNaN)
}

@Test func `quick GELU is x times the logistic function of 1.702·x, and its derivative fits`() {
  let x = evenly(-90...90, 100_003)
  let (y, slope) = (value(x, .quickGelu), derivative(x, .quickGelu))
  func logistic(_ x: Float) -> Double { 1 / (1 + Glibc.exp(-1.702 * Double(x))) }
  let found = worst(x) {
    abs(Double(y[$0]) - Double(x[$0]) * logistic(x[$0])) / max(1, abs(Double(x[$0])))
  }
  #expect(found.error < 3e-7, "at \(found.input)")
  let slopes = worst(x) {
    let s = logistic(x[$0])
    return abs(Double(slope[$0]) - s * (1 + 1.702 * Double(x[$0]) * (1 - s)))
  }
  #expect(slopes.error < 2e-6, "at \(slopes.input)")
}

@Test func `a leak lets a share of what is below zero through`() {
  let x: [Float] = [-2, -0.0, 0, 3, -1e30, .infinity]
  #expect(value(x, .leakyRelu(slope: 0.25)) == [-0.5, 0, 0, 3, -0.25e30, .infinity])
  #expect(derivative(x, .leakyRelu(slope: 0.25)) == [0.25, 0.25, 0.25, 1, 0.25, 1])
}

@Test func `the derivatives of tanh and the logistic function fit`() {
  let x = evenly(-30...30, 50_003)
  let (tanh, logistic) = (derivative(x, .tanh), derivative(x, .sigmoid))
  let first = worst(x) { abs(Double(tanh[$0]) - 1 / pow(cosh(Double(x[$0])), 2)) }
  #expect(first.error < 5e-7, "at \(first.input)")
  let second = worst(x) {
    let e = Glibc.exp(-abs(Double(x[$0])))
    return abs(Double(logistic[$0]) - e / pow(1 + e, 2))
  }
  #expect(second.error < 2e-7, "at \(second.input)")
}

@Test func `rectifiers cut at their bounds and keep NaN`() {
  let x: [Float] = [-.infinity, -1, -0.0, 0, .leastNonzeroMagnitude, 1, 19.9, 20, 21, .infinity]
  #expect(value(x, .relu) == [0, 0, 0, 0, .leastNonzeroMagnitude, 1, 19.9, 20, 21, .infinity])
  let clipped = Activation.clipped(lower: 0, upper: 20)
  #expect(value(x, clipped) == [0, 0, 0, 0, .leastNonzeroMagnitude, 1, 19.9, 20, 20, 20])
  #expect(derivative(x, .relu) == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
  #expect(derivative(x, clipped) == [0, 0, 0, 0, 1, 1, 1, 0, 0, 0])
  #expect(value([.nan], .relu)[0].isNaN && value([.nan], clipped)[0].isNaN)
}
