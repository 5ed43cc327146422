internal import Audio
internal import Autograd
internal import CTC
internal import Datasets
internal import Foundation
internal import Layers
public import Models
internal import Tensors

/// What training tells while it runs.
public enum TrainingEvent: Sendable {
  /// Rows were set aside before the first step.
  case rejected([RejectedRow])
  /// A step is done.
  case step(Int, of: Int, loss: Double)
  /// An evaluation has done so many rows.
  case evaluating(Int, of: Int)
  /// A row of the table is ready.
  case row(HistoryRow)
  /// A step changed nothing, because a number was not finite.
  case skipped(SkippedStep)
}

/// Trains a model on recordings with their texts.
///
/// The same model, rows and options give the same losses and weights to the last bit: chance comes
/// from the seed and the step's number alone.
public struct Trainer {
  /// The model, whose parameters change.
  public let model: any SpeechModel
  /// How it is trained.
  public let options: FitOptions
  /// Told of everything that happens.
  public var listener: (TrainingEvent) -> Void = { _ in }
  /// Asked before every step and between the layers whether to stop; the step is then left out.
  public var shouldStop: () -> Bool = { false }

  /// Steps in a row without a finite loss after which training gives up.
  fileprivate static let patience = 10

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
  /// - Throws: ``TrainingError``. What was learned before it stays in the model.
  public func fit(
    _ training: [Utterance], evaluation: [Utterance] = []
  ) throws(TrainingError) -> TrainingHistory {
    try options.check(for: model)
    let features = FeatureCache(model)
    let prepared = try PreparedRows(
      training, model: model, purpose: "train", features: features)
    if !prepared.rejected.isEmpty { listener(.rejected(prepared.rejected)) }
    var run = try TrainingRun(self, prepared, features)
    let heldOut = FeatureCache(model)
    while run.step < run.totalSteps {
      guard !shouldStop() else { throw .interrupted }
      try run.advance()
      listener(.step(run.step, of: run.totalSteps, loss: run.lastLoss))
      let isLast = run.step == run.totalSteps
      if run.step.isMultiple(of: run.evalSteps) || isLast {
        let result = evaluation.isEmpty ? nil : try evaluate(evaluation, heldOut)
        listener(.row(run.endStretch(result)))
      } else if run.step.isMultiple(of: run.loggingSteps) {
        listener(.row(run.endStretch(nil)))
      }
    }
    return run.finished()
  }

  /// The loss of a batch, reduced as the options or else the model say.
  fileprivate var loss: CTCLoss {
    CTCLoss(
      blank: model.blank, reduction: options.lossReduction ?? model.lossReduction,
      zeroInfinity: options.zeroInfinity ?? model.zeroInfinity)
  }

  private func evaluate(
    _ utterances: [Utterance], _ features: FeatureCache
  ) throws(TrainingError) -> Evaluation {
    try Training.evaluate(
      model, on: utterances, batchSize: options.batchSize, features: features,
      progress: { listener(.evaluating($0, of: $1)) }, shouldStop: shouldStop)
  }
}

/// One run of training: where it is, and what it has seen.
private struct TrainingRun {
  let trainer: Trainer
  let rows: [PreparedRow]
  let features: FeatureCache
  let optimizer: AdamW
  let schedule: LearningRateSchedule
  let totalSteps: Int
  let evalSteps: Int
  let loggingSteps: Int
  let started = Date()

  private(set) var step = 0
  private(set) var lastLoss = Double.nan
  private var history = TrainingHistory()
  private var epoch = 0
  private var batches: [[Int]] = []
  private var nextBatch = 0
  private var stretch: [Double] = []
  private var gradientNorm = 0.0
  private var failures = 0
  private let batchesOfEpoch: Int
  private let lengths: [Int]

  init(
    _ trainer: Trainer, _ prepared: PreparedRows, _ features: FeatureCache
  ) throws(TrainingError) {
    self.trainer = trainer
    self.features = features
    rows = prepared.usable
    history.rejected = prepared.rejected
    let (model, options) = (trainer.model, trainer.options)
    // The headers say how long recordings are; nothing is decoded to put them in order. For batches a
    // frame is a hundredth of a second, whatever the model hears.
    lengths = rows.map { max(1, Int($0.utterance.duration * 100)) }
    optimizer = AdamW(
      model.parameters, beta1: options.adamBeta1, beta2: options.adamBeta2,
      epsilon: options.adamEpsilon, weightDecay: options.weightDecay)
    batches = try Self.batches(0, lengths, options)
    batchesOfEpoch = batches.count
    totalSteps = options.maxSteps ?? batchesOfEpoch * options.epochs
    evalSteps = options.evalSteps ?? batchesOfEpoch
    loggingSteps = options.loggingSteps ?? evalSteps
    schedule = LearningRateSchedule(
      peak: options.learningRate ?? model.usualLearningRate, warmupSteps: options.warmupSteps,
      totalSteps: totalSteps, decay: options.schedule)
  }

  private static func batches(
    _ epoch: Int, _ lengths: [Int], _ options: FitOptions
  ) throws(TrainingError) -> [[Int]] {
    do throws(DatasetError) {
      return try Datasets.batches(
        lengths: lengths, batchSize: options.batchSize, maxFrames: options.maxFrames,
        groupByLength: options.groupByLength, seed: Int(truncatingIfNeeded: options.seed),
        epoch: epoch)
    } catch {
      throw .badSetting(name: "batches", problem: "\(error)")
    }
  }

  /// Does one step: a batch forward and backward, and an update if all numbers are finite.
  mutating func advance() throws(TrainingError) {
    let batch = try nextRows()
    let tape = Tape()
    let heard = FeatureBatch(
      try batch.map { row throws(TrainingError) in masked(try augmented(row), row) })
    var pass = ForwardPass.training(
      on: tape, seed: trainer.options.seed, step: step,
      checkpointsGradients: trainer.options.gradientCheckpointing)
    pass.shouldStop = trainer.shouldStop
    let (logits, frames) = trainer.model.logits(
      Variable(heard.features), lengths: heard.lengths, pass)
    guard !trainer.shouldStop() else { throw .interrupted }
    let loss = try trainer.loss.of(logits, frames, batch)
    for (row, value) in zip(batch, loss.rowLosses) {
      history.rowLosses[row.utterance.row] = value
    }
    try apply(loss, tape, batch)
    step += 1
  }

  /// The fewest frames of features from which a row's labels can still be spelt, or about so.
  private func fewestFeatures(_ row: PreparedRow) -> Int {
    let needed = CTCLoss.framesNeeded(row.labels)
    var features = needed
    while trainer.model.frameCount(features: features) < needed { features += 1 }
    return features
  }

  /// The features of a row at this step; those of the recording as it is if its labels would not fit
  /// the augmented one, which may be shorter.
  private func augmented(_ row: PreparedRow) throws(TrainingError) -> Tensor {
    let place = Augmentation.Place(
      seed: trainer.options.seed, row: row.utterance.row, batch: step)
    guard let augmentation = trainer.options.augmentation,
      let augmented = try row.augmentedFeatures(of: trainer.model, augmentation, at: place)
    else { return try row.features(features) }
    return augmented
  }

  /// The features with masks over them.
  private func masked(_ features: Tensor, _ row: PreparedRow) -> Tensor {
    guard let specAugment = trainer.options.specAugment else { return features }
    let place = UInt64(clamping: step) << 32 | UInt64(clamping: row.utterance.row) & 0xFFFF_FFFF
    return specAugment(
      features, fewestFrames: fewestFeatures(row),
      stream: RandomStream(
        seed: trainer.options.seed, purpose: "spec_augment", place: place))
  }

  private mutating func apply(
    _ loss: CTCLoss.Result, _ tape: Tape, _ batch: [PreparedRow]
  ) throws(TrainingError) {
    let isDropped = trainer.loss.zeroInfinity
    let guilty = zip(batch, loss.rowLosses).filter {
      !$0.1.isFinite && !(isDropped && $0.1 == .infinity)
    }.map(\.0.utterance.name)
    lastLoss = Double(loss.value.value.scalar ?? .nan)
    guard guilty.isEmpty, lastLoss.isFinite else {
      return try skip("the loss", guilty)
    }
    tape.backward(from: loss.value, shouldStop: trainer.shouldStop)
    guard !trainer.shouldStop() else {
      optimizer.discardGradients()
      throw .interrupted
    }
    gradientNorm = optimizer.gradientNorm
    guard gradientNorm.isFinite else {
      return try skip("the gradient", batch.map(\.utterance.name))
    }
    let limit = trainer.options.maxGradientNorm
    let scale = limit > 0 ? min(1, limit / (gradientNorm + 1e-6)) : 1
    optimizer.update(learningRate: schedule.rate(at: step), gradientScale: scale)
    stretch.append(lastLoss)
    failures = 0
  }

  /// Leaves the weights alone, and gives up after too many steps like this in a row.
  private mutating func skip(_ problem: String, _ names: [String]) throws(TrainingError) {
    optimizer.discardGradients()
    let skipped = SkippedStep(step: step + 1, problem: problem, rows: names)
    history.skipped.append(skipped)
    trainer.listener(.skipped(skipped))
    failures += 1
    guard failures < Trainer.patience else {
      throw .diverged(step: step + 1, inRow: failures, rows: names)
    }
  }

  private mutating func nextRows() throws(TrainingError) -> [PreparedRow] {
    if nextBatch == batches.count {
      epoch += 1
      nextBatch = 0
      batches = try Self.batches(epoch, lengths, trainer.options)
    }
    defer { nextBatch += 1 }
    return batches[nextBatch].map { rows[$0] }
  }

  /// Ends a stretch of the table, with what an evaluation found.
  mutating func endStretch(_ evaluation: Evaluation?) -> HistoryRow {
    let mean = stretch.isEmpty ? Double.nan : stretch.reduce(0, +) / Double(stretch.count)
    stretch = []
    let row = HistoryRow(
      step: step, epoch: Double(step) / Double(max(batchesOfEpoch, 1)), trainingLoss: mean,
      learningRate: schedule.rate(at: step - 1), gradientNorm: gradientNorm,
      seconds: Date().timeIntervalSince(started), evaluation: evaluation)
    history.rows.append(row)
    return row
  }

  func finished() -> TrainingHistory {
    var history = history
    history.steps = step
    history.seconds = Date().timeIntervalSince(started)
    return history
  }
}
