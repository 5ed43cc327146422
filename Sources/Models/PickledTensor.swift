/// A block of numbers that tensors of a pickle are views of.
struct PickledStorage: Equatable {
  /// The name of the archive's member that holds the numbers.
  let key: String
  /// How the numbers are stored; `nil` if the storage counts bytes.
  let format: StoredFormat?
  /// The number of numbers, or of bytes.
  let count: Int
}

/// A tensor of a pickle: a view of a storage.
struct PickledTensor {
  let storage: PickledStorage
  let format: StoredFormat
  let shape: [Int]
  let strides: [Int]
  /// Which of the storage's numbers is the first.
  let offset: Int

  /// Makes a view, and refuses one that leaves its storage or has a number of it twice.
  init(
    _ storage: PickledStorage, _ format: StoredFormat, offset: Int, shape: [Int], strides: [Int]
  ) throws(FormatProblem) {
    (self.storage, self.format) = (storage, format)
    (self.shape, self.strides, self.offset) = (shape, strides, offset)
    let count = try elementCount(
      shape, format, of: "a tensor in storage \(shown(storage.key))")
    let capacity = storage.format == nil ? storage.count / format.byteCount : storage.count
    guard shape.count == strides.count, offset >= 0, strides.allSatisfy({ $0 >= 0 }) else {
      throw problem("has an offset or strides that are negative or do not fit its shape")
    }
    guard count > 0 else {
      guard offset <= capacity else { throw problem("begins past the end of its storage") }
      return
    }
    guard let extent = Self.extent(shape, strides) else {
      throw problem("has strides \(strides), which lead twice to the same number or out of it")
    }
    guard extent <= capacity, offset <= capacity - extent else {
      throw problem("goes past the end of its storage, which has \(capacity) numbers")
    }
  }

  /// How many numbers lie from the first of a view to its last, or `nil` if two of the view's
  /// elements may be the same number or if that cannot be counted.
  static func extent(_ shape: [Int], _ strides: [Int]) -> Int? {
    var extent = 1
    let axes = shape.indices.filter { shape[$0] > 1 }.sorted { strides[$0] < strides[$1] }
    for axis in axes {
      // One step along the axis must lead past all that the axes of smaller steps reach.
      guard strides[axis] >= extent else { return nil }
      let (reach, tooFar) = strides[axis].multipliedReportingOverflow(by: shape[axis] - 1)
      let (sum, tooMuch) = extent.addingReportingOverflow(reach)
      guard !tooFar, !tooMuch else { return nil }
      extent = sum
    }
    return extent
  }

  /// Whether the elements follow one another in the storage in their row-major order.
  var isContiguous: Bool {
    var step = 1
    for axis in shape.indices.reversed() where shape[axis] > 1 {
      guard strides[axis] == step else { return false }
      step *= shape[axis]
    }
    return true
  }

  private func problem(_ what: String) -> FormatProblem {
    FormatProblem(
      text: "a tensor of shape \(shape) in storage \(shown(storage.key)) \(what)")
  }
}
