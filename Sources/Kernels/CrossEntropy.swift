internal import Glibc

/// Computes the cross-entropy of every row of scores with the class that is right.
///
/// With smoothing ε of K classes the right one counts 1 - ε + ε/K, every other ε/K
/// (C. Szegedy et al., "Rethinking the Inception Architecture", 2016, section 7), as PyTorch's
/// `cross_entropy(label_smoothing=ε)` does it.
///
/// - Parameters:
///   - x: Rows × classes, unnormalised.
///   - targets: The right class of each row; a negative one leaves the row out, and its loss is 0.
///   - columns: The number of classes.
///   - smoothing: ε, from 0 to 1.
///   - losses: The loss of each row.
///   - logSums: ln Σ e^x of each row, for the backward side.
public func crossEntropies(
  _ x: Span<Float>, targets: [Int], columns: Int, smoothing: Float,
  into losses: inout MutableSpan<Float>, logSums: inout MutableSpan<Float>
) {
  let (x, losses, logSums) = (Floats(x), Floats(&losses), Floats(&logSums))
  precondition(
    columns > 0 && x.count == targets.count * columns && losses.count == targets.count
      && logSums.count == targets.count && targets.allSatisfy { $0 < columns },
    "There is a class for each row.")
  let share = smoothing / Float(columns)
  parallel(count: targets.count, grain: max(1, elementGrain / columns)) { rows in
    for row in rows {
      let scores = x[row * columns..<(row + 1) * columns]
      let shift = largest(scores)
      let rest = Glibc.logf(sumOfExponentials(scores, shift))
      logSums[row] = shift + rest
      guard targets[row] >= 0 else {
        losses[row] = 0
        continue
      }
      // Distances from the largest score: large scores lose no digits.
      let right = rest - (scores[targets[row]] - shift)
      guard smoothing > 0 else {
        losses[row] = right
        continue
      }
      let all = Float(columns) * rest - sumOfDistances(scores, shift)
      losses[row] = (1 - smoothing) * right + share * all
    }
  }
}

/// Computes the gradient through ``crossEntropies(_:targets:columns:smoothing:into:logSums:)``: the
/// probabilities less what they should be, times the weight of the row.
///
/// - Parameters:
///   - x: The scores.
///   - targets: The right class of each row.
///   - columns: The number of classes.
///   - smoothing: ε.
///   - logSums: What the forward side kept.
///   - weights: The gradient with respect to each row's loss.
///   - dx: The gradient with respect to `x`; zeros in rows that are left out.
public func crossEntropiesBackward(
  _ x: Span<Float>, targets: [Int], columns: Int, smoothing: Float, logSums: Span<Float>,
  weights: Span<Float>, into dx: inout MutableSpan<Float>
) {
  let (x, logSums, weights, dx) = (Floats(x), Floats(logSums), Floats(weights), Floats(&dx))
  precondition(
    x.count == targets.count * columns && logSums.count == targets.count
      && weights.count == targets.count && targets.allSatisfy { $0 < columns },
    "There is a weight for each row.")
  let share = smoothing / Float(columns)
  forRows(of: x, dx, columns) { row, scores, dx in
    guard targets[row] >= 0 else { return dx.fill(0) }
    let (logSum, weight) = (logSums[row], weights[row])
    mapRow(scores, into: dx) { weight * (exponential($0 - logSum) - share) }
    dx[targets[row]] -= weight * (1 - smoothing)
  }
}

/// Σ (x - shift) of a row.
@inline(__always)
private func sumOfDistances(_ row: Floats, _ shift: Float) -> Float {
  var lanes = Lanes.zero
  let whole = row.count & ~15
  for index in stride(from: 0, to: whole, by: 16) { lanes += row[lanes: index] - shift }
  var sum = lanes.total
  for index in whole..<row.count { sum += row[index] - shift }
  return sum
}
