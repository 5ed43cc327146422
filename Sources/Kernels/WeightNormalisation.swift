/// Scales every column of a matrix to a given length: `w = gain · direction / ‖direction‖`.
///
/// T. Salimans and D. P. Kingma, "Weight Normalization", 2016, equation 2, with a length for each
/// column: PyTorch's `weight_norm` over the last dimension.
///
/// - Parameters:
///   - direction: Rows as long as `gain`.
///   - gain: The length of each column.
///   - w: The result, as long as `direction`.
/// - Returns: One over the length of each column of `direction`.
public func normaliseWeight(
  _ direction: Span<Float>, gain: Span<Float>, into w: inout MutableSpan<Float>
) -> Storage {
  let inverses = Storage(count: gain.count)
  var span = inverses.mutableSpan(0..<gain.count)
  let (direction, gain, w, inverse) = (Floats(direction), Floats(gain), Floats(&w), Floats(&span))
  precondition(direction.count == w.count, "A weight is as long as its direction.")
  columnProducts(direction, direction, into: inverse)
  for column in 0..<gain.count { inverse[column] = 1 / inverse[column].squareRoot() }
  withScratch(count: gain.count) { factors in
    mapRow(gain, inverse, into: factors) { $0 * $1 }
    forRows(of: direction, w, gain.count) { direction, w in
      mapRow(direction, factors, into: w) { $0 * $1 }
    }
  }
  return inverses
}

/// Computes the gradients through ``normaliseWeight(_:gain:into:)``.
///
/// With `u` the direction at length 1: `dgain = Σ dw·u` and `ddirection = gain/‖direction‖ · (dw - u ·
/// dgain)`, column by column.
///
/// - Parameters:
///   - direction: What was normalised.
///   - gain: The length of each column.
///   - inverses: What the forward side returned.
///   - dw: The gradient with respect to the result.
///   - gainGradient: The gradient with respect to the gain.
///   - directionGradient: The gradient with respect to the direction.
public func normaliseWeightBackward(
  _ direction: Span<Float>, gain: Span<Float>, inverses: Storage, outputGradient dw: Span<Float>,
  gainGradient: inout MutableSpan<Float>, directionGradient: inout MutableSpan<Float>
) {
  let inverse = Floats(inverses.span(0..<inverses.count))
  let (direction, gain, dw) = (Floats(direction), Floats(gain), Floats(dw))
  let (dgain, ddirection) = (Floats(&gainGradient), Floats(&directionGradient))
  let columns = gain.count
  columnProducts(direction, dw, into: dgain)
  mapRow(dgain, inverse, into: dgain) { $0 * $1 }
  withScratch(count: 2 * columns) { factors in
    // ddirection = dw · (gain/‖v‖) - v · (dgain·gain/‖v‖²)
    let (first, second) = (factors[0..<columns], factors[columns..<2 * columns])
    mapRow(gain, inverse, into: first) { $0 * $1 }
    mapRow(first, inverse, into: second) { $0 * $1 }
    mapRow(second, dgain, into: second) { $0 * $1 }
    forRows(of: dw, ddirection, columns) { row, dw, target in
      mapRow(direction[row * columns..<(row + 1) * columns], second, into: target) { $0 * $1 }
      combine(dw, first, into: target)
    }
  }
}

/// Sets `target` to `dw · factors - target`.
@inline(__always)
private func combine(_ dw: Floats, _ factors: Floats, into target: Floats) {
  let whole = target.count & ~15
  for index in stride(from: 0, to: whole, by: 16) {
    target[lanes: index] = dw[lanes: index] * factors[lanes: index] - target[lanes: index]
  }
  for index in whole..<target.count { target[index] = dw[index] * factors[index] - target[index] }
}

/// Sets `sums` to the sum of `x · y` of every column.
///
/// Stretches of rows of a fixed length are added up in single precision, their sums in double.
private func columnProducts(_ x: Floats, _ y: Floats, into sums: Floats) {
  let columns = sums.count
  precondition(
    columns > 0 && x.count == y.count && x.count.isMultiple(of: columns), "Rows must be full.")
  let rows = x.count / columns
  let grain = max(1, elementGrain / columns)
  let stretches = (rows + grain - 1) / grain
  withScratch(repeating: 0, count: stretches * columns) { partial in
    parallel(count: stretches, grain: 1) { range in
      for index in range {
        let part = partial[index * columns..<(index + 1) * columns]
        for row in index * grain..<min((index + 1) * grain, rows) {
          let place = row * columns..<(row + 1) * columns
          addProducts(x[place], y[place], to: part)
        }
      }
    }
    for column in 0..<columns {
      sums[column] = Float(
        (0..<stretches).reduce(0.0) { $0 + Double(partial[$1 * columns + column]) })
    }
  }
}

@inline(__always)
private func addProducts(_ x: Floats, _ y: Floats, to sums: Floats) {
  let whole = sums.count & ~15
  for index in stride(from: 0, to: whole, by: 16) {
    sums[lanes: index] = x[lanes: index].fused(y[lanes: index], sums[lanes: index])
  }
  for index in whole..<sums.count { sums[index] += x[index] * y[index] }
}
