extension Tensor {
  /// The most elements that a checked operation makes: 2 GiB of them.
  public static let mostElements = 1 << 29

  /// The most dimensions that a checked operation makes.
  public static let mostDimensions = 16

  /// Returns the number of elements of `shape`, which nothing has been allocated for yet.
  ///
  /// - Throws: ``TensorError/negativeLength(shape:)``, ``TensorError/tooManyDimensions(count:)`` or
  ///   ``TensorError/tooLarge(shape:)``.
  @discardableResult
  public static func elementCount(of shape: [Int]) throws(TensorError) -> Int {
    guard shape.allSatisfy({ $0 >= 0 }) else { throw .negativeLength(shape: shape) }
    guard shape.count <= mostDimensions else { throw .tooManyDimensions(count: shape.count) }
    // Lengths of 0 come last in the product, so that the others are bounded too.
    var count = 1
    for length in shape where length > 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard !overflow, product <= mostElements else { throw .tooLarge(shape: shape) }
      count = product
    }
    return shape.contains(0) ? 0 : count
  }

  /// The same elements under another shape; a length of -1 is what the others leave.
  ///
  /// - Throws: ``TensorError/cannotReshape(from:to:)`` if they do not fill it.
  public func reshaped(checking wanted: [Int]) throws(TensorError) -> Tensor {
    guard let open = wanted.firstIndex(of: -1) else {
      guard try Self.elementCount(of: wanted) == count else {
        throw .cannotReshape(from: shape, to: wanted)
      }
      return reshaped(wanted)
    }
    var filled = wanted
    filled[open] = 1
    let rest = try Self.elementCount(of: filled)
    guard rest > 0, count.isMultiple(of: rest) else {
      throw .cannotReshape(from: shape, to: wanted)
    }
    filled[open] = count / rest
    return reshaped(filled)
  }

  /// Returns `axis` counted from 0; -1 is the last.
  ///
  /// - Throws: ``TensorError/noSuchAxis(axis:shape:)``.
  public func place(ofAxis axis: Int) throws(TensorError) -> Int {
    guard (-shape.count..<shape.count).contains(axis) else {
      throw .noSuchAxis(axis: axis, shape: shape)
    }
    return axis < 0 ? axis + shape.count : axis
  }
}
