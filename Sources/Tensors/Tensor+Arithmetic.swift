internal import Kernels

extension Tensor {
  /// Adds `other`, times `scale`, element by element; both have as many elements.
  public mutating func add(_ other: Tensor, scale: Float = 1) {
    precondition(other.count == count, "\(other.shape) cannot be added to \(shape).")
    var target = mutableSpan
    accumulate(other.span, scale: scale, into: &target)
  }

  /// Multiplies every element by `factor`.
  public mutating func scale(by factor: Float) {
    var target = mutableSpan
    Kernels.scale(&target, by: factor)
  }

  /// The sum of all elements.
  public var sum: Double { Kernels.sum(span) }

  /// The sum of the squares of all elements.
  public var sumOfSquares: Double { dot(span, span) }

  /// Whether no element is infinite or NaN.
  public var isFinite: Bool { finiteCount(span) == count }

  /// The index of the largest element of every row, the first of equals; a NaN counts as largest.
  public var rowMaximumIndices: [Int] {
    rowLength == 0 ? [] : Kernels.rowMaximumIndices(span, columns: rowLength)
  }

  /// Makes a tensor of this one's shape, filled by `body` from this one's elements.
  public func mapped(_ body: (Span<Float>, inout MutableSpan<Float>) -> Void) -> Tensor {
    var result = Tensor(uninitialized: shape)
    var target = result.mutableSpan
    body(span, &target)
    return result
  }

  /// Makes a tensor of this one's shape, filled by `body` from this one's and another's elements.
  public func combined(
    with other: Tensor, _ body: (Span<Float>, Span<Float>, inout MutableSpan<Float>) -> Void
  ) -> Tensor {
    precondition(other.count == count, "\(shape) and \(other.shape) do not match.")
    var result = Tensor(uninitialized: shape)
    var target = result.mutableSpan
    body(span, other.span, &target)
    return result
  }
}

extension Tensor {
  /// Makes a tensor of all elements of several, one after the other.
  public init(joining tensors: [Tensor], shape: [Int]) {
    self.init(uninitialized: shape)
    precondition(tensors.reduce(0) { $0 + $1.count } == count, "The parts do not fill \(shape).")
    var start = 0
    for tensor in tensors {
      replace(from: start, with: tensor)
      start += tensor.count
    }
  }

  /// Overwrites the elements from the one at `start` on with all of `source`'s.
  private mutating func replace(from start: Int, with source: Tensor) {
    var target = mutableSpan
    copy(source.span, into: &target, at: start)
  }
}
