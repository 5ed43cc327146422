/// How the learning rate moves from the first update to the last.
public struct LearningRateSchedule: Sendable, Equatable {
  /// What happens after the warm-up.
  public enum Decay: String, Sendable, CaseIterable {
    /// A straight line down to 0 at the last update.
    case linear
    /// No change.
    case constant
  }

  /// The rate at the end of the warm-up.
  public let peak: Double
  /// The number of updates over which the rate climbs from 0.
  public let warmupSteps: Int
  /// The number of all updates.
  public let totalSteps: Int
  /// What happens after the warm-up.
  public let decay: Decay

  /// Describes a schedule.
  public init(peak: Double, warmupSteps: Int, totalSteps: Int, decay: Decay = .linear) {
    self.peak = peak
    self.warmupSteps = warmupSteps
    self.totalSteps = totalSteps
    self.decay = decay
  }

  /// The rate of the update number `step`, counted from 0; the first is 0 if there is a warm-up.
  public func rate(at step: Int) -> Double {
    if step < warmupSteps { return peak * Double(step) / Double(max(warmupSteps, 1)) }
    guard decay == .linear else { return peak }
    let left = Double(max(totalSteps - step, 0))
    return peak * left / Double(max(totalSteps - warmupSteps, 1))
  }
}
