internal import Autograd
internal import Foundation
internal import Kernels
internal import Layers
internal import Models
internal import Recognizers
internal import Tensors

extension TrainingRun {
  /// Updates in a row without finite numbers after which training gives up.
  private static let patience = 10

  /// What is learned; how losses count is as the options or else the model say.
  var objective: any Objective {
    let options = trainer.options
    var objective = trainer.model.objective
    let usual = objective.lossOptions
    objective.lossOptions = LossOptions(
      reduction: options.lossReduction ?? usual.reduction,
      zeroInfinity: options.zeroInfinity ?? usual.zeroInfinity)
    return objective
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
      optimizer.discardGradients()
      state = before
      throw error
    }
  }

  private mutating func update(_ batches: [[PreparedRow]]) throws(TrainingError) {
    var (sum, count) = (PairwiseSum<LeafSum>(), 0)
    var guilty: [String] = []
    for number in batches.indices {
      for leaf in try leaves(of: batches, number, after: count) {
        // Leaves of short recordings leave memory behind that long ones cannot use.
        if HeapMemory.freeBytes + leaf.plan.bytes > memory.budget { HeapMemory.giveBack() }
        let result = try learn(leaf)
        for (row, loss) in zip(leaf.rows, result.rowLosses) {
          state.rowLosses[row.utterance.row] = loss
        }
        guilty += result.guilty
        sum.add(result.sum)
        count += 1
      }
    }
    state.step += 1
    guard let total = sum.finish() else { return }
    state.lastLoss = total.loss
    guard guilty.isEmpty, state.lastLoss.isFinite else { return try skip("the loss", guilty) }
    let statistics = total.handOver(to: trainer.model.parameters)
    state.gradientNorm = optimizer.gradientNorm
    guard state.gradientNorm.isFinite else {
      return try skip("the gradient", batches.joined().map(\.utterance.name))
    }
    let limit = trainer.options.maxGradientNorm
    let scale = limit > 0 ? min(1, limit / (state.gradientNorm + 1e-6)) : 1
    optimizer.update(learningRate: schedule.rate(at: state.step - 1), gradientScale: scale)
    statistics.commit()
    state.stretch.append(state.lastLoss)
    state.failures = 0
  }

  /// Recordings of a batch that are learned from at once.
  struct Leaf {
    let rows: [PreparedRow]
    /// The features of each row.
    let features: [Tensor]
    let plan: PlannedLeaf
    /// Which batch of the update it is of.
    let batch: Int
    /// What its loss is multiplied by in that of the update.
    let weight: Double
  }

  /// The leaves of one of an update's batches.
  ///
  /// - Parameters:
  ///   - batches: The batches of the update.
  ///   - number: Which of them.
  ///   - earlier: How many leaves the batches before it have.
  /// - Returns: The leaves.
  /// - Throws: ``TrainingError``.
  mutating func leaves(
    of batches: [[PreparedRow]], _ number: Int, after earlier: Int
  ) throws(TrainingError) -> [Leaf] {
    let batch = batches[number]
    let heard = try heard(batch)
    let planned: [PlannedLeaf]
    do throws(MemoryPlan.TooLarge) {
      planned = try memory.leaves(
        seconds: batch.map(\.utterance.duration), frames: heard.map(\.rowCount), after: earlier)
    } catch {
      throw .doesNotFit(
        batch[error.place].utterance, of: batch[error.leaf].map(\.utterance),
        needed: error.needed, of: memory.budget)
    }
    return planned.map { plan in
      // The mean over a batch is the sum over its leaves of their means, by their shares of the rows.
      let share =
        objective.lossOptions.reduction == .mean
        ? Double(plan.places.count) / Double(batch.count) : 1
      return Leaf(
        rows: Array(batch[plan.places]), features: Array(heard[plan.places]), plan: plan,
        batch: number, weight: share / Double(batches.count))
    }
  }

  /// What learning from a leaf gave.
  struct LeafResult {
    let sum: LeafSum
    /// The loss of each row.
    let rowLosses: [Double]
    /// The names of rows whose loss is not finite; there are no gradients then.
    let guilty: [String]
  }

  /// Finds the gradients of a leaf, which depend on nothing but the leaf, the weights, the seed and the step.
  ///
  /// - Parameter leaf: The leaf.
  /// - Returns: The gradients and losses; the model's parameters have no gradients then.
  /// - Throws: ``TrainingError``.
  func learn(_ leaf: Leaf) throws(TrainingError) -> LeafResult {
    let tape = Tape()
    let statistics = BatchStatistics()
    var pass = ForwardPass.training(
      on: tape, seed: trainer.options.seed, step: state.step, batch: leaf.batch,
      checkpointsGradients: leaf.plan.checkpointsGradients)
    pass.shouldStop = trainer.shouldStop
    pass.batchStatistics = statistics
    let logits = trainer.model.logits(
      Batch(packing: leaf.features, keys: leaf.rows.map(\.utterance.row)), pass)
    guard !trainer.shouldStop() else { throw .interrupted }
    let result = try objective.loss(logits, of: leaf.rows, pass)
    let value = Double(result.value.value.scalar ?? .nan)
    let guilty = result.brokenRows.map { leaf.rows[$0].utterance.name }
    if guilty.isEmpty, value.isFinite {
      let gradient = Tensor(repeating: Float(leaf.weight), shape: result.value.shape)
      tape.backward(
        from: [result.value], gradients: [gradient], shouldStop: trainer.shouldStop)
      guard !trainer.shouldStop() else { throw .interrupted }
    }
    return LeafResult(
      sum: LeafSum(
        taking: trainer.model.parameters, loss: leaf.weight * value, statistics),
      rowLosses: result.rowLosses, guilty: guilty)
  }

  /// Leaves the weights alone, and gives up after too many steps like this in a row.
  private mutating func skip(_ problem: String, _ names: [String]) throws(TrainingError) {
    optimizer.discardGradients()
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
