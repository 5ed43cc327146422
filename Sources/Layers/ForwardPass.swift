public import Autograd
public import Tensors

/// How a model is run once: whether gradients are recorded, and where chance comes from.
public struct ForwardPass {
  /// The record of the computation, or `nil` for inference.
  public let tape: Tape?

  /// The root of this pass's dropout, or `nil` if nothing is dropped.
  private let chance: (seed: UInt64, step: UInt64)?

  private init(tape: Tape?, chance: (seed: UInt64, step: UInt64)?) {
    self.tape = tape
    self.chance = chance
  }

  /// A pass that records nothing and drops nothing.
  public static var inference: ForwardPass { ForwardPass(tape: nil, chance: nil) }

  /// A pass that records on `tape`, with the dropout that belongs to a seed and a step.
  public static func training(on tape: Tape, seed: UInt64, step: Int) -> ForwardPass {
    ForwardPass(tape: tape, chance: (seed, UInt64(clamping: step)))
  }

  /// Whether the pass is one of training.
  public var isTraining: Bool { chance != nil }

  /// Whether layers are to be run again in the backward pass rather than kept.
  public var checkpointsGradients: Bool { false }

  /// The stream of this step for a purpose, or `nil` if nothing is left to chance.
  public func stream(_ purpose: String) -> RandomStream? {
    chance.map { RandomStream(seed: $0.seed, purpose: purpose, place: $0.step) }
  }

  /// Runs a part of the model without keeping what is inside.
  public func checkpointed(
    _ x: Variable, _ body: (Variable, ForwardPass) -> Variable
  ) -> Variable {
    body(x, self)
  }

  /// Puts a parameter into the computation.
  public func callAsFunction(_ parameter: Parameter) -> Variable {
    tape?.variable(parameter) ?? Variable(parameter.value)
  }

  /// Drops a share of `x` while training; `name` says where in the model, so that no two places
  /// drop alike.
  public func dropout(_ x: Variable, probability: Float, name: String) -> Variable {
    guard let chance, probability > 0 else { return x }
    let stream = RandomStream(seed: chance.seed, purpose: "dropout \(name)", place: chance.step)
    return Autograd.dropout(x, probability: probability, stream: stream)
  }
}

/// A part of a model with parameters of its own.
public protocol Layer {
  /// The parameters, in the order in which a checkpoint lists them.
  var parameters: [Parameter] { get }
}
