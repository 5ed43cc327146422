public import Kernels
public import Tensors

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

/// Returns `x` with a share of its elements set to zero and the rest scaled up to make good.
///
/// N. Srivastava et al., "Dropout", JMLR 2014, with the scaling at training time.
///
/// - Parameters:
///   - x: Anything.
///   - probability: The chance of every element to be dropped, below 1.
///   - stream: Where the chances come from; the same stream drops the same elements.
/// - Returns: A tensor of the shape of `x`.
public func dropout(_ x: Variable, probability: Float, stream: RandomStream) -> Variable {
  precondition((0..<1).contains(probability), "A dropout probability is at least 0 and below 1.")
  guard probability > 0 else { return x }
  var draws = stream
  var mask = Tensor(uninitialized: x.shape)
  var target = mask.mutableSpan
  draws.fillMask(&target, keeping: 1 / (1 - probability), dropping: probability)
  return multiply(x, Variable(mask))
}
