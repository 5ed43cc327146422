internal import Kernels
internal import Tensors

/// Returns the rows of a table that numbers stand for: numbers × columns.
///
/// - Parameters:
///   - ids: The numbers, from 0 to the rows of the table less one.
///   - table: Rows × columns.
///   - padding: A number whose row no gradient changes, PyTorch's `padding_idx`.
/// - Returns: A row for each number.
public func embedding(_ ids: [Int], _ table: Variable, padding: Int? = nil) -> Variable {
  let (rows, columns) = (table.value.rowCount, table.value.rowLength)
  precondition(
    ids.allSatisfy((0..<rows).contains), "The \(rows) rows have the numbers 0 to \(rows - 1).")
  var output = Tensor(uninitialized: [ids.count, columns])
  var target = output.mutableSpan
  gatherRows(table.value.span, ids, columns: columns, into: &target)
  let shape = table.shape
  return Variable(output, from: [table]) { dy in
    var gradient = Tensor(zeros: shape)
    var target = gradient.mutableSpan
    scatterRows(dy.span, ids, columns: columns, addingTo: &target)
    if let padding, (0..<rows).contains(padding) {
      clear(&target, [Block(rows: padding..<padding + 1, columns: 0..<columns)], columns: columns)
    }
    return [gradient]
  }
}
