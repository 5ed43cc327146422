extension Tensor {
  /// How far apart in memory two elements are that follow each other along each axis.
  var strides: [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    return strides
  }

  /// Returns the elements that lie `strides` apart, written out under `shape`; a stride of 0 repeats.
  ///
  /// - Parameters:
  ///   - shape: The result's shape.
  ///   - strides: How far apart two elements lie that follow each other along each axis; none of the
  ///     shape's elements lies past this tensor's last.
  /// - Returns: A tensor of its own memory.
  public func gathered(shape: [Int], strides: [Int]) -> Tensor {
    var result = Tensor(uninitialized: shape)
    guard result.count > 0, let length = shape.last, let stride = strides.last else {
      return shape.isEmpty ? reshaped([]) : result
    }
    var target = result.mutableSpan
    let source = span
    var place = [Int](repeating: 0, count: shape.count - 1)
    var start = 0
    for first in Swift.stride(from: 0, to: target.count, by: length) {
      for offset in 0..<length { target[first + offset] = source[start + offset * stride] }
      // The next row: the last axis that has one moves on, those after it begin anew.
      for axis in place.indices.reversed() {
        place[axis] += 1
        start += strides[axis]
        guard place[axis] == shape[axis] else { break }
        place[axis] = 0
        start -= strides[axis] * shape[axis]
      }
    }
    return result
  }

  /// The tensor with its axes in another order, as a copy.
  ///
  /// - Parameter axes: Which axis comes first, second and so on; as given, the other way round.
  /// - Returns: A tensor of as many elements.
  /// - Throws: ``TensorError/notAnOrder(axes:shape:)``.
  public func transposed(_ axes: [Int]? = nil) throws(TensorError) -> Tensor {
    let named = axes ?? Array(shape.indices.reversed())
    guard named.count == shape.count else { throw .notAnOrder(axes: named, shape: shape) }
    var order: [Int] = []
    for axis in named { order.append(try place(ofAxis: axis)) }
    guard Set(order).count == shape.count else { throw .notAnOrder(axes: named, shape: shape) }
    let strides = strides
    return gathered(shape: order.map { shape[$0] }, strides: order.map { strides[$0] })
  }
}
