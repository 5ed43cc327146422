internal import Kernels
public import Tensors

/// What is known of a tensor without reading it: by it one sees that weights have died or exploded.
public struct TensorStatistics: Equatable, Sendable {
  /// The tensor's name.
  public let name: String
  /// The number of elements.
  public let count: Int
  /// The square root of the sum of the elements' squares.
  public let norm: Double
  /// Whether there are several elements and all are equal.
  public let isConstant: Bool

  init(name: String, count: Int, norm: Double, isConstant: Bool) {
    (self.name, self.count, self.norm, self.isConstant) = (name, count, norm, isConstant)
  }

  /// Looks at a tensor; the result is `nil` if an element is infinite or NaN.
  public init?(_ tensor: Tensor, name: String) {
    let elements = tensor.span
    guard nonFiniteCount(elements) == 0 else { return nil }
    self.name = name
    count = elements.count
    var squares = dot(elements, elements)
    // Squares of large floats are larger than any float.
    if !squares.isFinite {
      squares = 0
      for index in elements.indices { squares += Double(elements[index]) * Double(elements[index]) }
    }
    norm = squares.squareRoot()
    isConstant = count > 1 && elements.indices.allSatisfy { elements[$0] == elements[0] }
  }

  /// What is odd about the tensor, seen beside what it was; `nil` if nothing is.
  func oddity(since before: TensorStatistics) -> String? {
    if isConstant, !before.isConstant { return "all its numbers have become equal" }
    if norm > 1000 * before.norm, before.norm > 1e-3 {
      return "its norm has grown from \(Float(before.norm)) to \(Float(norm))"
    }
    return nil
  }
}
