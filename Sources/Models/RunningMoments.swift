internal import Kernels
internal import Tensors

/// The means and variances of columns over rows that come part by part.
///
/// Parts are joined by the formulas of T. Chan, G. Golub and R. LeVeque, "Algorithms for Computing the
/// Sample Variance", The American Statistician, 1983, so that no digits are lost in long recordings.
struct RunningMoments {
  private var count = 0.0
  private var means: [Double]
  /// The sums of the squares of what differs from the means.
  private var squares: [Double]

  /// Moments of no rows yet.
  init(columns: Int) {
    means = [Double](repeating: 0, count: columns)
    squares = means
  }

  /// Takes in rows × columns.
  mutating func add(_ rows: Tensor) {
    let (values, columns) = (rows.span, means.count)
    guard rows.rowCount > 0 else { return }
    var own = [Double](repeating: 0, count: columns)
    var ownSquares = own
    for row in 0..<rows.rowCount {
      for column in 0..<columns { own[column] += Double(values[row * columns + column]) }
    }
    let added = Double(rows.rowCount)
    for column in 0..<columns { own[column] /= added }
    for row in 0..<rows.rowCount {
      for column in 0..<columns {
        let difference = Double(values[row * columns + column]) - own[column]
        ownSquares[column] += difference * difference
      }
    }
    let total = count + added
    for column in 0..<columns {
      let difference = own[column] - means[column]
      means[column] += difference * added / total
      squares[column] += ownSquares[column] + difference * difference * count * added / total
    }
    count = total
  }

  /// Rows × columns with the means taken off, divided by the deviations.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - epsilon: What is added to the population variance, to keep its root from zero.
  /// - Returns: The rows, normalised.
  func normalised(_ rows: Tensor, epsilon: Double) -> Tensor {
    let columns = means.count
    let offsets = means.map { Float(-$0) }
    let scales = squares.map { Float(1 / ($0 / max(count, 1) + epsilon).squareRoot()) }
    var result = rows
    var target = result.mutableSpan
    shiftAndScaleColumns(&target, offsets: offsets.span, scales: scales.span, columns: columns)
    return result
  }
}
