internal import CKernels

/// The right operand of matrix products, which kernels read packed: in panels of as many columns as a
/// tile of the result has.
///
/// Packing takes as long as multiplying some thirty rows, so what many products share is packed once.
struct RightOperand: Sendable {
  /// The elements, of which it is some.
  let elements: Floats
  /// How it lies in them.
  let layout: MatrixLayout
  /// The number of columns of the products.
  let columns: Int
  /// The length of the sums.
  let inner: Int

  /// How many floats it has when it is packed.
  var packedCount: Int {
    ProductSize(rows: 0, columns: columns, inner: inner).packedCount
  }

  /// Packs it, on this thread.
  func pack(into packed: Floats) {
    precondition(packed.count == packedCount, "A packed operand is as large as its product says.")
    pack(0..<columns, into: packed)
  }

  /// Packs it, on all cores.
  func packOnAllCores(into packed: Floats) {
    precondition(packed.count == packedCount, "A packed operand is as large as its product says.")
    let panel = asrsh_panel_width(MatrixKernels.current.code)
    parallel(count: (columns + panel - 1) / panel, grain: 2) { panels in
      pack(panels.lowerBound * panel..<min(panels.upperBound * panel, columns), into: packed)
    }
  }

  /// Packs some columns, which begin with a panel.
  private func pack(_ part: Range<Int>, into packed: Floats) {
    guard !part.isEmpty, inner > 0 else { return }
    let first = layout.place(row: 0, column: part.lowerBound)
    let extent = layout.extent(rows: inner, columns: part.count)
    let size = ProductSize(rows: 0, columns: part.count, inner: inner)
    unsafe asrsh_pack(
      MatrixKernels.current.code, elements.address(first, length: extent), layout.stride,
      layout.orientation.isTransposed, part.count, inner,
      packed.address(part.lowerBound * inner, length: size.packedCount))
  }
}

extension ProductSize {
  /// How many floats the right operand has when it is packed.
  var packedCount: Int { asrsh_packed_count(MatrixKernels.current.code, columns, inner) }
}
