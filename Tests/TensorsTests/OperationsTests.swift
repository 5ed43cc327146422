import Foundation
import Tensors
import TestSupport
import Testing

/// What NumPy computes, from `Tests/Fixtures/tensors.py`.
private struct OperationsFixture: Decodable {
  struct Operation: Decodable {
    var sign: String
    var left: TensorFixture
    var right: TensorFixture
    var result: TensorFixture
  }

  struct Reduced: Decodable {
    var name: String
    var tensor: TensorFixture
    var axis: Int?
    var keeps: Bool
    var result: TensorFixture
  }

  struct Softmax: Decodable {
    var tensor: TensorFixture
    var axis: Int
    var result: TensorFixture
  }

  struct Transpose: Decodable {
    var tensor: TensorFixture
    var axes: [Int]?
    var result: TensorFixture
  }

  var operations: [Operation]
  var reductions: [Reduced]
  var softmax: [Softmax]
  var transposes: [Transpose]

  static func read() throws -> OperationsFixture {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/tensors/operations.json")
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
  }
}

private func expect(_ actual: Tensor, _ expected: TensorFixture, _ comment: String) {
  #expect(actual.shape == expected.shape, "\(comment)")
  #expect(differences(actual, expected) == "", "\(comment)")
}

struct OperationsTests {
  @Test func `broadcasts and multiplies as NumPy does`() throws {
    for each in try OperationsFixture.read().operations {
      let (left, right) = (each.left.tensor, each.right.tensor)
      let result =
        if let operation = ElementOperation(rawValue: each.sign) {
          try left.applying(operation, right)
        } else {
          try left.matrixProduct(right)
        }
      expect(result, each.result, "\(left.shape) \(each.sign) \(right.shape)")
    }
  }

  @Test func `reduces as NumPy does`() throws {
    for each in try OperationsFixture.read().reductions {
      let tensor = each.tensor.tensor
      let result =
        if let reduction = Reduction(rawValue: each.name) {
          try tensor.reduced(reduction, axis: each.axis, keepsAxis: each.keeps)
        } else {
          try tensor.deviation(axis: each.axis, keepsAxis: each.keeps)
        }
      expect(result, each.result, "\(each.name) of \(tensor.shape), axis \(each.axis ?? 99)")
    }
  }

  @Test func `takes the softmax along any axis`() throws {
    for each in try OperationsFixture.read().softmax {
      let logarithms = try each.tensor.tensor.softmax(axis: each.axis, isLogarithmic: true)
      expect(logarithms, each.result, "\(logarithms.shape), axis \(each.axis)")
      let shares = try each.tensor.tensor.softmax(axis: each.axis)
      #expect(differences(shares.elements, each.result.data.map { $0.map(exp) }) == "")
    }
  }

  @Test func `transposes as NumPy does`() throws {
    for each in try OperationsFixture.read().transposes {
      expect(
        try each.tensor.tensor.transposed(each.axes), each.result, "\(each.result.shape)")
    }
  }

  @Test(arguments: [
    ([2, 3], [2]), ([2, 3], [3, 2]), ([4], [3]), ([0], [2]), ([2, 2], [0, 2]),
  ])
  func `refuses shapes that do not match`(left: [Int], right: [Int]) {
    #expect(throws: TensorError.mismatch(operation: "*", left, right)) {
      try Tensor(zeros: left).applying(.multiply, Tensor(zeros: right))
    }
  }

  @Test func `refuses a result that is too large before it is made`() {
    #expect(throws: TensorError.tooLarge(shape: [100_000, 100_000])) {
      try Tensor(zeros: [100_000, 1]).applying(.add, Tensor(zeros: [100_000]))
    }
    #expect(throws: TensorError.tooLarge(shape: [100_000, 100_000])) {
      try Tensor(zeros: [100_000, 1]).matrixProduct(Tensor(zeros: [1, 100_000]))
    }
    #expect(throws: TensorError.tooLarge(shape: [.max, .max, 0])) {
      try Tensor.elementCount(of: [.max, .max, 0])
    }
  }

  @Test func `lets a number that is none through to the least and the greatest`() throws {
    let tensor = Tensor([1, .nan, 3])
    #expect(try tensor.reduced(.least, axis: nil).elements[0].isNaN)
    #expect(try tensor.reduced(.greatest, axis: 0).elements[0].isNaN)
  }

  @Test(arguments: [
    ([2, 3], [3, -1], [3, 2]), ([6], [-1, 1], [6, 1]), ([1], [], []), ([0, 3], [3, -1], [3, 0]),
  ])
  func `fills in a length that is left open`(from: [Int], to: [Int], result: [Int]) throws {
    #expect(try Tensor(zeros: from).reshaped(checking: to).shape == result)
  }

  @Test(arguments: [([2, 3], [4]), ([2, 3], [-1, 4]), ([2, 3], [-1, -1]), ([0], [0, -1])])
  func `refuses shapes that the elements do not fill`(from: [Int], to: [Int]) {
    #expect(throws: TensorError.self) { try Tensor(zeros: from).reshaped(checking: to) }
  }
}
