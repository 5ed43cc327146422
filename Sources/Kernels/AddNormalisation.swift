/// Adds two tensors, the first after a dropout, and normalises every row of the sum.
///
/// One pass over the rows: `sum = mask · x + residual`, and
/// `normalised = (sum - mean) / √(variance + epsilon) · gain + bias`, as in
/// ``layerNorm(_:gain:bias:epsilon:into:)``.
///
/// - Parameters:
///   - x: What is added, rows as long as `gain`, end to end.
///   - residual: What it is added to.
///   - dropout: Which elements of `x` count as 0, or `nil` if all count.
///   - gain: The factor of each column.
///   - bias: The shift of each column.
///   - epsilon: What keeps the root from zero.
///   - sum: The sum.
///   - normalised: The normalised sum.
/// - Returns: The rows' statistics.
public func addAndNormalise(
  _ x: Span<Float>, _ residual: Span<Float>, dropout: DropoutMask?, gain: Span<Float>,
  bias: Span<Float>, epsilon: Float, into sum: inout MutableSpan<Float>,
  _ normalised: inout MutableSpan<Float>
) -> RowStatistics {
  let columns = gain.count
  precondition(columns > 0 && bias.count == columns, "Gain and bias are as long as a row.")
  let (x, residual, sum) = (Floats(x), Floats(residual), Floats(&sum))
  let (gain, bias, normalised) = (Floats(gain), Floats(bias), Floats(&normalised))
  precondition(x.count == residual.count && x.count == normalised.count, "Rows of one length.")
  let statistics = RowStatistics(rows: x.count / columns)
  let views = statistics.views
  forRows(of: x, sum, columns) { row, x, sum in
    let place = row * columns..<(row + 1) * columns
    addRow(x, residual[place], dropout, from: row * columns, into: sum)
    normaliseRow(sum, views, row, gain: gain, bias: bias, epsilon: epsilon, into: normalised[place])
  }
  return statistics
}

/// Computes `y = mask · x + residual`; the row's first element is the mask's element `start`.
@inline(__always)
private func addRow(
  _ x: Floats, _ residual: Floats, _ dropout: DropoutMask?, from start: Int, into y: Floats
) {
  guard let dropout else { return mapRow(x, residual, into: y) { $0 + $1 } }
  dropout.fill(y, from: start)
  mapRow(x, y, into: y) { $0 * $1 }
  mapRow(y, residual, into: y) { $0 + $1 }
}

/// Computes the gradients through ``addAndNormalise(_:_:dropout:gain:bias:epsilon:into:_:)``.
///
/// One pass over the rows. With `n` the normalised row and `g = dy · gain`, the sum's gradient is
/// `(g - mean(g) - n · mean(g·n)) / deviation`, plus what came to the sum itself.
///
/// - Parameters:
///   - sum: The sum.
///   - gain: The factor of each column.
///   - statistics: What the forward side returned.
///   - dy: The gradient with respect to the normalised sum.
///   - sumGradient: The gradient that came to the sum by other ways, or `nil` if none did.
///   - gradient: The gradient of the sum, which is that of the residual.
///   - gainGradient: What the gain's gradient is added to.
///   - biasGradient: What the bias's gradient is added to.
public func addAndNormaliseBackward(
  sum: Span<Float>, gain: Span<Float>, statistics: RowStatistics, outputGradient dy: Span<Float>,
  sumGradient: Span<Float>?, into gradient: inout MutableSpan<Float>,
  gainGradient: inout MutableSpan<Float>, biasGradient: inout MutableSpan<Float>
) {
  let columns = gain.count
  let pass = NormalisationBackward(
    x: Floats(sum), gain: Floats(gain), statistics: statistics.views, dy: Floats(dy),
    more: Floats(optional: sumGradient), dx: Floats(&gradient))
  let (dgain, dbias) = (Floats(&gainGradient), Floats(&biasGradient))
  precondition(
    columns > 0 && pass.x.count == pass.dy.count && pass.x.count == pass.dx.count
      && dgain.count == columns && dbias.count == columns, "Gradients are as long as their values.")
  let rows = pass.x.count / columns
  // Stretches depend on the sizes alone, so the sums over rows have one order.
  let grain = max(1, elementGrain / columns)
  let stretches = (rows + grain - 1) / grain
  withScratch(repeating: 0, count: stretches * 2 * columns) { sums in
    parallel(count: stretches, grain: 1) { range in
      for stretch in range {
        let place = sums[stretch * 2 * columns..<(stretch + 1) * 2 * columns]
        for row in stretch * grain..<min((stretch + 1) * grain, rows) {
          pass.compute(row, place[0..<columns], place[columns..<2 * columns])
        }
      }
    }
    for stretch in 0..<stretches {
      let place = sums[stretch * 2 * columns..<(stretch + 1) * 2 * columns]
      mapRow(dgain, place[0..<columns], into: dgain) { $0 + $1 }
      mapRow(dbias, place[columns..<2 * columns], into: dbias) { $0 + $1 }
    }
  }
}

/// The backward side of a normalisation with its operands.
private struct NormalisationBackward: Sendable {
  let x: Floats
  let gain: Floats
  let statistics: (means: Floats, inverses: Floats)
  let dy: Floats
  let more: Floats?
  let dx: Floats

  /// Computes a row of the gradient, and adds to those of gain and bias.
  func compute(_ row: Int, _ dgain: Floats, _ dbias: Floats) {
    let columns = gain.count
    let place = row * columns..<(row + 1) * columns
    let (x, dy, dx) = (x[place], dy[place], dx[place])
    let (mean, inverse) = (statistics.means[row], statistics.inverses[row])
    // The normalised row goes where the gradient will stand.
    mapRow(x, into: dx) { ($0 - mean) * inverse }
    var (sum, product) = (Lanes.zero, Lanes.zero)
    let whole = columns & ~15
    for index in stride(from: 0, to: whole, by: 16) {
      let (n, slope) = (dx[lanes: index], dy[lanes: index])
      dgain[lanes: index] = slope.fused(n, dgain[lanes: index])
      dbias[lanes: index] += slope
      let g = slope * gain[lanes: index]
      sum += g
      product = g.fused(n, product)
    }
    if whole < columns {
      let (n, slope) = (dx[tail: whole], dy[tail: whole])
      dgain[tail: whole] = slope.fused(n, dgain[tail: whole])
      dbias[tail: whole] += slope
      let g = slope * gain[tail: whole]
      sum += g
      product = g.fused(n, product)
    }
    let (meanOfGradient, meanOfProduct) = (
      sum.total / Float(columns), product.total / Float(columns)
    )
    for index in stride(from: 0, to: whole, by: 16) {
      let g = dy[lanes: index] * gain[lanes: index]
      dx[lanes: index] = (g - meanOfGradient - dx[lanes: index] * meanOfProduct) * inverse
    }
    if whole < columns {
      let g = dy[tail: whole] * gain[tail: whole]
      dx[tail: whole] = (g - meanOfGradient - dx[tail: whole] * meanOfProduct) * inverse
    }
    if let more { mapRow(dx, more[place], into: dx) { $0 + $1 } }
  }
}
