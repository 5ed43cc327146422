internal import Glibc

/// An element-wise non-linearity.
public enum Activation: Sendable, Hashable {
  /// `max(x, 0)`.
  case relu
  /// `x` held between two bounds; DeepSpeech2 uses 0 and 20.
  case clipped(lower: Float, upper: Float)
  /// The Gaussian error linear unit, `x·Φ(x)`, by the error function.
  case gelu
  /// The Gaussian error linear unit with Φ approximated by a tangent: `gelu_new` of Hugging Face.
  case geluTanh
  /// `tanh x`.
  case tanh
  /// `1 / (1 + e^-x)`.
  case sigmoid
  /// `x·sigmoid(x)`, also called swish.
  case silu
  /// `x·sigmoid(1.702·x)`, an early approximation of the Gaussian error linear unit: `quick_gelu`.
  case quickGelu
  /// `x·tanh(ln(1 + e^x))`; D. Misra, "Mish", BMVC 2020.
  case mish
  /// `x` above 0 and `slope·x` below.
  case leakyRelu(slope: Float)
}

/// Computes `y = activation(x)`.
public func activate(
  _ x: Span<Float>, _ activation: Activation, into y: inout MutableSpan<Float>
) {
  let (x, y) = (Floats(x), Floats(&y))
  activation.withFunction { function in map(x, into: y) { function($0) } }
}

/// Computes `dx = dy · activation'(x)`.
public func activateBackward(
  _ x: Span<Float>, _ activation: Activation, outputGradient dy: Span<Float>,
  into dx: inout MutableSpan<Float>
) {
  let (x, dy, dx) = (Floats(x), Floats(dy), Floats(&dx))
  activation.withDerivative { derivative in map(x, dy, into: dx) { derivative($0, $1) } }
}

extension Activation {
  /// Calls `body` with the function of sixteen elements; `body` is compiled once for each case.
  @inline(__always)
  func withFunction(_ body: (@Sendable (Lanes) -> Lanes) -> Void) {
    switch self {
    case .relu: body { $0.replacing(with: 0, where: $0 .< 0) }
    case .clipped(let lower, let upper):
      body {
        $0.replacing(with: Lanes(repeating: lower), where: $0 .< lower)
          .replacing(with: Lanes(repeating: upper), where: $0 .> upper)
      }
    case .gelu: body { gaussian($0) }
    case .geluTanh: body { $0 * logistic(doubledTangentArgument($0)) }
    case .tanh: body { hyperbolicTangent($0) }
    case .sigmoid: body { logistic($0) }
    case .silu: body { $0 * logistic($0) }
    case .quickGelu: body { $0 * logistic($0 * 1.702) }
    case .mish:
      body { x in
        let n = mishGrowth(x)
        return x * (n / (n + 2))
      }
    case .leakyRelu(let slope): body { $0.replacing(with: $0 * slope, where: $0 .< 0) }
    }
  }

  /// Calls `body` with what turns `x` and `dy` into `dy · activation'(x)`, sixteen elements at a time.
  @inline(__always)
  func withDerivative(_ body: (@Sendable (Lanes, Lanes) -> Lanes) -> Void) {
    switch self {
    case .relu: body { $1.replacing(with: 0, where: $0 .<= 0) }
    case .clipped(let lower, let upper):
      body { $1.replacing(with: 0, where: ($0 .<= lower) .| ($0 .>= upper)) }
    case .gelu:
      body { x, dy in
        let density = exponential(x * x * -0.5) * 0.3989422804
        return dy * (normalDistribution(x) + x * density)
      }
    case .geluTanh: body { $1 * tangentDerivative($0) }
    case .tanh:
      body { x, dy in
        let y = hyperbolicTangent(x)
        return dy * (1 - y * y)
      }
    case .sigmoid:
      body { x, dy in
        let y = logistic(x)
        return dy * y * (1 - y)
      }
    case .silu:
      body { x, dy in
        let s = logistic(x)
        return dy * s * (1 + x * (1 - s))
      }
    case .quickGelu:
      body { x, dy in
        let s = logistic(x * 1.702)
        return dy * s * (1 + 1.702 * x * (1 - s))
      }
    case .mish: body { $1 * mishDerivative($0) }
    case .leakyRelu(let slope): body { $1.replacing(with: $1 * slope, where: $0 .<= 0) }
    }
  }
}

/// Returns 2u for u = √(2/π)·(x + 0.044715·x³), so that (1 + tanh u)/2 is its logistic function.
///
/// D. Hendrycks and K. Gimpel, "Gaussian Error Linear Units", 2016, section 2.
@inline(__always)
private func doubledTangentArgument(_ x: Lanes) -> Lanes {
  (x * x).fused(Lanes(repeating: 0.0713548163), 1.595769122) * x
}

/// Returns the derivative of x·logistic(2u).
@inline(__always)
private func tangentDerivative(_ x: Lanes) -> Lanes {
  // Beyond 20 nothing changes any more, and the cube cannot overflow.
  let bound = Lanes(repeating: 20)
  let x = x.replacing(with: bound, where: x .> bound).replacing(with: -bound, where: x .< -bound)
  let s = logistic(doubledTangentArgument(x))
  let slope = (x * x).fused(Lanes(repeating: 0.2140644488), 1.595769122)
  return s + x * s * (1 - s) * slope
}

/// Returns n = e^x·(e^x + 2), so that tanh(ln(1 + e^x)) = ((1 + e^x)² - 1)/((1 + e^x)² + 1) = n/(n + 2).
@inline(__always)
private func mishGrowth(_ x: Lanes) -> Lanes {
  // Beyond 20 the quotient is 1, and the squares of what is made of n cannot overflow.
  let bound = Lanes(repeating: 20)
  let e = exponential(x.replacing(with: bound, where: x .> bound))
  return e * (e + 2)
}

/// Returns the derivative of x·t for t = tanh(ln(1 + e^x)): t + x·(1 - t²)·sigmoid(x).
@inline(__always)
private func mishDerivative(_ x: Lanes) -> Lanes {
  // What n is where x is unbounded; there the second part is 0, also for an infinite x.
  let bound = Lanes(repeating: 60)
  let held = x.replacing(with: bound, where: x .> bound).replacing(with: -bound, where: x .< -bound)
  let n = mishGrowth(held)
  let rest = 4 * (n + 1) / ((n + 2) * (n + 2))
  return n / (n + 2) + held * rest * logistic(held)
}

/// Returns Φ(x), the chance that a standard normal variable is below each lane; see ``gaussian(_:)``.
@inline(__always)
private func normalDistribution(_ x: Lanes) -> Lanes { normalExcess(x) + 0.5 }

/// Returns x·Φ(x).
@inline(__always)
private func gaussian(_ x: Lanes) -> Lanes { x.fused(normalExcess(x), x * 0.5) }

/// Returns Φ(x) - ½, within 1e-7.
///
/// A quotient of polynomials in x² of degree 5, fitted to minimise the largest error of x·Φ(x) up to
/// |x| = 5.4 (Lawson's reweighted least squares); beyond, it passes ½ and is cut there.
@inline(__always)
private func normalExcess(_ x: Lanes) -> Lanes {
  let square = x * x
  let bound = Lanes(repeating: 29.16)
  let s = square.replacing(with: bound, where: square .> bound)
  var p = Lanes(repeating: 2.280351e-8)
  p = p.fused(s, 6.4652454e-6)
  p = p.fused(s, 1.747342e-4)
  p = p.fused(s, 4.7135116e-3)
  p = p.fused(s, 3.4356143e-2)
  p = p.fused(s, 0.39894214)
  var q = Lanes(repeating: 1.2074993e-6)
  q = q.fused(s, 7.593218e-5)
  q = q.fused(s, 1.9172279e-3)
  q = q.fused(s, 2.8948314e-2)
  q = q.fused(s, 0.25278297)
  q = q.fused(s, 1)
  let excess = x * p / q
  let half = Lanes(repeating: 0.5)
  return excess.replacing(with: half, where: excess .> half)
    .replacing(with: -half, where: excess .< -half)
}
