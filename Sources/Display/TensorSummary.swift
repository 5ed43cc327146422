public import Tensors

/// What a tensor is, in figures: its shape, the range of its elements, and how many are not numbers.
public struct TensorSummary: Sendable, Equatable {
  /// The length of every dimension.
  public let shape: [Int]

  /// The smallest finite element, or `nil` if there is none.
  public let minimum: Float?

  /// The largest finite element, or `nil` if there is none.
  public let maximum: Float?

  /// The mean of the finite elements, or `nil` if there is none.
  public let mean: Double?

  /// The number of elements that are NaN.
  public let nanCount: Int

  /// The number of elements that are infinite.
  public let infiniteCount: Int

  /// Looks at every element once.
  public init(_ tensor: Tensor) {
    let elements = tensor.span
    var (low, high, sum) = (Float.infinity, -Float.infinity, 0.0)
    var (nan, infinite) = (0, 0)
    for index in elements.indices {
      let element = elements[index]
      if element.isFinite {
        low = min(low, element)
        high = max(high, element)
        sum += Double(element)
      } else if element.isNaN {
        nan += 1
      } else {
        infinite += 1
      }
    }
    let finite = elements.count - nan - infinite
    shape = tensor.shape
    minimum = finite > 0 ? low : nil
    maximum = finite > 0 ? high : nil
    mean = finite > 0 ? sum / Double(finite) : nil
    (nanCount, infiniteCount) = (nan, infinite)
  }

  /// One line such as `tensor 120 × 80, min -4.1, max 3.2, mean 0.012, 3 nan`.
  public func rendered(for terminal: Terminal) -> String {
    let lengths = shape.map { formatCount($0) }.joined(separator: " \(terminal.times) ")
    var parts = [shape.isEmpty ? "tensor without dimensions" : "tensor \(lengths)"]
    if let minimum, let maximum, let mean {
      parts.append("min \(formatShort(Double(minimum)))")
      parts.append("max \(formatShort(Double(maximum)))")
      parts.append("mean \(formatShort(mean))")
    }
    if nanCount > 0 { parts.append("\(formatCount(nanCount)) nan") }
    if infiniteCount > 0 { parts.append("\(formatCount(infiniteCount)) inf") }
    return parts.joined(separator: ", ")
  }
}
