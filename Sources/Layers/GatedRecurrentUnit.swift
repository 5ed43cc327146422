public import Autograd
internal import Tensors

/// A gated recurrent unit over one or both directions.
public struct GatedRecurrentUnit: Layer {
  /// The parameters of one direction, named and shaped as PyTorch names and shapes them.
  private struct Direction {
    let inputWeight: Parameter
    let stateWeight: Parameter
    let inputBias: Parameter
    let stateBias: Parameter

    var parameters: [Parameter] { [inputWeight, stateWeight, inputBias, stateBias] }
  }

  private let directions: [Direction]

  /// The length of an output row: the states of all directions.
  public let outputs: Int

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - inputs: The length of an input row.
  ///   - state: The length of a direction's state.
  ///   - isBidirectional: Whether a second direction reads from the end.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, inputs: Int, state: Int, isBidirectional: Bool,
    from source: any ParameterSource
  ) {
    func direction(_ suffix: String) -> Direction {
      func parameter(_ part: String, _ shape: [Int]) -> Parameter {
        source.parameter("\(name).\(part)_l0\(suffix)", shape, .fanIn(state))
      }
      return Direction(
        inputWeight: parameter("weight_ih", [3 * state, inputs]),
        stateWeight: parameter("weight_hh", [3 * state, state]),
        inputBias: parameter("bias_ih", [3 * state]),
        stateBias: parameter("bias_hh", [3 * state]))
    }
    directions = isBidirectional ? [direction(""), direction("_reverse")] : [direction("")]
    outputs = state * directions.count
  }

  /// The weights and biases of the forward, then of the backward direction.
  public var parameters: [Parameter] { directions.flatMap(\.parameters) }

  /// Applies the layer to recordings.
  ///
  /// - Parameters:
  ///   - x: Frames × inputs.
  ///   - pass: How the model is run.
  /// - Returns: Frames × ``outputs``.
  public func callAsFunction(_ x: Batch, _ pass: ForwardPass) -> Batch {
    let weights = directions.map {
      GatedRecurrenceWeights(
        inputWeight: pass($0.inputWeight), stateWeight: pass($0.stateWeight),
        inputBias: pass($0.inputBias), stateBias: pass($0.stateBias))
    }
    return x.map { gatedRecurrence($0, lengths: x.lengths, directions: weights) }
  }
}
