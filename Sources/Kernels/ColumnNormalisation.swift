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

/// Subtracts from every column its mean over the rows, and divides it by its deviation, in place.
///
/// Means and population variances are summed in double precision, so that the many frames of a long
/// recording lose no digits. A column that is constant, as far as single precision tells, becomes
/// zeros.
///
/// - Parameters:
///   - x: Rows end to end.
///   - columns: The length of a row.
///   - scalesVariance: Whether columns are divided by their deviation.
public func centreColumns(
  _ x: inout MutableSpan<Float>, columns: Int, scalesVariance: Bool
) {
  guard columns > 0, x.count > 0 else { return }
  precondition(x.count.isMultiple(of: columns), "Rows must be full.")
  let rows = x.count / columns
  var means = [Double](repeating: 0, count: columns)
  var variances = [Double](repeating: 0, count: columns)
  var peaks = [Double](repeating: 0, count: columns)
  for row in 0..<rows {
    for column in 0..<columns { means[column] += Double(x[row * columns + column]) }
  }
  for column in 0..<columns { means[column] /= Double(rows) }
  for row in 0..<rows {
    for column in 0..<columns {
      let value = Double(x[row * columns + column])
      let difference = value - means[column]
      variances[column] += difference * difference
      peaks[column] = max(peaks[column], abs(value))
    }
  }
  let scales = (0..<columns).map { column in
    let deviation = (variances[column] / Double(rows)).squareRoot()
    // Less than the last digit of the values is the rounding of their mean.
    if deviation <= peaks[column] * Double(Float.ulpOfOne) / 4 { return 0.0 }
    return scalesVariance ? 1 / deviation : 1
  }
  for row in 0..<rows {
    for column in 0..<columns {
      let place = row * columns + column
      x[place] = Float((Double(x[place]) - means[column]) * scales[column])
    }
  }
}
