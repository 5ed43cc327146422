internal import CKernels

/// How a matrix operand lies in its span: row-major, and whether it is read transposed.
public enum Orientation: Sendable {
  case plain
  case transposed
}

/// A matrix operand: where its first element is, how far apart its rows are, how it is read.
public struct MatrixLayout: Sendable {
  /// The index of the first element.
  public let offset: Int
  /// The distance between the first elements of two rows; rows may overlap or leave gaps.
  public let stride: Int
  /// Whether the stored matrix is read as it stands or transposed.
  public let orientation: Orientation

  /// Describes a matrix that begins at `offset` and whose stored rows are `stride` apart.
  public init(offset: Int = 0, stride: Int, _ orientation: Orientation = .plain) {
    self.offset = offset
    self.stride = stride
    self.orientation = orientation
  }
}

/// The sizes of a matrix product: `rows × inner` times `inner × columns`.
public struct ProductSize: Sendable {
  /// The number of rows of the result.
  public let rows: Int
  /// The number of columns of the result.
  public let columns: Int
  /// The length of the sums.
  public let inner: Int

  /// Names the sizes of a product.
  public init(rows: Int, columns: Int, inner: Int) {
    self.rows = rows
    self.columns = columns
    self.inner = inner
  }
}

/// Computes `c = scale·(a × b) + keep·c` for matrices in single precision.
///
/// The result is split over the cores. Each element is summed in the same order, whatever the other rows
/// and columns and however they are split: a row has the same bits alone and among others.
///
/// - Parameters:
///   - a: The left operand's elements.
///   - aLayout: How the left operand lies in them.
///   - b: The right operand's elements.
///   - bLayout: How the right operand lies in them.
///   - c: The result's elements.
///   - cLayout: How the result lies in them; its rows must not overlap.
///   - size: Rows and columns of the result, and the length of the sums.
///   - scale: The factor of the product.
///   - keep: The factor of what `c` holds; 0 overwrites, 1 accumulates.
public func multiply(
  _ a: Span<Float>, _ aLayout: MatrixLayout, _ b: Span<Float>, _ bLayout: MatrixLayout,
  into c: inout MutableSpan<Float>, _ cLayout: MatrixLayout, size: ProductSize,
  scale: Float = 1, keep: Float = 0
) {
  let product = Product(
    a: Floats(a), aLayout: aLayout, b: Floats(b), bLayout: bLayout, c: Floats(&c),
    cLayout: cLayout, size: size, scale: scale, keep: keep)
  product.compute()
}

/// A matrix product with all its operands: `c = scale·(a × b) + keep·c`.
struct Product: Sendable {
  let a: Floats
  let aLayout: MatrixLayout
  let b: Floats
  let bLayout: MatrixLayout
  let c: Floats
  let cLayout: MatrixLayout
  let size: ProductSize
  var scale: Float = 1
  var keep: Float = 0

  /// Computes the product on all cores.
  func compute() {
    compute { _, _ in }
  }

  /// Computes the product on all cores; each calls `finish` with the rows and columns that it has done.
  @inline(__always)
  func compute(_ finish: @Sendable (_ rows: Range<Int>, _ columns: Range<Int>) -> Void) {
    guard size.rows > 0, size.columns > 0 else { return }
    let parts = ProductParts(size, threads: threadCount)
    withoutActuallyEscaping(finish) { finish in
      parallel(count: parts.count, grain: 1) { indexes in
        for index in indexes {
          let (rows, columns) = parts[index]
          compute(rows: rows, columns: columns)
          finish(rows, columns)
        }
      }
    }
  }

  /// Computes rows on this thread; `packed` is the right operand as ``RightOperand/pack(into:)`` left it,
  /// if it did; the operand as it lies is then not looked at.
  func compute(rows: Range<Int>, packed: Floats? = nil) {
    precondition(
      packed == nil || packed?.count == size.packedCount,
      "A packed operand is as large as its product says.")
    compute(rows: rows, columns: 0..<size.columns, packed: packed)
  }

  /// The right operand.
  var rightOperand: RightOperand {
    RightOperand(elements: b, layout: bLayout, columns: size.columns, inner: size.inner)
  }

  /// Computes a part of the result on this thread, with the right operand packed as a whole or where it is.
  func compute(
    rows: Range<Int>, columns: Range<Int>, packed: Floats? = nil,
    by kernels: MatrixKernels = .current
  ) {
    precondition(cLayout.orientation == .plain, "A product is written as it stands.")
    guard !rows.isEmpty, !columns.isEmpty else { return }
    var product = unsafe asrsh_product()
    unsafe product.a = UnsafePointer(
      a.address(
        aLayout.place(row: rows.lowerBound, column: 0),
        length: aLayout.extent(rows: rows.count, columns: size.inner)))
    unsafe product.a_stride = aLayout.stride
    unsafe product.a_transposed = aLayout.orientation.isTransposed
    if let packed {
      unsafe product.packed = UnsafePointer(packed.address(0, length: packed.count))
    } else {
      unsafe product.b = UnsafePointer(
        b.address(
          bLayout.place(row: 0, column: columns.lowerBound),
          length: bLayout.extent(rows: size.inner, columns: columns.count)))
    }
    unsafe product.b_stride = bLayout.stride
    unsafe product.b_transposed = bLayout.orientation.isTransposed
    unsafe product.c = c.address(
      cLayout.place(row: rows.lowerBound, column: columns.lowerBound),
      length: cLayout.extent(rows: rows.count, columns: columns.count))
    unsafe product.c_stride = cLayout.stride
    unsafe product.rows = rows.count
    unsafe product.columns = columns.count
    unsafe product.inner = size.inner
    unsafe product.scale = scale
    unsafe product.keep = keep
    guard unsafe asrsh_multiply(kernels.code, &product) == 0 else { endForLack(of: 1_000_000) }
  }
}

extension MatrixLayout {
  /// The index of an element.
  func place(row: Int, column: Int) -> Int {
    offset + (orientation == .plain ? row * stride + column : column * stride + row)
  }

  /// How many elements lie from the first to the last of a matrix.
  func extent(rows: Int, columns: Int) -> Int {
    let (stored, length) = orientation == .plain ? (rows, columns) : (columns, rows)
    return stored == 0 || length == 0 ? 0 : (stored - 1) * stride + length
  }
}

extension Orientation {
  var isTransposed: Int32 { self == .plain ? 0 : 1 }
}
