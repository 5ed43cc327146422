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
  switch activation {
  case .relu: map(x, into: y) { $0.replacing(with: 0, where: $0 .< 0) }
  case .clipped(let lower, let upper):
    map(x, into: y) {
      $0.replacing(with: Lanes(repeating: lower), where: $0 .< lower)
        .replacing(with: Lanes(repeating: upper), where: $0 .> upper)
    }
  case .gelu: map(x, into: y) { $0 * normalDistribution($0) }
  case .geluTanh:
    map(x, into: y) { x in
      x * 0.5 * (1 + hyperbolicTangent(0.7978845608 * (x + 0.044715 * x * x * x)))
    }
  case .tanh: map(x, into: y) { hyperbolicTangent($0) }
  case .sigmoid: map(x, into: y) { logistic($0) }
  case .silu: map(x, into: y) { $0 * logistic($0) }
  }
}

/// Computes `dx = dy · activation'(x)`.
public func activateBackward(
  _ x: Span<Float>, _ activation: Activation, outputGradient dy: Span<Float>,
  into dx: inout MutableSpan<Float>
) {
  let (x, dy, dx) = (Floats(x), Floats(dy), Floats(&dx))
  switch activation {
  case .relu: map(x, dy, into: dx) { $1.replacing(with: 0, where: $0 .<= 0) }
  case .clipped(let lower, let upper):
    map(x, dy, into: dx) { $1.replacing(with: 0, where: ($0 .<= lower) .| ($0 .>= upper)) }
  case .gelu:
    map(x, dy, into: dx) { x, dy in
      let density = exponential(x * x * -0.5) * 0.3989422804
      return dy * (normalDistribution(x) + x * density)
    }
  case .geluTanh:
    map(x, dy, into: dx) { x, dy in
      let t = hyperbolicTangent(0.7978845608 * (x + 0.044715 * x * x * x))
      let slope = 0.7978845608 * (1 + 0.134145 * x * x)
      return dy * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope)
    }
  case .tanh:
    map(x, dy, into: dx) { x, dy in
      let y = hyperbolicTangent(x)
      return dy * (1 - y * y)
    }
  case .sigmoid:
    map(x, dy, into: dx) { x, dy in
      let y = logistic(x)
      return dy * y * (1 - y)
    }
  case .silu:
    map(x, dy, into: dx) { x, dy in
      let s = logistic(x)
      return dy * s * (1 + x * (1 - s))
    }
  }
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
