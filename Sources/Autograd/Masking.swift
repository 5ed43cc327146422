public import Kernels
internal import Tensors

/// Returns `x` with some rows replaced by one row.
///
/// - Parameters:
///   - x: Rows × columns.
///   - rows: The rows that are replaced, each once.
///   - filling: What stands in their place.
/// - Returns: A variable of the shape of `x`.
public func replacingRows(_ x: Variable, _ rows: [Range<Int>], with filling: Variable) -> Variable {
  let columns = x.value.rowLength
  precondition(filling.value.count == columns, "\(filling.shape) is no row of \(x.shape).")
  var value = x.value
  var target = value.mutableSpan
  replaceRows(&target, rows, with: filling.value.span)
  return Variable(value, from: [x, filling]) { dy in
    var sums = Tensor(zeros: filling.shape)
    var target = sums.mutableSpan
    accumulateRows(dy.span, rows, into: &target)
    let blocks = rows.map { Block(rows: $0, columns: 0..<columns) }
    return [x.isTracked ? cleared(dy, blocks) : nil, filling.isTracked ? sums : nil]
  }
}

/// Returns `x` with zeros in some rectangles.
public func clearing(_ x: Variable, _ blocks: [Block]) -> Variable {
  Variable(cleared(x.value, blocks), from: [x]) { [cleared($0, blocks)] }
}

private func cleared(_ x: Tensor, _ blocks: [Block]) -> Tensor {
  var value = x
  var target = value.mutableSpan
  clear(&target, blocks, columns: x.rowLength)
  return value
}
