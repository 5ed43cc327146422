internal import Foundation

/// How the learning rate moves from the first update to the last.
public struct LearningRateSchedule: Sendable, Equatable {
  /// The rate at the end of the warm-up.
  public let peak: Double
  /// The number of updates over which the rate climbs from 0.
  public let warmupSteps: Int
  /// The number of all updates.
  public let totalSteps: Int
  /// What happens after the warm-up.
  public let decay: LearningRateDecay

  /// Describes a schedule.
  public init(peak: Double, warmupSteps: Int, totalSteps: Int, decay: LearningRateDecay = .linear) {
    self.peak = peak
    self.warmupSteps = warmupSteps
    self.totalSteps = totalSteps
    self.decay = decay
  }

  /// The rate of the update number `step`, counted from 0; the first is 0 if there is a warm-up.
  ///
  /// The curves are those of transformers' schedules of the same names, and fairseq's `tri_stage`.
  public func rate(at step: Int) -> Double {
    if case .triStage(let stages) = decay { return peak * stages.factor(at: step, self) }
    if step < warmupSteps { return peak * Double(step) / Double(max(warmupSteps, 1)) }
    let (done, all) = (Double(step - warmupSteps), Double(max(totalSteps - warmupSteps, 1)))
    let progress = done / all
    switch decay {
    case .constant, .triStage: return peak
    case .linear: return peak * Double(max(totalSteps - step, 0)) / all
    case .cosine(let cycles):
      return peak * max(0, 0.5 * (1 + cos(.pi * cycles * 2 * progress)))
    case .cosineWithRestarts(let cycles):
      guard progress < 1 else { return 0 }
      let place = (Double(cycles) * progress).truncatingRemainder(dividingBy: 1)
      return peak * max(0, 0.5 * (1 + cos(.pi * place)))
    case .polynomial(let power, let end):
      guard progress <= 1 else { return end }
      return (peak - end) * pow(1 - progress, power) + end
    case .inverseSquareRoot:
      // Without a warm-up the rate begins to fall as if there had been one of 10,000 updates.
      let scale = Double(warmupSteps > 0 ? warmupSteps : 10_000)
      return peak / ((done + scale) / scale).squareRoot()
    }
  }
}

/// What a learning rate does once it has climbed to its peak.
public enum LearningRateDecay: Sendable, Equatable {
  /// A straight line down to 0 at the last update.
  case linear
  /// No change.
  case constant
  /// A cosine down to 0; half a cycle of it, unless `cycles` says otherwise.
  case cosine(cycles: Double = 0.5)
  /// So many falls from the peak to 0, each half a cosine.
  case cosineWithRestarts(cycles: Int = 1)
  /// A polynomial down to the rate `end` at the last update.
  case polynomial(power: Double = 1, end: Double = 1e-7)
  /// One over the root of the number of updates.
  case inverseSquareRoot
  /// A climb, a plateau and an exponential fall.
  case triStage(TriStage = TriStage())
}

/// The three stages of fairseq's `tri_stage`, with which Wav2Vec2 was fine-tuned.
public struct TriStage: Sendable, Equatable {
  /// The share of all updates in the climb; the warm-up's updates count instead if there are any.
  public var warmup = 0.1
  /// The share of all updates on the plateau.
  public var hold = 0.4
  /// The share of all updates in the fall.
  public var decay = 0.5
  /// Where the climb begins, as a share of the peak.
  public var initialScale = 0.01
  /// Where the fall ends, as a share of the peak.
  public var finalScale = 0.05

  /// The stages of Wav2Vec2's recipes: 10, 40 and 50 in a hundred.
  public init() {}

  /// The rate as a share of the peak.
  fileprivate func factor(at step: Int, _ schedule: LearningRateSchedule) -> Double {
    let total = Double(schedule.totalSteps)
    let isGiven = schedule.warmupSteps > 0
    let climb = isGiven ? schedule.warmupSteps : Int(total * warmup)
    // A warm-up that is given takes from the two other stages, which keep their proportion.
    let rest = isGiven ? max(total - Double(climb), 0) / max(hold + decay, 1e-9) : total
    let (plateau, fall) = (Int(rest * hold), Int(rest * decay))
    if step < climb {
      return initialScale + (1 - initialScale) * Double(step) / Double(climb)
    }
    let behind = step - climb - plateau
    if behind < 0 { return 1 }
    guard behind < fall else { return finalScale }
    return exp(log(finalScale) * Double(behind) / Double(fall))
  }
}
