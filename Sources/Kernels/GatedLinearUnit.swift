/// Computes `a · sigmoid(b)` for every row, whose first half is `a` and whose second half is `b`.
///
/// Y. N. Dauphin et al., "Language Modeling with Gated Convolutional Networks", 2017, equation 1.
///
/// - Parameters:
///   - x: Rows of twice `columns`.
///   - columns: The length of a row of the result.
///   - y: The result.
public func gatedLinearUnit(_ x: Span<Float>, columns: Int, into y: inout MutableSpan<Float>) {
  let (x, y) = (Floats(x), Floats(&y))
  precondition(columns > 0 && x.count == 2 * y.count, "A row has a half that gates the other.")
  forRows(of: y, y, columns) { row, _, y in
    let (a, b) = halves(x, row, columns)
    mapRow(a, b, into: y) { $0 * logistic($1) }
  }
}

/// Computes the gradient through ``gatedLinearUnit(_:columns:into:)``.
///
/// - Parameters:
///   - x: Rows of twice `columns`.
///   - columns: The length of a row of the result.
///   - dy: The gradient with respect to the result.
///   - dx: The gradient with respect to `x`.
public func gatedLinearUnitBackward(
  _ x: Span<Float>, columns: Int, outputGradient dy: Span<Float>,
  into dx: inout MutableSpan<Float>
) {
  let (x, dy, dx) = (Floats(x), Floats(dy), Floats(&dx))
  precondition(columns > 0 && x.count == 2 * dy.count, "A row has a half that gates the other.")
  forRows(of: dy, dy, columns) { row, dy, _ in
    let (a, b) = halves(x, row, columns)
    let (da, db) = halves(dx, row, columns)
    mapRow(dy, b, into: da) { $0 * logistic($1) }
    mapRow(a, b, into: db) {
      let s = logistic($1)
      return $0 * s * (1 - s)
    }
    mapRow(db, dy, into: db) { $0 * $1 }
  }
}

@inline(__always)
private func halves(_ x: Floats, _ row: Int, _ columns: Int) -> (Floats, Floats) {
  let start = 2 * row * columns
  return (x[start..<start + columns], x[start + columns..<start + 2 * columns])
}
