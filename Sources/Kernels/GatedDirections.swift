/// One direction's operands as spans see them: which of several tensors belong together.
public struct DirectionGates: Sendable {
  /// r, z, n and u_n of every row, rows × 4·state; kept for the backward side.
  public let storage: Storage
}

/// Runs one or two directions of a gated recurrent unit side by side.
///
/// - Parameters:
///   - directions: The recurrences; the second, if there is one, writes the right half of the output.
///   - inputGates: The gates' part from the input, one after the other, each rows × 3·state.
///   - weights: One after the other, each 3·state × state.
///   - biases: One after the other, each 3·state.
///   - output: The states, rows × (directions · state).
/// - Returns: What the backward side needs of each direction.
public func runGatedRecurrence(
  _ directions: [GatedRecurrence], inputGates: Span<Float>, weights: Span<Float>,
  biases: Span<Float>, into output: inout MutableSpan<Float>
) -> DirectionGates {
  let layout = DirectionLayout(directions, rows: inputGates.count)
  let storage = Storage(count: directions.count * layout.rows * 4 * layout.size)
  var span = storage.mutableSpan(0..<storage.count)
  let gates = Floats(&span)
  let (x, w, b, y) = (Floats(inputGates), Floats(weights), Floats(biases), Floats(&output))
  parallel(count: directions.count, scratch: directions.first?.scratchCount ?? 0) {
    index, scratch in
    let operands = layout.operands(index, x, w, b, y)
    directions[index].forward(operands, gates: layout.part(gates, index, 4), scratch)
  }
  return DirectionGates(storage: storage)
}

/// Computes the gradients of one or two directions side by side.
///
/// - Parameters:
///   - directions: The recurrences, as given to the forward side.
///   - weights: One after the other, each 3·state × state.
///   - output: The states that the forward side wrote.
///   - gates: What the forward side returned.
///   - outputGradient: The gradient of the states.
///   - inputGradient: Where the gradient of the input's part goes, each rows × 3·state.
///   - stateGradient: Where the gradient of the state's part goes, each rows × 3·state.
public func runGatedRecurrenceBackward(
  _ directions: [GatedRecurrence], weights: Span<Float>, output: Span<Float>,
  gates: DirectionGates, outputGradient: Span<Float>,
  into inputGradient: inout MutableSpan<Float>, _ stateGradient: inout MutableSpan<Float>
) {
  let layout = DirectionLayout(directions, rows: inputGradient.count)
  let (w, y, dy) = (Floats(weights), Floats(output), Floats(outputGradient))
  let (dx, du) = (Floats(&inputGradient), Floats(&stateGradient))
  let saved = Floats(gates.storage.span(0..<gates.storage.count))
  parallel(count: directions.count, scratch: directions.first?.scratchCount ?? 0) {
    index, scratch in
    // The input's part and the bias are not read on the way back.
    let operands = layout.operands(index, dx, w, w, y)
    directions[index].backward(
      operands, gates: layout.part(saved, index, 4), outputGradient: dy,
      inputGradient: layout.part(dx, index, 3), stateGradient: layout.part(du, index, 3), scratch)
  }
}

/// Copies, for every row, the state that its frame started from: zero for a recording's first.
///
/// - Parameters:
///   - output: The states of all directions, rows × `outputStride`.
///   - outputStride: The length of an output row.
///   - outputOffset: Where the direction's columns begin.
///   - direction: The recurrence.
///   - states: Where they go, rows × state.
public func copyEarlierStates(
  _ output: Span<Float>, outputStride: Int, outputOffset: Int, direction: GatedRecurrence,
  into states: inout MutableSpan<Float>
) {
  let (output, states) = (Floats(output), Floats(&states))
  let size = direction.stateSize
  var earlier: [Int] = []
  for step in 0..<direction.stepCount {
    let rows = direction.rows(at: step)
    for (index, row) in rows.enumerated() {
      let target = states[row * size..<(row + 1) * size]
      guard step > 0 else {
        target.fill(0)
        continue
      }
      let place = earlier[index] * outputStride + outputOffset
      target.copy(from: output[place..<place + size])
    }
    earlier = rows
  }
}

/// Where each direction's part lies in the spans that hold one after the other.
private struct DirectionLayout: Sendable {
  let count: Int
  let size: Int
  let rows: Int

  init(_ directions: [GatedRecurrence], rows elements: Int) {
    count = directions.count
    size = directions.first?.stateSize ?? 0
    rows = count == 0 || size == 0 ? 0 : elements / (count * 3 * size)
  }

  func part(_ view: Floats, _ index: Int, _ gates: Int) -> Floats {
    let length = rows * gates * size
    return view[index * length..<(index + 1) * length]
  }

  func operands(
    _ index: Int, _ x: Floats, _ weights: Floats, _ biases: Floats, _ output: Floats
  ) -> RecurrenceOperands {
    let square = 3 * size * size
    return RecurrenceOperands(
      inputGates: part(x, index, 3), weight: weights[index * square..<(index + 1) * square],
      bias: biases[index * 3 * size..<(index + 1) * 3 * size], output: output,
      outputStride: count * size, outputOffset: index * size)
  }
}
