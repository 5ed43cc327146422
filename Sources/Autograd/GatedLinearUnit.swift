internal import Kernels
internal import Tensors

/// Returns, for every row, its first half times the logistic function of its second half.
///
/// - Parameter x: Rows of an even length.
/// - Returns: Rows of half that length.
public func gatedLinearUnit(_ x: Variable) -> Variable {
  let (rows, columns) = (x.value.rowCount, x.value.rowLength / 2)
  precondition(x.value.rowLength == 2 * columns, "Rows of \(x.value.rowLength) have no halves.")
  var value = Tensor(uninitialized: [rows, columns])
  var target = value.mutableSpan
  Kernels.gatedLinearUnit(x.value.span, columns: columns, into: &target)
  return Variable(value, from: [x]) { dy in
    var dx = Tensor(uninitialized: x.shape)
    var target = dx.mutableSpan
    gatedLinearUnitBackward(x.value.span, columns: columns, outputGradient: dy.span, into: &target)
    return [dx]
  }
}
