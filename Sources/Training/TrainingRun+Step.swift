internal import Autograd
internal import CTC
internal import Foundation
internal import Kernels
internal import Layers
internal import Models
internal import Tensors

extension TrainingRun {
  /// Updates in a row without finite numbers after which training gives up.
  private static let patience = 10

  /// The loss of a batch, reduced as the options or else the model say.
  private var loss: CTCLoss {
    let (model, options) = (trainer.model, trainer.options)
    return CTCLoss(
      blank: model.blank, reduction: options.lossReduction ?? model.lossReduction,
      zeroInfinity: options.zeroInfinity ?? model.zeroInfinity)
  }

  /// Does one update: its batches forward and backward, and a step of the optimiser if all numbers are
  /// finite.
  ///
  /// - Returns: What was done.
  /// - Throws: ``TrainingError``; the run then is where it was before.
  mutating func advance() throws(TrainingError) -> StepReport {
    let (before, started) = (state, ContinuousClock.now)
    do throws(TrainingError) {
      let batches = try nextBatches()
      try update(batches)
      let taken = started.duration(to: .now) / .seconds(1)
      let audio = batches.joined().reduce(0) { $0 + $1.utterance.duration }
      state.seconds += taken
      state.audioSeconds += audio
      return StepReport(
        step: state.step, of: totalSteps, loss: state.lastLoss,
        learningRate: schedule.rate(at: state.step - 1), gradientNorm: state.gradientNorm,
        audioSeconds: audio, leftOut: state.leftOutCount - before.leftOutCount, seconds: taken)
    } catch {
      discard()
      state = before
      throw error
    }
  }

  private mutating func update(_ batches: [[PreparedRow]]) throws(TrainingError) {
    state.lastLoss = 0
    var guilty: [String] = []
    for (number, batch) in batches.enumerated() {
      let heard = try heard(batch)
      for piece in try parts(of: batch, heard, holdsGradients: number > 0) {
        // Parts of short recordings leave memory behind that long ones cannot use.
        if HeapMemory.freeBytes + piece.bytes > memory.budget { HeapMemory.giveBack() }
        // The mean over a batch is the sum over its parts of their means, by their shares of the rows.
        let share = loss.reduction == .mean ? Double(piece.places.count) / Double(batch.count) : 1
        guilty += try learn(
          Array(batch[piece.places]), heard, piece, batch: number,
          weight: share / Double(batches.count))
      }
    }
    state.step += 1
    guard guilty.isEmpty, state.lastLoss.isFinite else { return try skip("the loss", guilty) }
    state.gradientNorm = optimizer.gradientNorm
    guard state.gradientNorm.isFinite else {
      return try skip("the gradient", batches.joined().map(\.utterance.name))
    }
    let limit = trainer.options.maxGradientNorm
    let scale = limit > 0 ? min(1, limit / (state.gradientNorm + 1e-6)) : 1
    optimizer.update(learningRate: schedule.rate(at: state.step - 1), gradientScale: scale)
    batchStatistics.commit()
    state.stretch.append(state.lastLoss)
    state.failures = 0
  }

  /// The parts in which a batch is learned from, one after the other.
  private func parts(
    of batch: [PreparedRow], _ heard: [Tensor], holdsGradients: Bool
  ) throws(TrainingError) -> [MemoryPart] {
    do throws(MemoryPlan.TooLong) {
      return try memory.parts(of: heard.map(\.rowCount), holdsGradients: holdsGradients)
    } catch {
      throw .doesNotFit(batch[error.place].utterance, needed: error.needed, of: memory.budget)
    }
  }

  /// Adds the gradients of some rows to those of the update.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - heard: The features of all rows of the batch.
  ///   - part: Which of them are the rows'.
  ///   - number: Which batch of the update it is; each leaves out layers anew.
  ///   - weight: What the rows' loss is multiplied by.
  /// - Returns: The names of rows whose loss is not finite; nothing is added then.
  /// - Throws: ``TrainingError``.
  private mutating func learn(
    _ rows: [PreparedRow], _ heard: [Tensor], _ part: MemoryPart, batch number: Int, weight: Double
  ) throws(TrainingError) -> [String] {
    let tape = Tape()
    let batch = Batch(packing: Array(heard[part.places]), keys: rows.map(\.utterance.row))
    var pass = ForwardPass.training(
      on: tape, seed: trainer.options.seed, step: state.step, batch: number,
      checkpointsGradients: part.checkpointsGradients)
    pass.shouldStop = trainer.shouldStop
    pass.batchStatistics = batchStatistics
    let logits = trainer.model.logits(batch, pass)
    guard !trainer.shouldStop() else { throw .interrupted }
    let result = try loss.of(logits, rows)
    for (row, value) in zip(rows, result.rowLosses) { state.rowLosses[row.utterance.row] = value }
    let value = Double(result.value.value.scalar ?? .nan)
    state.lastLoss += weight * value
    let isDropped = loss.zeroInfinity
    let guilty = zip(rows, result.rowLosses).filter {
      !$0.1.isFinite && !(isDropped && $0.1 == .infinity)
    }.map(\.0.utterance.name)
    guard guilty.isEmpty, value.isFinite else { return guilty }
    let gradient = Tensor(repeating: Float(weight), shape: result.value.shape)
    tape.backward(
      from: [result.value], gradients: [gradient], shouldStop: trainer.shouldStop)
    guard !trainer.shouldStop() else { throw .interrupted }
    return []
  }

  /// Forgets what a step learned that is not done.
  private func discard() {
    optimizer.discardGradients()
    batchStatistics.discard()
  }

  /// Leaves the weights alone, and gives up after too many steps like this in a row.
  private mutating func skip(_ problem: String, _ names: [String]) throws(TrainingError) {
    discard()
    state.lastLoss = .nan
    let skipped = SkippedStep(step: state.step, problem: problem, rows: names)
    state.skipped.append(skipped)
    trainer.listener(.skipped(skipped))
    state.failures += 1
    guard state.failures < Self.patience else {
      throw .diverged(
        step: state.step, inRow: state.failures, rows: names, advice: advice(problem))
    }
  }

  /// What to do about numbers that are not finite again and again.
  private func advice(_ problem: String) -> String {
    let rate = schedule.rate(at: state.step - 1)
    let broken = trainer.model.nonFiniteParameters.map(\.name)
    if let first = broken.first {
      return "the weights themselves are not finite (\(first) and \(broken.count - 1) more); "
        + "go back to a checkpoint, and lower the learning rate of \(rate)"
    }
    return
      "lower the learning rate (\(rate)) or max_grad_norm (\(trainer.options.maxGradientNorm)), "
      + "lengthen the warm-up, and look at the rows named: recordings of silence, or with numbers "
      + "that are none, do this too"
  }
}
