extension MatrixKernels {
  /// Whether products of small whole numbers, whose results are exact, come out as counted by hand.
  ///
  /// The sizes cross the ends of tiles, panels and blocks of every set. Kernels that a processor or a
  /// virtual machine computes wrongly are found here, in a fraction of a millisecond, before they do harm.
  var knownProductsAreRight: Bool {
    let sizes = [
      ProductSize(rows: 13, columns: 37, inner: 21), ProductSize(rows: 5, columns: 16, inner: 400),
    ]
    return sizes.allSatisfy { size in
      [Orientation.plain, .transposed].allSatisfy { left in
        [Orientation.plain, .transposed].allSatisfy { isRight(size, left, $0) }
      }
    }
  }

  /// Multiplies matrices whose elements are functions of their places, and compares every sum.
  private func isRight(_ size: ProductSize, _ left: Orientation, _ right: Orientation) -> Bool {
    func element(_ row: Int, _ column: Int) -> Float { Float((row * 7 + column * 5) % 11 - 5) }
    func matrix(_ rows: Int, _ columns: Int, _ orientation: Orientation) -> [Float] {
      (0..<rows * columns).map { index in
        orientation == .plain
          ? element(index / columns, index % columns) : element(index % rows, index / rows)
      }
    }
    let a = matrix(size.rows, size.inner, left)
    let b = matrix(size.inner, size.columns, right)
    var c = [Float](repeating: 1, count: size.rows * size.columns)
    var span = c.mutableSpan
    let product = Product(
      a: Floats(a.span),
      aLayout: MatrixLayout(stride: left == .plain ? size.inner : size.rows, left),
      b: Floats(b.span),
      bLayout: MatrixLayout(stride: right == .plain ? size.columns : size.inner, right),
      c: Floats(&span), cLayout: MatrixLayout(stride: size.columns), size: size, scale: 2, keep: 1)
    product.compute(rows: 0..<size.rows, columns: 0..<size.columns, by: self)
    return c.indices.allSatisfy { index in
      let (row, column) = (index / size.columns, index % size.columns)
      let sum = (0..<size.inner).reduce(Float(0)) {
        $0 + element(row, $1) * element($1, column)
      }
      return c[index] == 2 * sum + 1
    }
  }
}
