/// What training tells while it runs.
public enum TrainingEvent: Sendable {
  /// Rows were set aside before the first step.
  case rejected([RejectedRow])
  /// A run that was broken off goes on behind so many updates, after what had to be passed over.
  case resumed(step: Int, notes: [String])
  /// An update is done.
  case step(StepReport)
  /// An evaluation has done so many rows.
  case evaluating(Int, of: Int)
  /// An evaluation is done; its row of the table comes next.
  case evaluated(Evaluation)
  /// A row of the table is ready.
  case row(HistoryRow)
  /// Something that the user ought to know about the run, in words.
  case remark(String)
  /// A step changed nothing, because a number was not finite.
  case skipped(SkippedStep)
  /// An evaluation failed, in words; training goes on.
  case evaluationFailed(String)
  /// A checkpoint is on the disk and was read again.
  case saved(step: Int)
  /// A checkpoint could not be written, in words; training goes on, and tries again at the next one.
  case saveFailed(String)
  /// The user asked to stop; what happened up to there, with a row for the updates since the last one.
  case interrupted(TrainingHistory)
  /// Training ends early, because so many evaluations in a row were no better.
  case stoppedEarly(evaluations: Int)
}

/// One update.
public struct StepReport: Sendable {
  /// The number of updates done.
  public let step: Int
  /// The number of updates of the whole run.
  public let of: Int
  /// The loss of the update; not a number if the step was skipped before there was one.
  public let loss: Double
  /// The learning rate of the update.
  public let learningRate: Double
  /// The length of the gradient, before clipping.
  public let gradientNorm: Double
  /// Seconds of sound of the update.
  public let audioSeconds: Double
  /// How many changes of `augment` were left out for recordings of the update.
  public let leftOut: Int
  /// Seconds that the update took.
  public let seconds: Double
}
