/// One row of the table that training prints: a stretch of updates and, often, an evaluation.
public struct HistoryRow: Sendable, Codable {
  /// The number of updates done.
  public let step: Int
  /// The passes over the training rows done, with the fraction of the present one.
  public let epoch: Double
  /// The mean of the training loss since the row before.
  public let trainingLoss: Double
  /// The learning rate of the last update.
  public let learningRate: Double
  /// The length of the last gradient, before clipping.
  public let gradientNorm: Double
  /// Seconds since training began, those of earlier parts of the run included.
  public let seconds: Double
  /// What the evaluation found, if there was one.
  public let evaluation: EvaluationFigures?
}

/// A step whose loss or gradient was not finite, and which changed nothing.
public struct SkippedStep: Sendable, Codable {
  /// The number of the step.
  public let step: Int
  /// What was not finite.
  public let problem: String
  /// The rows of the batch to blame; all of it if the gradient was at fault.
  public let rows: [String]
}

/// An evaluation that was the best so far.
public struct BestEvaluation: Sendable, Codable {
  /// The number of updates done.
  public let step: Int
  /// Its figure.
  public let value: Double
}

/// What happened while a model was trained.
public struct TrainingHistory: Sendable {
  /// The table.
  public internal(set) var rows: [HistoryRow] = []
  /// The training rows that were set aside, and why.
  public internal(set) var rejected: [RejectedRow] = []
  /// The steps that changed nothing.
  public internal(set) var skipped: [SkippedStep] = []
  /// The changes of `augment` that were left out, with how often.
  public internal(set) var leftOut: [LeftOutStep] = []
  /// The last loss of every training row, by its number.
  public internal(set) var rowLosses: [Int: Double] = [:]
  /// The best evaluation, if there was any.
  public internal(set) var best: BestEvaluation?
  /// The number of updates.
  public internal(set) var steps = 0
  /// Whether training ended before its last step because evaluations no longer got better.
  public internal(set) var stoppedEarly = false
  /// Evaluations that failed, in words; training went on.
  public internal(set) var evaluationProblems: [String] = []
  /// Seconds that training took.
  public internal(set) var seconds = 0.0
}
