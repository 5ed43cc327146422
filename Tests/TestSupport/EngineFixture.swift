internal import Foundation
public import Tensors

/// A tensor as the fixtures hold it: `null` stands for what is not finite.
public struct TensorFixture: Decodable, Sendable {
  /// The length of every dimension.
  public let shape: [Int]

  /// The elements, row-major.
  public let data: [Double?]

  /// The tensor, NaN where the fixture has no number.
  public var tensor: Tensor {
    Tensor(data.map { Float($0 ?? .nan) }, shape: shape)
  }
}

/// Reads a file that `Tests/Fixtures/engine.py` wrote.
public func engineFixture<Contents: Decodable>(
  _ name: String, as type: Contents.Type
) throws -> Contents {
  try jsonFixture("engine/\(name)", as: type)
}

/// Reads a file of `Tests/Fixtures`, named from there.
public func jsonFixture<Contents: Decodable>(
  _ path: String, as type: Contents.Type
) throws -> Contents {
  let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  let file = tests.appendingPathComponent("Fixtures/\(path)")
  return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}

/// Compares numbers with those expected, each relative to itself or to 1, whichever is larger.
///
/// - Parameters:
///   - actual: The numbers.
///   - expected: What they should be; `nil` is passed over.
///   - tolerance: The largest difference that precision explains.
/// - Returns: A sentence about the first differences; empty if there are none.
public func differences(
  _ actual: [Float], _ expected: [Double?], tolerance: Double = 1e-5
) -> String {
  guard actual.count == expected.count else {
    return "There are \(actual.count) numbers, not \(expected.count)."
  }
  let wrong = expected.indices.filter { index in
    guard let expected = expected[index] else { return false }
    return !(abs(Double(actual[index]) - expected) <= tolerance * max(1, abs(expected)))
  }
  guard !wrong.isEmpty else { return "" }
  let first = wrong.prefix(4).map { index in
    "\(actual[index]) at \(index), not \(expected[index] ?? .nan)"
  }
  return "\(wrong.count) of \(expected.count) differ: \(first.joined(separator: "; "))."
}

/// Compares a tensor with what is expected; also its shape, but for how many axes rows have.
public func differences(
  _ actual: Tensor?, _ expected: TensorFixture?, tolerance: Double = 1e-5
) -> String {
  guard let actual, let expected else { return "There is nothing to compare." }
  // A list of numbers is as many rows of one.
  func rowLength(_ shape: [Int]) -> Int? { shape.count < 2 ? 1 : shape.last }
  guard actual.count == 0 || rowLength(actual.shape) == rowLength(expected.shape) else {
    return "The shape is \(actual.shape), not \(expected.shape)."
  }
  return differences(actual.elements, expected.data, tolerance: tolerance)
}
