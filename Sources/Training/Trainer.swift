internal import Foundation
internal import Kernels
public import Models

/// Trains a model on recordings with their texts.
///
/// The same model, rows and options give the same losses and weights to the last bit: chance comes
/// from the seed and the step's number alone. So does a run that is broken off and goes on from a
/// checkpoint.
public struct Trainer {
  /// The model, whose parameters change.
  public let model: any SpeechModel
  /// How it is trained.
  public let options: FitOptions
  /// Where checkpoints are kept, if anywhere.
  public var folder: TrainingFolder?
  /// Told of everything that happens.
  public var listener: (TrainingEvent) -> Void = { _ in }
  /// Asked before every step and between the layers whether to stop; the step is then left out.
  public var shouldStop: () -> Bool = { false }

  /// Prepares to train a model.
  public init(_ model: any SpeechModel, options: FitOptions = FitOptions()) {
    self.model = model
    self.options = options
  }

  /// Trains the model.
  ///
  /// - Parameters:
  ///   - training: The rows to learn from.
  ///   - evaluation: The rows to evaluate on now and then; may be empty.
  /// - Returns: What happened.
  /// - Throws: ``TrainingError``. What was learned before it stays in the model and, where there is a
  ///   folder, in a checkpoint.
  public func fit(
    _ training: [Utterance], evaluation: [Utterance] = []
  ) throws(TrainingError) -> TrainingHistory {
    try keepingFreeBlocks { () throws(TrainingError) in
      try run(training, evaluation)
    }
  }

  private func run(
    _ training: [Utterance], _ evaluation: [Utterance]
  ) throws(TrainingError) -> TrainingHistory {
    try options.check(for: model, hasEvaluation: !evaluation.isEmpty || options.overfitsBatch)
    let recordings = folder?.recordings
    let training = recordings?.watching(training, .training) ?? training
    let evaluation = recordings?.watching(evaluation, .evaluation) ?? evaluation
    try options.checkAugmentation(for: model)
    let features = FeatureCache(model, limit: options.cachedBytes(model))
    let prepared = try PreparedRows(
      training, model: model, purpose: "train", features: features)
    if !prepared.rejected.isEmpty { listener(.rejected(prepared.rejected)) }
    var run = try TrainingRun(self, prepared, features)
    if let remark = options.remarkOnWarmup(of: run.totalSteps) { listener(.remark(remark)) }
    let heldOut = try HeldOutRows(
      options.overfitsBatch ? try run.firstBatch() : evaluation, model: model,
      cacheLimit: options.cachedBytes(model))
    try folder?.begin(&run, rows: (training, evaluation))
    while !run.state.isFinished {
      try advance(&run, heldOut)
    }
    try folder?.finish(run, listener)
    try loadBest(run)
    return run.history
  }

  /// Does what is next: the evaluation behind the last update, or an update.
  private func advance(
    _ run: inout TrainingRun, _ heldOut: HeldOutRows?
  ) throws(TrainingError) {
    do throws(TrainingError) {
      guard !shouldStop() else { throw .interrupted }
      guard !run.state.isEvaluationDue else { return try evaluate(&run, heldOut) }
      tell(.step(try run.advance()), run)
    } catch {
      // What was learned so far is kept, whatever ended the run; weights that diverged are not.
      if case .diverged = error { throw error }
      folder?.save(run, listener)
      if case .interrupted = error { listener(.interrupted(run.historyBrokenOff)) }
      throw error
    }
    let isLast = run.state.step == run.totalSteps
    if run.state.step.isMultiple(of: run.evalSteps) || isLast {
      run.state.isEvaluationDue = true
      folder?.save(run, listener)
    } else {
      if run.state.step.isMultiple(of: run.loggingSteps) { tell(.row(run.endStretch(nil)), run) }
      if run.state.step.isMultiple(of: run.saveSteps) { folder?.save(run, listener) }
    }
  }

  /// Evaluates; a failure costs the evaluation and nothing else.
  private func evaluate(
    _ run: inout TrainingRun, _ heldOut: HeldOutRows?
  ) throws(TrainingError) {
    var result: Evaluation?
    do throws(TrainingError) {
      result = try heldOut?.evaluate(
        batchSize: options.batchSize, progress: { listener(.evaluating($0, of: $1)) },
        shouldStop: shouldStop)
    } catch {
      if case .interrupted = error { throw error }
      run.state.evaluationProblems.append("step \(run.state.step): \(error)")
      listener(.evaluationFailed("\(error)"))
    }
    if let result { listener(.evaluated(result)) }
    let before = run.state.rows.last
    let row = run.endStretch(result?.figures)
    tell(.row(row), run)
    if let figures = result?.figures {
      if let remark = row.remarkOnBlanks(after: before, of: run.totalSteps) {
        listener(.remark(remark))
      }
      judge(figures, &run)
    }
    run.state.isEvaluationDue = false
    let patience = options.earlyStoppingPatience ?? .max
    if run.state.evaluationsWithoutGain >= patience, run.state.step < run.totalSteps {
      run.state.stoppedEarly = true
      listener(.stoppedEarly(evaluations: run.state.evaluationsWithoutGain))
    }
    run.state.isFinished = run.state.step >= run.totalSteps || run.state.stoppedEarly
  }

  /// Holds an evaluation against the best so far, whose weights have to be found again at the end.
  private func judge(_ figures: EvaluationFigures, _ run: inout TrainingRun) {
    guard run.judge(figures) else { return }
    let isKept = folder?.markBest(run, listener) ?? false
    if !isKept, options.loadsBestModelAtEnd { run.keepBestWeights() }
  }

  private func tell(_ event: TrainingEvent, _ run: TrainingRun) {
    folder?.log(event, run.state, listener)
    listener(event)
  }

  /// Puts the best weights into the model, if they are wanted, and says which those are and why.
  private func loadBest(_ run: TrainingRun) throws(TrainingError) {
    guard options.loadsBestModelAtEnd else { return }
    guard let best = run.state.best else {
      listener(
        .remark(
          "no evaluation has a \(options.metricForBestModel.rawValue) that is a number: the weights "
            + "are those of the last step"))
      return
    }
    let reason = run.reason(for: best)
    guard best.step != run.state.step else {
      listener(.remark("step \(best.step), the last, is the best: \(reason)"))
      return
    }
    if run.hasBestWeights {
      run.restoreBestWeights()
    } else if let folder {
      guard try folder.holds(best.step) else {
        listener(
          .remark(
            "the checkpoint of step \(best.step), the best, is not there: the weights are those of the "
              + "last step"))
        return
      }
      try folder.loadWeights(of: best.step, into: model)
    }
    listener(.remark("step \(best.step) loaded: \(reason)"))
  }
}
