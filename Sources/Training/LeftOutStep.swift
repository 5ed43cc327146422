/// A change of `augment` that was left out for recordings with which it does not go.
public struct LeftOutStep: Sendable, Codable, Equatable {
  /// The number of the step in the chain, from 0; `nil` where all of them were, because the labels would
  /// not have fitted the recording behind them.
  public let step: Int?
  /// What recipes call it; `all` for all of them.
  public let effect: String
  /// How many times, over recordings and updates.
  public internal(set) var count = 1
  /// The row for which it first was, as messages call it.
  public let first: String
  /// Why it first was.
  public let reason: String
}

extension LeftOutStep {
  /// What is said when it happens for the first time in a run.
  var notice: String {
    let recording =
      step.map {
        "step \($0) (\(effect)) is left out for \(first), which is heard without it at this update"
      } ?? "\(first) is heard as it is at this update"
    return "augment: \(recording): \(reason); history.left_out counts how often"
  }
}

extension TrainingState {
  /// How often changes of `augment` were left out.
  var leftOutCount: Int { leftOut.reduce(0) { $0 + $1.count } }
}
