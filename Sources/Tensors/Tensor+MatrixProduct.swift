internal import Kernels

extension Tensor {
  /// Returns the matrix product with `other`, by the rules of NumPy's `@`.
  ///
  /// A vector on the left is a row and on the right a column, and its dimension is dropped from the
  /// result. Of tensors with more dimensions, the last two are matrices and the others broadcast.
  ///
  /// - Throws: ``TensorError/mismatch(operation:_:_:)`` or ``TensorError/tooLarge(shape:)``.
  public func matrixProduct(_ other: Tensor) throws(TensorError) -> Tensor {
    guard let last = shape.last, let first = other.shape.first else {
      throw .mismatch(operation: "@", shape, other.shape)
    }
    let left = shape.count == 1 ? reshaped([1, last]) : self
    let right = other.shape.count == 1 ? other.reshaped([first, 1]) : other
    let (a, b) = (Array(left.shape.suffix(2)), Array(right.shape.suffix(2)))
    guard a[1] == b[0] else { throw .mismatch(operation: "@", shape, other.shape) }
    let batches = try Self.broadcastShape(
      Array(left.shape.dropLast(2)), Array(right.shape.dropLast(2)), "@")
    let full = batches + [a[0], b[1]]
    try Self.elementCount(of: full)
    let result = Self.product(
      left.broadcast(to: batches + a), right.broadcast(to: batches + b), shape: full)
    let isRow = shape.count == 1
    let isColumn = other.shape.count == 1
    return result.reshaped(batches + (isRow ? [] : [a[0]]) + (isColumn ? [] : [b[1]]))
  }

  /// The products of matrices that lie end to end in two tensors.
  private static func product(_ left: Tensor, _ right: Tensor, shape: [Int]) -> Tensor {
    var result = Tensor(zeros: shape)
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    let inner = left.shape[left.shape.count - 1]
    guard result.count > 0, inner > 0 else { return result }
    let size = ProductSize(rows: rows, columns: columns, inner: inner)
    for batch in 0..<result.count / (rows * columns) {
      var target = result.mutableSpan
      multiply(
        left.span, MatrixLayout(offset: batch * rows * inner, stride: inner),
        right.span, MatrixLayout(offset: batch * inner * columns, stride: columns),
        into: &target, MatrixLayout(offset: batch * rows * columns, stride: columns), size: size)
    }
    return result
  }
}
