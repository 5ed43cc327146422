extension FitOptions {
  /// The share of all updates that a warm-up may take before it is remarked on.
  public static let longestWarmupRatio = 1.0 / 3

  /// The updates of the warm-up that is asked for.
  ///
  /// - Parameter totalSteps: The updates of the whole run.
  /// - Returns: Their number; 0 if there is no warm-up.
  func warmupSteps(of totalSteps: Int) -> Int {
    warmupSteps > 0 ? warmupSteps : Int((warmupRatio * Double(totalSteps)).rounded(.up))
  }

  /// The updates over which the learning rate climbs: a schedule may have a warm-up of its own.
  private func climbingSteps(of totalSteps: Int) -> Int {
    let asked = warmupSteps(of: totalSteps)
    guard asked == 0, case .triStage(let stages) = schedule else { return asked }
    return Int(Double(totalSteps) * stages.warmup)
  }

  /// What to say of a warm-up that takes more than a third of the run, or `nil`.
  ///
  /// A model learns most while the learning rate is high; where it climbs nearly to the end, it ends where
  /// others begin.
  ///
  /// - Parameter totalSteps: The updates of the whole run.
  /// - Returns: A sentence with the numbers, and what to do.
  public func remarkOnWarmup(of totalSteps: Int) -> String? {
    let climb = climbingSteps(of: totalSteps)
    // A handful of updates is a try, and says nothing about a training.
    guard totalSteps > 10, Double(climb) > Self.longestWarmupRatio * Double(totalSteps) else {
      return nil
    }
    let share =
      climb < totalSteps
      ? "the learning rate climbs over \(climb) of \(totalSteps) updates"
      : "the learning rate climbs over \(climb) updates, and there are \(totalSteps)"
    return "\(share): \(Self.usualWarmup)"
  }

  /// What is usual instead.
  public static let usualWarmup =
    "most is learned while the rate is high; warmup_ratio=0.1 is usual, or train longer"
}
