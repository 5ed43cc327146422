/// Brings every column to zero mean and unit variance over the rows, in place.
///
/// The population variance plus `epsilon` goes under the root, so that a constant column becomes
/// zeros.
///
/// - Parameters:
///   - x: Rows end to end.
///   - columns: The length of a row.
///   - epsilon: What keeps the root from zero.
public func normaliseColumns(_ x: inout MutableSpan<Float>, columns: Int, epsilon: Float) {
  let x = Floats(&x)
  guard columns > 0, x.count > 0 else { return }
  precondition(x.count.isMultiple(of: columns), "Rows must be full.")
  let rows = x.count / columns
  withScratch(repeating: 0, count: 2 * columns) { scratch in
    let means = scratch[0..<columns]
    let scales = scratch[columns..<2 * columns]
    addColumns(of: x, to: means)
    mapRow(means, into: means) { $0 * Lanes(repeating: 1 / Float(rows)) }
    for row in 0..<rows {
      let values = x[row * columns..<(row + 1) * columns]
      mapRow(values, means, into: values) { $0 - $1 }
      for column in 0..<columns { scales[column] += values[column] * values[column] }
    }
    for column in 0..<columns {
      scales[column] = 1 / (scales[column] / Float(rows) + epsilon).squareRoot()
    }
    for row in 0..<rows {
      let values = x[row * columns..<(row + 1) * columns]
      mapRow(values, scales, into: values) { $0 * $1 }
    }
  }
}
