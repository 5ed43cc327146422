public import Kernels
internal import Tensors

/// Returns a non-linearity of every element.
public func activate(_ x: Variable, _ activation: Activation) -> Variable {
  let value = x.value.mapped { Kernels.activate($0, activation, into: &$1) }
  return Variable(value, from: [x]) { dy in
    [
      x.value.combined(with: dy) {
        activateBackward($0, activation, outputGradient: $1, into: &$2)
      }
    ]
  }
}

/// Returns the softmax of every row.
public func softmax(_ x: Variable) -> Variable {
  let columns = x.value.rowLength
  let value = x.value.mapped { Kernels.softmax($0, columns: columns, into: &$1) }
  return Variable(value, from: [x]) { dy in
    [
      value.combined(with: dy) {
        softmaxBackward(output: $0, outputGradient: $1, columns: columns, into: &$2)
      }
    ]
  }
}

/// Returns the natural logarithm of the softmax of every row.
public func logSoftmax(_ x: Variable) -> Variable {
  let columns = x.value.rowLength
  let value = x.value.mapped { Kernels.logSoftmax($0, columns: columns, into: &$1) }
  return Variable(value, from: [x]) { dy in
    [
      value.combined(with: dy) {
        logSoftmaxBackward(output: $0, outputGradient: $1, columns: columns, into: &$2)
      }
    ]
  }
}
