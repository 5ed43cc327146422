/// The statistics that the backward side of a layer normalisation needs: two numbers a row.
public struct RowStatistics: Sendable {
  /// The mean of each row.
  public let means: Storage
  /// One over the standard deviation of each row.
  public let inverseDeviations: Storage

  /// Makes room for the statistics of some rows.
  init(rows: Int) {
    means = Storage(count: rows)
    inverseDeviations = Storage(count: rows)
  }
}

/// Normalises every row to zero mean and unit variance, then scales and shifts each column.
///
/// `y = (x - mean) / √(variance + epsilon) · gain + bias`, with the population variance
/// (J. L. Ba et al., "Layer Normalization", 2016).
///
/// - Parameters:
///   - x: Rows as long as `gain`, end to end.
///   - gain: The factor of each column.
///   - bias: The shift of each column.
///   - epsilon: What keeps the root from zero.
///   - activation: A non-linearity of the result, or `nil` for none.
///   - y: The result, as long as `x`.
/// - Returns: The rows' statistics, for ``layerNormBackward(_:gain:bias:statistics:activation:outputGradient:into:gainGradient:biasGradient:)``.
public func layerNorm(
  _ x: Span<Float>, gain: Span<Float>, bias: Span<Float>, epsilon: Float,
  activation: Activation? = nil, into y: inout MutableSpan<Float>
) -> RowStatistics {
  let columns = gain.count
  precondition(columns > 0 && bias.count == columns, "Gain and bias are as long as a row.")
  let (x, gain, bias, y) = (Floats(x), Floats(gain), Floats(bias), Floats(&y))
  let statistics = RowStatistics(rows: x.count / columns)
  let views = statistics.views
  forRows(of: x, y, columns) { row, x, y in
    normaliseRow(x, views, row, gain: gain, bias: bias, epsilon: epsilon, into: y)
    activation?.withFunction { function in mapRow(y, into: y) { function($0) } }
  }
  return statistics
}

/// Normalises a row, and notes its statistics.
@inline(__always)
func normaliseRow(
  _ x: Floats, _ statistics: (means: Floats, inverses: Floats), _ row: Int, gain: Floats,
  bias: Floats, epsilon: Float, into y: Floats
) {
  let columns = Float(x.count)
  let rough = sumOfRow(x) / columns
  mapRow(x, into: y) { $0 - rough }
  // The centred row says how far the rounded mean is off.
  let rest = sumOfRow(y) / columns
  mapRow(y, into: y) { $0 - rest }
  let variance = squaresOfRow(y) / columns
  let inverse = 1 / (variance + epsilon).squareRoot()
  statistics.means[row] = rough + rest
  statistics.inverses[row] = inverse
  scaleRow(y, by: inverse, gain: gain, bias: bias)
}

/// Computes the gradients through a layer normalisation.
///
/// With `n` the normalised row and `g = dy · activation' · gain`:
/// `dx = (g - mean(g) - n · mean(g·n)) / deviation`.
///
/// - Parameters:
///   - x: What was normalised.
///   - gain: The factor of each column.
///   - bias: The shift of each column; read only where there is a non-linearity.
///   - statistics: What the forward side returned.
///   - activation: The non-linearity of the result, or `nil`; what it was applied to is computed
///     again.
///   - dy: The gradient with respect to the result.
///   - dx: The gradient with respect to `x`.
///   - gainGradient: What the gain's gradient is added to.
///   - biasGradient: What the bias's gradient is added to.
public func layerNormBackward(
  _ x: Span<Float>, gain: Span<Float>, bias: Span<Float>, statistics: RowStatistics,
  activation: Activation? = nil, outputGradient dy: Span<Float>,
  into dx: inout MutableSpan<Float>, gainGradient: inout MutableSpan<Float>,
  biasGradient: inout MutableSpan<Float>
) {
  let columns = gain.count
  let (x, gain, bias, dy, dx) = (
    Floats(x), Floats(gain), Floats(bias), Floats(dy), Floats(&dx)
  )
  let (dgain, dbias) = (Floats(&gainGradient), Floats(&biasGradient))
  guard let activation else {
    return spread(dy, x, gain: gain, statistics, into: dx, dgain, dbias)
  }
  withScratch(count: dy.count) { before in
    let (means, inverses) = statistics.views
    activation.withDerivative { derivative in
      forRows(of: x, before, columns) { row, x, before in
        let (mean, inverse) = (means[row], inverses[row])
        mapRow(x, into: before) { ($0 - mean) * inverse }
        mapRow(before, gain, into: before) { $0 * $1 }
        mapRow(before, bias, into: before) { $0 + $1 }
        let dy = dy[row * columns..<(row + 1) * columns]
        mapRow(before, dy, into: before) { derivative($0, $1) }
      }
    }
    spread(before, x, gain: gain, statistics, into: dx, dgain, dbias)
  }
}

/// Turns the gradient with respect to the scaled rows into those of the input, gain and bias.
private func spread(
  _ dy: Floats, _ x: Floats, gain: Floats, _ statistics: RowStatistics, into dx: Floats,
  _ dgain: Floats, _ dbias: Floats
) {
  let columns = gain.count
  let (means, inverses) = statistics.views
  addColumns(of: dy, to: dbias)
  // The products with the normalised rows go where dx will stand: its columns give dgain.
  forRows(of: x, dx, columns) { row, x, product in
    let (mean, inverse) = (means[row], inverses[row])
    mapRow(x, dy[row * columns..<(row + 1) * columns], into: product) {
      ($0 - mean) * inverse * $1
    }
  }
  addColumns(of: dx, to: dgain)
  forRows(of: x, dx, columns) { row, x, dx in
    let (mean, inverse) = (means[row], inverses[row])
    let meanOfProduct = dotOfRows(dx, gain) / Float(columns)
    mapRow(dy[row * columns..<(row + 1) * columns], gain, into: dx) { $0 * $1 }
    let meanOfGradient = sumOfRow(dx) / Float(columns)
    mapRow(dx, x, into: dx) {
      ($0 - meanOfGradient - ($1 - mean) * inverse * meanOfProduct) * inverse
    }
  }
}

extension RowStatistics {
  /// Views of the means and the inverse deviations, for as long as the statistics are held.
  var views: (means: Floats, inverses: Floats) {
    var first = means.mutableSpan(0..<means.count)
    var second = inverseDeviations.mutableSpan(0..<inverseDeviations.count)
    return (Floats(&first), Floats(&second))
  }
}

@inline(__always)
private func squaresOfRow(_ x: Floats) -> Float { dotOfRows(x, x) }

@inline(__always)
private func scaleRow(_ y: Floats, by inverse: Float, gain: Floats, bias: Floats) {
  let whole = y.count & ~15
  for index in stride(from: 0, to: whole, by: 16) {
    y[lanes: index] = y[lanes: index] * inverse * gain[lanes: index] + bias[lanes: index]
  }
  for index in whole..<y.count { y[index] = y[index] * inverse * gain[index] + bias[index] }
}
