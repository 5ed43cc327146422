internal import Kernels
internal import Tensors

/// The weights of one direction of a gated recurrent unit, in PyTorch's shapes and order of gates.
public struct GatedRecurrenceWeights {
  /// 3·state × inputs: the reset, update and new gates' rows, one after the other.
  public let inputWeight: Variable
  /// 3·state × state.
  public let stateWeight: Variable
  /// 3·state.
  public let inputBias: Variable
  /// 3·state.
  public let stateBias: Variable

  /// Names the weights of a direction.
  public init(
    inputWeight: Variable, stateWeight: Variable, inputBias: Variable, stateBias: Variable
  ) {
    self.inputWeight = inputWeight
    self.stateWeight = stateWeight
    self.inputBias = inputBias
    self.stateBias = stateBias
  }
}

/// Returns the states of a gated recurrent unit over recordings that lie end to end.
///
/// - Parameters:
///   - x: Frames × inputs, the recordings one after the other.
///   - lengths: The number of frames of each recording.
///   - directions: The weights of the forward direction and, if there are two, of the backward one.
/// - Returns: Frames × (directions · state), the forward direction's states first.
public func gatedRecurrence(
  _ x: Variable, lengths: [Int], directions: [GatedRecurrenceWeights]
) -> Variable {
  precondition((1...2).contains(directions.count), "A recurrence has one direction or two.")
  let state = directions[0].stateWeight.value.rowLength
  let rows = x.value.rowCount
  precondition(lengths.reduce(0, +) == rows, "The lengths do not add up to \(rows) frames.")
  let recurrences = directions.indices.map {
    GatedRecurrence(stateSize: state, lengths: lengths, isReversed: $0 == 1)
  }
  let gateInputs = joined(
    directions.map {
      linear(
        Variable(x.value), weight: Variable($0.inputWeight.value),
        bias: Variable($0.inputBias.value)
      ).value
    })
  let weights = joined(directions.map(\.stateWeight.value))
  let biases = joined(directions.map(\.stateBias.value))
  var value = Tensor(uninitialized: [rows, directions.count * state])
  var target = value.mutableSpan
  let gates = runGatedRecurrence(
    recurrences, inputGates: gateInputs.span, weights: weights.span, biases: biases.span,
    into: &target)
  let parameters = directions.flatMap {
    [$0.inputWeight, $0.stateWeight, $0.inputBias, $0.stateBias]
  }
  return Variable(value, from: [x] + parameters) { dy in
    let part = [directions.count * rows, 3 * state]
    var inputPart = Tensor(uninitialized: part)
    var statePart = Tensor(uninitialized: part)
    var first = inputPart.mutableSpan
    var second = statePart.mutableSpan
    runGatedRecurrenceBackward(
      recurrences, weights: weights.span, output: value.span, gates: gates,
      outputGradient: dy.span, into: &first, &second)
    return gradients(x, directions, recurrences, value, inputPart, statePart)
  }
}

/// Turns the gradients of the gates' two parts into those of the input and of the weights.
private func gradients(
  _ x: Variable, _ directions: [GatedRecurrenceWeights], _ recurrences: [GatedRecurrence],
  _ output: Tensor, _ inputPart: Tensor, _ statePart: Tensor
) -> [Tensor?] {
  let rows = x.value.rowCount
  var dx: Tensor?
  var result: [Tensor?] = []
  for (index, weights) in directions.enumerated() {
    let place = index * rows..<(index + 1) * rows
    let (du, dh) = (inputPart.rows(place), statePart.rows(place))
    if x.isTracked { dx.accumulate(inputGradient(du, weights.inputWeight.value)) }
    let state = recurrences[index].stateSize
    var earlier = Tensor(uninitialized: [rows, state])
    var target = earlier.mutableSpan
    copyEarlierStates(
      output.span, outputStride: output.rowLength, outputOffset: index * state,
      direction: recurrences[index], into: &target)
    result += [
      weightGradient(du, x.value, shape: weights.inputWeight.shape),
      weightGradient(dh, earlier, shape: weights.stateWeight.shape),
      columnSums(du, shape: weights.inputBias.shape),
      columnSums(dh, shape: weights.stateBias.shape),
    ]
  }
  return [dx.map { $0.reshaped(x.shape) }] + result
}

/// Returns the rows of all tensors, one after the other; a lone tensor comes back as it is.
private func joined(_ tensors: [Tensor]) -> Tensor {
  guard tensors.count > 1, let first = tensors.first else { return tensors.first ?? Tensor([]) }
  return Tensor(
    joining: tensors.map { $0.reshaped([$0.count]) },
    shape: [tensors.reduce(0) { $0 + $1.rowCount }] + first.shape.dropFirst())
}

extension Tensor? {
  /// Adds `contribution` to what is there already.
  fileprivate mutating func accumulate(_ contribution: Tensor) {
    if self == nil {
      self = contribution
    } else {
      self?.add(contribution)
    }
  }
}
