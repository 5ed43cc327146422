public import Autograd
public import Tensors

/// How a model is run once: whether gradients are recorded, and where chance comes from.
public struct ForwardPass {
  /// The record of the computation, or `nil` for inference.
  public let tape: Tape?

  /// What everything that is drawn is named after, or `nil` if nothing is drawn.
  private let chance: (seed: UInt64, step: UInt64, batch: Int)?

  /// Whether ``checkpointed(_:_:)`` saves memory at the price of time.
  public let checkpointsGradients: Bool

  /// Whether layers that chance would leave out are run: the pass then holds as much as any.
  public var keepsAllLayers = false

  /// Told before each parameter is put into the computation, also when layers are computed again.
  public var willUseParameter: (() -> Void)?

  /// What keeps the statistics of batch norms until the optimizer steps, or `nil` if they are not wanted.
  public var batchStatistics: BatchStatistics?

  /// Asked between the layers whether to stop; nobody may use the result of a pass that was stopped.
  public var shouldStop: () -> Bool = { false }

  private init(
    tape: Tape?, chance: (seed: UInt64, step: UInt64, batch: Int)?, checkpointsGradients: Bool
  ) {
    self.tape = tape
    self.chance = chance
    self.checkpointsGradients = checkpointsGradients
  }

  /// A pass that records nothing and drops nothing, and leaves out what is left when it is to stop.
  ///
  /// - Parameter shouldStop: Asked between the layers.
  /// - Returns: The pass. If `shouldStop` said yes, its result means nothing.
  public static func inference(until shouldStop: @escaping () -> Bool) -> ForwardPass {
    var pass = inference
    pass.shouldStop = shouldStop
    return pass
  }

  /// A pass that records nothing and drops nothing.
  public static var inference: ForwardPass {
    ForwardPass(tape: nil, chance: nil, checkpointsGradients: false)
  }

  /// A pass that records on `tape`, with the dropout that belongs to a seed and a step.
  ///
  /// - Parameters:
  ///   - tape: The record of the computation.
  ///   - seed: The root of everything that is drawn.
  ///   - step: The number of the step; each draws anew.
  ///   - batch: Which of the step's batches it is; each leaves out layers anew.
  ///   - checkpointsGradients: Whether the parts in ``checkpointed(_:_:)`` keep nothing.
  /// - Returns: The pass.
  public static func training(
    on tape: Tape, seed: UInt64, step: Int, batch: Int = 0, checkpointsGradients: Bool = false
  ) -> ForwardPass {
    ForwardPass(
      tape: tape, chance: (seed, UInt64(clamping: step), batch),
      checkpointsGradients: checkpointsGradients)
  }

  /// Whether gradients are recorded and chance is at work.
  public var isTraining: Bool { chance != nil }

  /// Puts a parameter into the computation.
  public func callAsFunction(_ parameter: Parameter) -> Variable {
    willUseParameter?()
    return tape?.variable(parameter) ?? Variable(parameter.value)
  }

  /// Drops a share of `x` while training; `name` says where in the model, so that no two places
  /// drop alike.
  public func dropout(_ x: Batch, probability: Float, name: String) -> Batch {
    guard let dropout = dropout(probability, name: name, of: x) else { return x }
    return x.map { Autograd.dropout($0, dropout) }
  }

  /// The dropout of one place in the model, for operations that have one inside.
  ///
  /// - Parameters:
  ///   - probability: The chance of an element to be dropped, below 1.
  ///   - name: Where in the model.
  ///   - batch: The sequences whose rows are dropped.
  /// - Returns: The chance and where it comes from, or `nil` if nothing is dropped.
  public func dropout(_ probability: Float, name: String, of batch: Batch) -> Dropout? {
    guard probability > 0, let streams = streams("dropout \(name)", of: batch) else { return nil }
    return Dropout(probability, streams, lengths: batch.lengths)
  }

  /// The chance of this step's batch for `purpose`, the same for all its sequences, or `nil` in inference.
  public func stream(_ purpose: String) -> RandomStream? {
    chance.map { root(purpose, $0).branch($0.batch) }
  }

  /// The chance of each sequence at this step for `purpose`, or `nil` in inference.
  ///
  /// It depends on the sequence's key, and not on its place or on what else is in the batch.
  public func streams(_ purpose: String, of batch: Batch) -> [RandomStream]? {
    chance.map { batch.keys.map(root(purpose, $0).branch) }
  }

  private func root(
    _ purpose: String, _ chance: (seed: UInt64, step: UInt64, batch: Int)
  ) -> RandomStream {
    RandomStream(seed: chance.seed, purpose: purpose, place: chance.step)
  }

  /// Runs a part of a model, such as a layer, so that nothing of what is inside it is kept.
  ///
  /// The part is run again in the backward pass, to the same bits: dropout is drawn by name, step
  /// and sequence. Where ``checkpointsGradients`` is false, it is simply run.
  ///
  /// - Parameters:
  ///   - x: What goes into the part.
  ///   - body: The part, which leaves each sequence as long as it is. Besides `x` it uses no tracked
  ///     variable, but parameters through the pass that it is given.
  /// - Returns: The part's result.
  public func checkpointed(
    _ x: Batch, _ body: @escaping (Batch, ForwardPass) -> Batch
  ) -> Batch {
    guard let tape, checkpointsGradients else { return body(x, self) }
    let rows = Autograd.checkpointed(x.rows, on: tape) { [repetition] rows, tape in
      body(x.with(rows), repetition(tape)).rows
    }
    return x.with(rows)
  }

  /// Runs a part of a model that looks at other sequences so that nothing of what is inside it is kept.
  ///
  /// - Parameters:
  ///   - x: What goes into the part.
  ///   - other: What it looks at, such as an encoder's rows.
  ///   - body: The part, as of ``checkpointed(_:_:)``; it may use `other` besides.
  /// - Returns: The part's result.
  public func checkpointed(
    _ x: Batch, lookingAt other: Batch, _ body: @escaping (Batch, Batch, ForwardPass) -> Batch
  ) -> Batch {
    guard let tape, checkpointsGradients else { return body(x, other, self) }
    let rows = Autograd.checkpointed([x.rows, other.rows], on: tape) { [repetition] rows, tape in
      body(x.with(rows[0]), other.with(rows[1]), repetition(tape)).rows
    }
    return x.with(rows)
  }

  /// Makes the pass for a part that is run once more, on a tape of its own.
  ///
  /// It does not hold the tape of this pass, which holds the part.
  private var repetition: (Tape) -> ForwardPass {
    { [chance, willUseParameter, batchStatistics] tape in
      var pass = ForwardPass(tape: tape, chance: chance, checkpointsGradients: false)
      pass.willUseParameter = willUseParameter
      // A tape records where the part is computed again: its norms were counted the first time.
      pass.batchStatistics = tape.isRecording ? nil : batchStatistics
      return pass
    }
  }
}

/// A part of a model with parameters of its own.
public protocol Layer {
  /// The parameters, in the order in which a checkpoint lists them.
  var parameters: [Parameter] { get }
}
