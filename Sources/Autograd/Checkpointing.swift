internal import Tensors

/// Runs a part of a computation without keeping what is inside it, and again to go backward.
///
/// T. Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016.
///
/// - Parameters:
///   - x: What goes into the part.
///   - tape: What the computation is recorded on.
///   - body: The part: from `x` and a tape to its result, first on a tape that does not record, then on
///     one that does, if it is computed again. It computes the same bits each time, and nothing that it uses is tracked but `x` and the parameters that it puts on its tape.
/// - Returns: The part's result; its gradients are those of `body` to the last bit.
public func checkpointed(
  _ x: Variable, on tape: Tape, _ body: @escaping (Variable, Tape) -> Variable
) -> Variable {
  let watching = Tape(isRecording: false)
  let value = body(Variable(x.value), watching).value
  guard x.isTracked || watching.hasTrainable else { return Variable(value) }
  let output = Slot(tape: tape, shape: value.shape)
  tape.record([output]) { gradients in
    guard let gradient = gradients[0] else { return }
    let part = Tape()
    let input = x.slot.map { _ in part.variable(x.value) } ?? Variable(x.value)
    // What came to x by other ways is added to first, as without checkpointing.
    input.slot?.gradient = x.slot?.take()
    part.backward(from: body(input, part), gradient: gradient)
    x.slot?.gradient = input.slot?.take()
  }
  return Variable(value, slot: output)
}
