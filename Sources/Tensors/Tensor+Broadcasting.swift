internal import Glibc
internal import Kernels

/// An operation on two elements at the same place.
public enum ElementOperation: String, Sendable, CaseIterable {
  /// `x + y`
  case add = "+"
  /// `x - y`
  case subtract = "-"
  /// `x * y`
  case multiply = "*"
  /// `x / y`, infinite or NaN where y is 0.
  case divide = "/"
  /// `x / y` rounded down.
  case floorDivide = "//"
  /// What `//` leaves; it has the sign of y.
  case remainder = "%"
  /// `x` to the power of `y`.
  case power = "**"
  /// 1 where `x` equals `y`, else 0.
  case equal = "=="
  /// 1 where `x` differs from `y`, else 0.
  case notEqual = "!="
  /// 1 where `x` is below `y`, else 0.
  case less = "<"
  /// 1 where `x` is not above `y`, else 0.
  case lessOrEqual = "<="
  /// 1 where `x` is above `y`, else 0.
  case greater = ">"
  /// 1 where `x` is not below `y`, else 0.
  case greaterOrEqual = ">="
}

extension Tensor {
  /// Returns `operation` of this tensor's and another's elements, broadcast as NumPy does.
  ///
  /// Shapes are compared from the last dimension to the first; a length of 1, or a dimension that
  /// one of them does not have, is repeated along the other.
  ///
  /// - Throws: ``TensorError/mismatch(operation:_:_:)`` or ``TensorError/tooLarge(shape:)``.
  public func applying(
    _ operation: ElementOperation, _ other: Tensor
  ) throws(TensorError) -> Tensor {
    guard shape != other.shape else { return combined(operation, other) }
    let joint = try Self.broadcastShape(shape, other.shape, operation.rawValue)
    return broadcast(to: joint).combined(operation, other.broadcast(to: joint))
  }

  /// The shape that two shapes have in common when each is repeated along its lengths of 1.
  static func broadcastShape(
    _ left: [Int], _ right: [Int], _ operation: String
  ) throws(TensorError) -> [Int] {
    var shape: [Int] = []
    for place in 1...max(1, left.count, right.count) {
      let first = place <= left.count ? left[left.count - place] : 1
      let second = place <= right.count ? right[right.count - place] : 1
      guard first == second || first == 1 || second == 1 else {
        throw .mismatch(operation: operation, left, right)
      }
      if place <= max(left.count, right.count) { shape.append(first == 1 ? second : first) }
    }
    shape.reverse()
    try elementCount(of: shape)
    return shape
  }

  /// The tensor repeated to fill `shape`, which it must go with.
  func broadcast(to wanted: [Int]) -> Tensor {
    guard shape != wanted else { return self }
    if let scalar { return Tensor(repeating: scalar, shape: wanted) }
    let missing = wanted.count - shape.count
    let repeated =
      [Int](repeating: 0, count: missing)
      + zip(shape, strides).map { length, stride in
        length == 1 ? 0 : stride
      }
    return gathered(shape: wanted, strides: repeated)
  }

  private func combined(_ operation: ElementOperation, _ other: Tensor) -> Tensor {
    combined(with: other) { x, y, z in
      switch operation {
      case .add: Kernels.add(x, y, into: &z)
      case .subtract: Kernels.subtract(x, y, into: &z)
      case .multiply: Kernels.multiply(x, y, into: &z)
      case .divide: Kernels.divide(x, y, into: &z)
      case .floorDivide: fill(&z, x, y) { ($0 / $1).rounded(.down) }
      case .remainder: fill(&z, x, y, remainder)
      case .power: fill(&z, x, y) { pow($0, $1) }
      case .equal: fill(&z, x, y) { $0 == $1 ? 1 : 0 }
      case .notEqual: fill(&z, x, y) { $0 != $1 ? 1 : 0 }
      case .less: fill(&z, x, y) { $0 < $1 ? 1 : 0 }
      case .lessOrEqual: fill(&z, x, y) { $0 <= $1 ? 1 : 0 }
      case .greater: fill(&z, x, y) { $0 > $1 ? 1 : 0 }
      case .greaterOrEqual: fill(&z, x, y) { $0 >= $1 ? 1 : 0 }
      }
    }
  }
}

@inline(__always)
private func fill(
  _ z: inout MutableSpan<Float>, _ x: Span<Float>, _ y: Span<Float>,
  _ body: (Float, Float) -> Float
) {
  for index in 0..<z.count { z[index] = body(x[index], y[index]) }
}

/// What is left of `x` when as many `y` as fit are taken away; it has the sign of `y`.
private func remainder(_ x: Float, _ y: Float) -> Float {
  let rest = x.truncatingRemainder(dividingBy: y)
  return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
}
