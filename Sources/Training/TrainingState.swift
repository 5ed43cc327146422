internal import Foundation

/// Where a run of training is between two updates, besides the weights and the optimiser's moments.
///
/// Nothing of chance is here: what is drawn is a function of the seed and of numbers in this state.
struct TrainingState: Codable, Sendable {
  /// The form of what is written; a later form has a later number.
  ///
  /// 1: dropout and masks were drawn by the place in the batch, and gradients added up in the order of parts
  /// that the memory decided. 2: they are drawn for each row, and gradients are added up by leaves.
  static let version = 2

  var version = Self.version
  /// The updates done.
  var step = 0
  /// The updates that the optimiser made: fewer where steps were skipped.
  var optimizerUpdates = 0
  /// The present pass over the rows, from 0.
  var epoch = 0
  /// The next batch of that pass.
  var nextBatch = 0
  /// The losses since the last row of the table.
  var stretch: [Double] = []
  /// The loss of the last update.
  var lastLoss = Double.nan
  /// The length of the last gradient.
  var gradientNorm = 0.0
  /// Updates in a row that changed nothing.
  var failures = 0
  /// Evaluations in a row that gained nothing; see ``EvaluationJudge``.
  var evaluationsWithoutGain = 0
  /// Whether the evaluation that belongs behind the last update is yet to be done.
  var isEvaluationDue = false
  /// Whether there is nothing left to do.
  var isFinished = false
  /// Seconds of sound that were learned from, each time counted.
  var audioSeconds = 0.0
  /// Seconds that training took.
  var seconds = 0.0
  /// The rows of the table.
  var rows: [HistoryRow] = []
  /// The updates that changed nothing.
  var skipped: [SkippedStep] = []
  /// The changes of `augment` that were left out, with how often.
  var leftOut: [LeftOutStep] = []
  /// The last loss of every row.
  var rowLosses: [Int: Double] = [:]
  /// The best evaluation.
  var best: BestEvaluation?
  /// Whether training ended because evaluations no longer got better.
  var stoppedEarly = false
  /// Evaluations that failed.
  var evaluationProblems: [String] = []

  /// The state as JSON, the same bytes for the same state.
  func encoded() throws(TrainingError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return Array(try encoder.encode(self))
    } catch {
      throw .badSetting(name: "state", problem: "cannot be written: \(error)")
    }
  }

  /// Reads a state.
  ///
  /// - Parameters:
  ///   - bytes: What ``encoded()`` gave.
  ///   - file: What messages call it.
  /// - Throws: ``TrainingError/badState(file:problem:)``.
  init(_ bytes: [UInt8], file: String) throws(TrainingError) {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let state: TrainingState
    do {
      state = try decoder.decode(TrainingState.self, from: Data(bytes))
    } catch {
      throw .badState(file: file, problem: "is not a state of training that can be read")
    }
    guard state.version <= Self.version else {
      throw .badState(file: file, problem: "is of a later version of asrsh; use that one")
    }
    guard state.step >= 0, state.epoch >= 0, state.nextBatch >= 0, state.failures >= 0 else {
      throw .badState(file: file, problem: "has numbers below 0")
    }
    self = state
  }

  /// The state before the first update.
  init() {}

  /// What a user sees of it.
  func history(rejected: [RejectedRow]) -> TrainingHistory {
    var history = TrainingHistory()
    history.rows = rows
    history.rejected = rejected
    history.skipped = skipped
    history.leftOut = leftOut
    history.rowLosses = rowLosses
    history.best = best
    history.steps = step
    history.stoppedEarly = stoppedEarly
    history.evaluationProblems = evaluationProblems
    history.seconds = seconds
    return history
  }
}

extension KeyedDecodingContainer {
  /// Steps that were left out: none in a state of a version that did not count them.
  fileprivate func decode(
    _ type: [LeftOutStep].Type, forKey key: Key
  ) throws -> [LeftOutStep] {
    try decodeIfPresent(type, forKey: key) ?? []
  }
}
