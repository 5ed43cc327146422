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
    case .gelu: body { $0 * normalDistribution($0) }
    case .geluTanh: body { $0 * logistic(doubledTangentArgument($0)) }
    case .tanh: body { hyperbolicTangent($0) }
    case .sigmoid: body { logistic($0) }
    case .silu: body { $0 * logistic($0) }
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

/// Returns Φ(x), the chance that a standard normal variable is below each lane.
///
/// Φ(x) = erfc(-x/√2)/2, with erfc(z) = t·exp(-z² + P(t)), t = 1/(1 + z/2), by the Chebyshev fit of
/// W. H. Press et al., "Numerical Recipes", section 6.2; relative error below 1.2e-7.
@inline(__always)
private func normalDistribution(_ x: Lanes) -> Lanes {
  let z = (x.replacing(with: -x, where: x .< 0)) * 0.7071067812
  let t = 1 / (1 + z * 0.5)
  var p = Lanes(repeating: 0.17087277)
  p = p * t - 0.82215223
  p = p * t + 1.48851587
  p = p * t - 1.13520398
  p = p * t + 0.27886807
  p = p * t - 0.18628806
  p = p * t + 0.09678418
  p = p * t + 0.37409196
  p = p * t + 1.00002368
  p = p * t - 1.26551223
  let tail = t * exponential(p - z * z) * 0.5
  return tail.otherwise(1 - tail, where: x .< 0)
}
