/// Why tensors could not be made, combined or reduced.
public enum TensorError: Error, Hashable, Sendable {
  /// Two shapes do not go together; `operation` is the sign between them, such as `+`.
  case mismatch(operation: String, [Int], [Int])
  /// A shape has a negative length.
  case negativeLength(shape: [Int])
  /// A shape has more dimensions than a tensor may have.
  case tooManyDimensions(count: Int)
  /// A shape has more elements than a tensor may have.
  case tooLarge(shape: [Int])
  /// There is no such axis; axes count from 0, or from the last as -1.
  case noSuchAxis(axis: Int, shape: [Int])
  /// The axes are not each of the tensor's axes once.
  case notAnOrder(axes: [Int], shape: [Int])
  /// The elements do not fill another shape.
  case cannotReshape(from: [Int], to: [Int])
  /// There is nothing to take the mean, the least, the greatest of.
  case nothingToReduce(reduction: String, shape: [Int])
}

extension TensorError: CustomStringConvertible {
  /// One line that names the shapes and says what is wrong with them.
  public var description: String {
    switch self {
    case .mismatch("@", let left, let right):
      "shapes \(left) and \(right) do not match: @ needs as many columns on the left as rows "
        + "on the right"
    case .mismatch(let operation, let left, let right):
      "shapes \(left) and \(right) do not match: \(operation) needs lengths that are equal or 1, "
        + "the last ones first"
    case .negativeLength(let shape):
      "\(shape) is no shape: a length cannot be negative"
    case .tooManyDimensions(let count):
      "a tensor has at most \(Tensor.mostDimensions) dimensions, not \(count)"
    case .tooLarge(let shape):
      "a tensor of shape \(shape) would be too large to keep in memory"
    case .noSuchAxis(let axis, let shape):
      "a tensor of shape \(shape) has no axis \(axis)"
    case .notAnOrder(let axes, let shape):
      "axes \(axes) do not name each of the \(shape.count) axes of shape \(shape) once"
    case .cannotReshape(let from, let to):
      "shape \(from) cannot be seen as \(to)"
    case .nothingToReduce(let reduction, let shape):
      "a tensor of shape \(shape) has no elements to take the \(reduction) of"
    }
  }
}
