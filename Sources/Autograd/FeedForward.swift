public import Kernels
internal import Tensors

/// Returns `dropout(activation(x · weightᵀ + bias)) · outputWeightᵀ + outputBias` for every row.
///
/// The two linear layers of a transformer's layer as one operation: what stands between them, the
/// widest tensors of all, is kept once, before the activation, and not again after it.
///
/// - Parameters:
///   - x: Rows × columns.
///   - weight: Inner columns × columns.
///   - bias: One for each inner column.
///   - activation: What is done to every inner element.
///   - outputWeight: Output columns × inner columns.
///   - outputBias: One for each output column.
///   - dropout: The chance of each inner element to count as 0, below 1, and where chance comes
///     from.
/// - Returns: Rows × output columns.
public func feedForward(
  _ x: Variable, weight: Variable, bias: Variable, activation: Activation, outputWeight: Variable,
  outputBias: Variable, dropout: Dropout? = nil
) -> Variable {
  let mask = dropout?.mask(columns: weight.shape[0])
  let inner = LinearProduct(x, weight: weight, bias: bias)
  let inputs = inner.inputs + [outputWeight, outputBias]
  guard let tape = Variable.tape(of: inputs) else {
    let y = Variable(dropped(inner.value(activation), mask))
    return linear(y, weight: outputWeight, bias: outputBias)
  }
  let (z, plain) = inner.values(activation)
  let outer = LinearProduct(
    Variable(dropped(plain, mask)), weight: outputWeight, bias: outputBias)
  let innerBackward = inner.backward()
  let (weights, shape) = (outputWeight.value, z.shape)
  let (dweight, dbias) = (outputWeight.slot, outputBias.slot)
  let isInnerTracked = inner.isTracked
  let value = outer.value()
  let output = Slot(tape: tape, shape: value.shape)
  tape.record([output]) { gradients in
    guard let dy = gradients[0] else { return }
    dbias?.add { accumulateColumnSums(dy.span, into: &$0) }
    dweight?.add { target, keep in
      let y = dropped(z.mapped { activate($0, activation, into: &$1) }, mask)
      addWeightGradient(dy, y, into: &target, keep: keep)
    }
    guard isInnerTracked else { return }
    var dz = Tensor(uninitialized: shape)
    fillInnerGradient(&dz, dy, weights, z, activation, mask)
    innerBackward(dz)
  }
  return Variable(value, slot: output)
}

/// Computes the gradient of what goes into the activation.
private func fillInnerGradient(
  _ dz: inout Tensor, _ dy: Tensor, _ weight: Tensor, _ z: Tensor, _ activation: Activation,
  _ mask: DropoutMask?
) {
  var target = dz.mutableSpan
  addInputGradient(dy, weight, into: &target, keep: 0)
  activateBackwardInPlace(z.span, activation, mask, gradient: &target)
}

/// Returns `mask · y`, computed where `y` stands.
private func dropped(_ y: consuming Tensor, _ mask: DropoutMask?) -> Tensor {
  guard let mask else { return y }
  var result = y
  var target = result.mutableSpan
  dropInPlace(&target, mask)
  return result
}
