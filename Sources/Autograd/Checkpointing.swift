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
  checkpointed([x], on: tape) { body($0[0], $1) }
}

/// Runs a part of a computation that several variables go into without keeping what is inside it.
///
/// - Parameters:
///   - inputs: What goes into the part, nothing twice.
///   - tape: What the computation is recorded on.
///   - body: The part, as of ``checkpointed(_:on:_:)-(Variable,_,_)``.
/// - Returns: The part's result; its gradients are those of `body` to the last bit.
public func checkpointed(
  _ inputs: [Variable], on tape: Tape, _ body: @escaping ([Variable], Tape) -> Variable
) -> Variable {
  let watching = Tape(isRecording: false)
  let value = body(inputs.map { Variable($0.value) }, watching).value
  guard inputs.contains(where: \.isTracked) || watching.hasTrainable else { return Variable(value) }
  let output = Slot(tape: tape, shape: value.shape)
  tape.record([output]) { gradients in
    guard let gradient = gradients[0] else { return }
    let part = Tape()
    let copies = inputs.map { $0.isTracked ? part.variable($0.value) : Variable($0.value) }
    // What came to the inputs by other ways is added to first, as without checkpointing.
    for (copy, input) in zip(copies, inputs) { copy.slot?.gradient = input.slot?.take() }
    part.backward(from: body(copies, part), gradient: gradient)
    for (copy, input) in zip(copies, inputs) { input.slot?.gradient = copy.slot?.take() }
  }
  return Variable(value, slot: output)
}
