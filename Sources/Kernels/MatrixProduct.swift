internal import CBLAS

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
/// The rows of the result are split over the cores, each with single-threaded BLAS, in stretches
/// that depend on the sizes alone.
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

  /// Rows a core takes at a time: enough that packing `b` again for each stretch is cheap.
  private static let rowsPerStretch = 256

  /// Multiply-adds below which one core does all.
  private static let smallest = 1 << 18

  /// Computes the product on all cores.
  func compute() {
    compute { _ in }
  }

  /// Computes the product on all cores; each calls `finish` with the rows that it has done.
  @inline(__always)
  func compute(_ finish: @Sendable (Range<Int>) -> Void) {
    precondition(cLayout.orientation == .plain, "A product is written as it stands.")
    guard size.rows > 0, size.columns > 0 else { return }
    let work = size.rows * size.columns * max(size.inner, 1)
    let half = (size.rows + 1) / 2
    let grain = work > Self.smallest ? min(Self.rowsPerStretch, half) : size.rows
    withoutActuallyEscaping(finish) { finish in
      parallel(count: size.rows, grain: grain) { rows in
        compute(rows: rows)
        finish(rows)
      }
    }
  }

  /// Computes the rows of `range` on this thread.
  func compute(rows range: Range<Int>) {
    _ = singleThreadedBLAS
    let left = operand(aLayout, firstRow: range.lowerBound)
    let first = cLayout.offset + range.lowerBound * cLayout.stride
    unsafe cblas_sgemm(
      CblasRowMajor, aLayout.orientation.blas, bLayout.orientation.blas,
      Int32(range.count), Int32(size.columns), Int32(size.inner), scale,
      a.address(left, length: extent(aLayout, range.count, size.inner)), Int32(aLayout.stride),
      b.address(bLayout.offset, length: extent(bLayout, size.inner, size.columns)),
      Int32(bLayout.stride), keep,
      c.address(first, length: extent(cLayout, range.count, size.columns)), Int32(cLayout.stride))
  }

  private func operand(_ layout: MatrixLayout, firstRow: Int) -> Int {
    layout.offset + firstRow * (layout.orientation == .plain ? layout.stride : 1)
  }

  /// How many elements lie from the first to the last of an operand with `rows` × `columns`.
  private func extent(_ layout: MatrixLayout, _ rows: Int, _ columns: Int) -> Int {
    let (stored, length) = layout.orientation == .plain ? (rows, columns) : (columns, rows)
    return stored == 0 || length == 0 ? 0 : (stored - 1) * layout.stride + length
  }
}

extension Orientation {
  fileprivate var blas: CBLAS_TRANSPOSE { self == .plain ? CblasNoTrans : CblasTrans }
}

/// Evaluated once, before the first product or parallel loop: the pool owns the threads, not BLAS.
let singleThreadedBLAS: Void = asrsh_take_cores()
