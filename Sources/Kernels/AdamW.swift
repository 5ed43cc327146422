internal import Glibc

/// The constants of one AdamW update.
public struct AdamWStep: Sendable {
  /// The learning rate of this update.
  public let learningRate: Float
  /// The decay of the running mean of gradients.
  public let beta1: Float
  /// The decay of the running mean of squared gradients.
  public let beta2: Float
  /// What keeps the quotient finite.
  public let epsilon: Float
  /// The decoupled weight decay.
  public let weightDecay: Float
  /// Which update this is, from 1.
  public let number: Int
  /// The factor of the gradient, for clipping.
  public let gradientScale: Float

  /// Names the constants of an update.
  public init(
    learningRate: Float, beta1: Float, beta2: Float, epsilon: Float, weightDecay: Float,
    number: Int, gradientScale: Float
  ) {
    precondition(number >= 1, "Updates are counted from 1.")
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.number = number
    self.gradientScale = gradientScale
  }
}

/// Updates `weights` and the two running means by one step of AdamW.
///
/// I. Loshchilov and F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2,
/// with both means corrected for their start at zero.
///
/// - Parameters:
///   - weights: The weights, updated in place.
///   - mean: The running mean of the gradients, updated in place.
///   - squares: The running mean of the squared gradients, updated in place.
///   - gradient: The gradient, before it is scaled.
///   - step: The constants.
public func updateByAdamW(
  _ weights: inout MutableSpan<Float>, mean: inout MutableSpan<Float>,
  squares: inout MutableSpan<Float>, gradient: Span<Float>, step: AdamWStep
) {
  let (w, m, v, g) = (Floats(&weights), Floats(&mean), Floats(&squares), Floats(gradient))
  precondition(w.count == g.count && m.count == g.count && v.count == g.count, "One length.")
  let correction1 = Float(1 - pow(Double(step.beta1), Double(step.number)))
  let correction2 = Float((1 - pow(Double(step.beta2), Double(step.number))).squareRoot())
  let constants = AdamWConstants(
    beta1: step.beta1, beta2: step.beta2, meanRate: step.gradientScale * (1 - step.beta1),
    squareRate: (1 - step.beta2) * step.gradientScale * step.gradientScale,
    rate: step.learningRate / correction1, shrink: 1 - step.learningRate * step.weightDecay,
    inverseCorrection: 1 / correction2, epsilon: step.epsilon)
  parallel(count: g.count, grain: elementGrain) { range in
    let (w, m, v, g) = (w[range], m[range], v[range], g[range])
    let whole = g.count & ~15
    for index in stride(from: 0, to: whole, by: 16) {
      (w[lanes: index], m[lanes: index], v[lanes: index]) = constants.updated(
        w[lanes: index], m[lanes: index], v[lanes: index], g[lanes: index])
    }
    guard whole < g.count else { return }
    (w[tail: whole], m[tail: whole], v[tail: whole]) = constants.updated(
      w[tail: whole], m[tail: whole], v[tail: whole], g[tail: whole])
  }
}

/// What is the same for all elements of an update.
private struct AdamWConstants: Sendable {
  let beta1: Float
  let beta2: Float
  let meanRate: Float
  let squareRate: Float
  let rate: Float
  let shrink: Float
  let inverseCorrection: Float
  let epsilon: Float

  /// Returns sixteen weights with their running means after an update.
  @inline(__always)
  func updated(_ w: Lanes, _ m: Lanes, _ v: Lanes, _ g: Lanes) -> (Lanes, Lanes, Lanes) {
    let mean = m.fused(Lanes(repeating: beta1), g * meanRate)
    let squares = v.fused(Lanes(repeating: beta2), g * g * squareRate)
    let divisor = squareRoot(squares).fused(Lanes(repeating: inverseCorrection), epsilon)
    return (w * shrink - mean / divisor * rate, mean, squares)
  }
}
