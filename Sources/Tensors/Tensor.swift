public import Kernels

/// An array of floats with a shape, row-major and without gaps.
///
/// A tensor is a value: writing to one never changes another. Copies share their memory until one
/// of them is written, and ``rows(_:)`` shares it too. So do a file and a tensor that stands on it.
public struct Tensor: Sendable {
  private var storage: Storage
  private let offset: Int

  /// The length of every dimension, the slowest first.
  public let shape: [Int]

  /// The number of elements.
  public let count: Int

  private init(storage: Storage, offset: Int, shape: [Int]) {
    self.storage = storage
    self.offset = offset
    self.shape = shape
    count = shape.reduce(1, *)
  }

  /// Makes a tensor whose elements hold nothing in particular until they are written.
  public init(uninitialized shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "A dimension cannot be negative: \(shape).")
    self.init(storage: Storage(count: shape.reduce(1, *)), offset: 0, shape: shape)
  }

  /// Makes a tensor whose elements are all `value`.
  public init(repeating value: Float, shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "A dimension cannot be negative: \(shape).")
    let storage = Storage(repeating: value, count: shape.reduce(1, *))
    self.init(storage: storage, offset: 0, shape: shape)
  }

  /// Makes a tensor of zeros.
  public init(zeros shape: [Int]) {
    self.init(repeating: 0, shape: shape)
  }

  /// Makes a tensor from its elements in row-major order.
  public init(_ elements: [Float], shape: [Int]) {
    self.init(uninitialized: shape)
    precondition(elements.count == count, "\(elements.count) elements do not fill \(shape).")
    var target = storage.mutableSpan(0..<count)
    for index in elements.indices { target[index] = elements[index] }
  }

  /// Makes a tensor that stands on the bytes of a file: none is read before it is needed.
  ///
  /// Writing to the tensor copies it first; the file never changes.
  ///
  /// The result is `nil` if `offset` is not a multiple of four: such numbers have to be copied.
  ///
  /// - Parameters:
  ///   - file: The file, which has all the elements, little-endian and in single precision.
  ///   - offset: The first element's first byte.
  ///   - shape: The tensor's shape.
  public init?(_ file: FileBytes, at offset: Int, shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "A dimension cannot be negative: \(shape).")
    guard let storage = Storage(file, at: offset, count: shape.reduce(1, *)) else { return nil }
    self.init(storage: storage, offset: 0, shape: shape)
  }

  /// Makes a vector from its elements.
  public init(_ elements: [Float]) {
    self.init(elements, shape: [elements.count])
  }

  /// The elements in row-major order, to read.
  public var span: Span<Float> {
    @_lifetime(borrow self) get { storage.span(offset..<offset + count) }
  }

  /// The elements in row-major order, to write.
  public var mutableSpan: MutableSpan<Float> {
    @_lifetime(&self) mutating get {
      makeUnique()
      return storage.mutableSpan(offset..<offset + count)
    }
  }

  /// The elements in row-major order, as an array of their own.
  public var elements: [Float] { Kernels.elements(span) }

  /// The element of a tensor that has just one, or `nil`.
  public var scalar: Float? {
    count == 1 ? span[0] : nil
  }

  /// The number of rows: the first dimension, or 1 for a tensor without dimensions.
  public var rowCount: Int { shape.first ?? 1 }

  /// The number of elements in a row: the product of all dimensions but the first.
  public var rowLength: Int { shape.dropFirst().reduce(1, *) }

  /// The rows of `range`, sharing this tensor's memory.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(
      !shape.isEmpty && range.lowerBound >= 0 && range.upperBound <= rowCount,
      "Rows \(range) are not in a tensor of shape \(shape).")
    return Tensor(
      storage: storage, offset: offset + range.lowerBound * rowLength,
      shape: [range.count] + shape.dropFirst())
  }

  /// The same elements under another shape.
  public func reshaped(_ shape: [Int]) -> Tensor {
    precondition(shape.reduce(1, *) == count, "\(self.shape) cannot be seen as \(shape).")
    return Tensor(storage: storage, offset: offset, shape: shape)
  }

  private mutating func makeUnique() {
    guard !storage.isWritable || !isKnownUniquelyReferenced(&storage) else { return }
    let copy = Tensor(uninitialized: shape)
    var target = copy.storage.mutableSpan(0..<count)
    Kernels.copy(span, into: &target)
    self = copy
  }
}

extension Tensor: Equatable {
  /// Whether both have the same shape and the same elements, bit for bit but for zero's sign.
  public static func == (first: Tensor, second: Tensor) -> Bool {
    guard first.shape == second.shape else { return false }
    let (one, other) = (first.span, second.span)
    return (0..<first.count).allSatisfy { one[$0] == other[$0] }
  }
}
