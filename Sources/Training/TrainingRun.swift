internal import Autograd
internal import Datasets
internal import Foundation
internal import Models
internal import Tensors

/// One run of training: what stays the same over it, and where it is.
struct TrainingRun {
  let trainer: Trainer
  let rows: [PreparedRow]
  let features: FeatureCache
  let optimizer: AdamW
  let schedule: LearningRateSchedule
  let totalSteps: Int
  let evalSteps: Int
  let loggingSteps: Int
  let saveSteps: Int
  /// Which layers are computed again so that leaves fit the memory.
  let memory: MemoryPlan
  let rejected: [RejectedRow]

  /// Where the run is; written by ``TrainingFolder`` when a run goes on.
  var state = TrainingState()

  private let updatesOfEpoch: Int
  /// Hundredths of a second of each row, as its header says; nothing is decoded to put rows in order.
  private let lengths: [Int]
  /// The batches of one pass, and which.
  private var pass: (epoch: Int, batches: [[Int]])
  /// What says which evaluation is the best.
  private let judge: EvaluationJudge
  /// The weights of the best evaluation, where no checkpoint has them.
  private var bestWeights: [Tensor] = []

  init(
    _ trainer: Trainer, _ prepared: PreparedRows, _ features: FeatureCache,
    memory plan: MemoryPlan? = nil
  ) throws(TrainingError) {
    self.trainer = trainer
    self.features = features
    rows = prepared.usable
    rejected = prepared.rejected
    let (model, options) = (trainer.model, trainer.options)
    judge = EvaluationJudge(by: options.metricForBestModel)
    lengths = rows.map { max(1, Int($0.utterance.duration * 100)) }
    if let plan { memory = plan } else { memory = try options.memoryPlan(for: model) }
    let peak = options.learningRate ?? model.usualLearningRate
    optimizer = AdamW(
      model.parameters, beta1: options.adamBeta1, beta2: options.adamBeta2,
      epsilon: options.adamEpsilon, weightDecay: options.weightDecay,
      rateFactors: try LearningRateGroups(model, options, peak: peak).factors)
    pass = (0, try Self.batches(0, lengths, options))
    try Self.checkLargestLeaf(rows, pass.batches, memory, options)
    let accumulated = options.gradientAccumulationSteps
    updatesOfEpoch = (pass.batches.count + accumulated - 1) / accumulated
    let usual = options.overfitsBatch ? max(options.epochs, 100) : updatesOfEpoch * options.epochs
    totalSteps = options.maxSteps ?? usual
    evalSteps = options.evalSteps ?? (options.overfitsBatch ? max(1, usual / 10) : updatesOfEpoch)
    loggingSteps = options.loggingSteps ?? evalSteps
    saveSteps = options.saveSteps ?? evalSteps
    schedule = LearningRateSchedule(
      peak: peak, warmupSteps: options.warmupSteps(of: totalSteps), totalSteps: totalSteps,
      decay: options.schedule)
  }

  private static func batches(
    _ epoch: Int, _ lengths: [Int], _ options: FitOptions
  ) throws(TrainingError) -> [[Int]] {
    do throws(DatasetError) {
      let batches = try Datasets.batches(
        lengths: lengths, batchSize: options.batchSize, maxFrames: options.maxFrames,
        groupByLength: options.groupByLength, seed: Int(truncatingIfNeeded: options.seed),
        epoch: epoch)
      return options.overfitsBatch ? Array(batches.prefix(1)) : batches
    } catch {
      throw .badSetting(name: "batches", problem: "\(error)")
    }
  }

  /// The rows of the first batch.
  func firstBatch() throws(TrainingError) -> [Utterance] {
    try Self.batches(0, lengths, trainer.options).first.map { $0.map { rows[$0].utterance } } ?? []
  }

  /// The batches of the next update, and moves on to those behind them.
  mutating func nextBatches() throws(TrainingError) -> [[PreparedRow]] {
    if pass.epoch != state.epoch {
      pass = (state.epoch, try Self.batches(state.epoch, lengths, trainer.options))
    }
    let end = min(
      state.nextBatch + trainer.options.gradientAccumulationSteps, pass.batches.count)
    let batches = pass.batches[min(state.nextBatch, end)..<end]
    state.nextBatch = end
    if end == pass.batches.count, !trainer.options.overfitsBatch { state.epoch += 1 }
    if end == pass.batches.count { state.nextBatch = 0 }
    return batches.map { batch in batch.map { rows[$0] } }
  }

  /// Ends a stretch of the table, with what an evaluation found.
  mutating func endStretch(_ evaluation: EvaluationFigures?) -> HistoryRow {
    let losses = state.stretch
    let row = HistoryRow(
      step: state.step, epoch: Double(state.step) / Double(max(updatesOfEpoch, 1)),
      trainingLoss: losses.isEmpty ? .nan : losses.reduce(0, +) / Double(losses.count),
      learningRate: schedule.rate(at: state.step - 1), gradientNorm: state.gradientNorm,
      seconds: state.seconds, evaluation: evaluation)
    state.stretch = []
    state.rows.append(row)
    return row
  }

  /// Compares an evaluation with the best so far, and says whether it takes its place.
  mutating func judge(_ figures: EvaluationFigures) -> Bool {
    let evaluated = state.rows.filter { $0.evaluation != nil }
    let best = state.best.flatMap { best in evaluated.last { $0.step == best.step }?.evaluation }
    state.evaluationsWithoutGain = judge.withoutGain(
      state.evaluationsWithoutGain, figures,
      after: evaluated.filter { $0.step < state.step }.compactMap(\.evaluation), best: best,
      share: Double(state.step) / Double(totalSteps))
    guard judge.verdict(on: figures, against: best) != .worse else { return false }
    let metric = trainer.options.metricForBestModel
    state.best = BestEvaluation(step: state.step, value: metric.value(of: figures))
    bestWeights = []
    return true
  }

  /// Why the best evaluation is the best, in words.
  func reason(for best: BestEvaluation) -> String {
    judge.reason(for: best.step, among: state.rows)
  }

  /// Keeps the weights of the best evaluation in memory: no checkpoint has them.
  mutating func keepBestWeights() { bestWeights = trainer.model.parameters.map(\.value) }

  /// Whether the weights of the best evaluation are in memory.
  var hasBestWeights: Bool { !bestWeights.isEmpty }

  /// Puts the weights of the best evaluation back into the model.
  func restoreBestWeights() {
    for (parameter, value) in zip(trainer.model.parameters, bestWeights) { parameter.value = value }
  }

  /// The bytes of a checkpoint, or a little more: weights, running means and the state.
  var checkpointBytes: Int {
    let (all, trainable) = trainer.model.parameterCounts
    return 4 * (all + 2 * trainable) + 110 * rows.count + (1 << 20)
  }

  /// What a user sees of a run that ends here: the updates since the last row of the table have one too.
  var historyBrokenOff: TrainingHistory {
    var run = self
    if !state.stretch.isEmpty { _ = run.endStretch(nil) }
    return run.history
  }

  /// What a user sees of the run.
  var history: TrainingHistory { state.history(rejected: rejected) }
}
