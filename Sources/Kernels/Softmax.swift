internal import Glibc

/// Computes the logarithm of the softmax of every row: `y = x - ln Σ e^x`.
///
/// A row with a NaN or an infinity becomes NaN, and so does one of minus infinities alone.
///
/// - Parameters:
///   - x: Rows of unnormalised log-probabilities, end to end.
///   - columns: The length of a row.
///   - y: The result, as long as `x`.
public func logSoftmax(_ x: Span<Float>, columns: Int, into y: inout MutableSpan<Float>) {
  let (x, y) = (Floats(x), Floats(&y))
  forRows(of: x, y, columns) { x, y in
    let shift = largest(x)
    let rest = Glibc.logf(sumOfExponentials(x, shift))
    // In this order large scores lose no digits.
    mapRow(x, into: y) { $0 - shift - rest }
  }
}

/// Computes the softmax of every row: `y = e^x / Σ e^x`.
public func softmax(_ x: Span<Float>, columns: Int, into y: inout MutableSpan<Float>) {
  let (x, y) = (Floats(x), Floats(&y))
  forRows(of: x, y, columns) { x, y in
    let shift = largest(x)
    let inverse = 1 / sumOfExponentials(x, shift)
    mapRow(x, into: y) { exponential($0 - shift) * inverse }
  }
}

/// Computes the gradient through ``logSoftmax(_:columns:into:)``: `dx = dy - e^y Σ dy`.
///
/// - Parameters:
///   - y: What the forward side computed.
///   - dy: The gradient with respect to it.
///   - columns: The length of a row.
///   - dx: The gradient with respect to `x`.
public func logSoftmaxBackward(
  output y: Span<Float>, outputGradient dy: Span<Float>, columns: Int,
  into dx: inout MutableSpan<Float>
) {
  let (y, dy, dx) = (Floats(y), Floats(dy), Floats(&dx))
  precondition(dy.count == y.count, "A gradient is as long as its value.")
  forRows(of: y, dx, columns) { row, y, dx in
    let dy = dy[row * columns..<(row + 1) * columns]
    let total = sumOfRow(dy)
    mapRow(y, dy, into: dx) { $1 - exponential($0) * total }
  }
}

/// Computes the gradient through ``softmax(_:columns:into:)``: `dx = y · (dy - Σ y·dy)`.
public func softmaxBackward(
  output y: Span<Float>, outputGradient dy: Span<Float>, columns: Int,
  into dx: inout MutableSpan<Float>
) {
  let (y, dy, dx) = (Floats(y), Floats(dy), Floats(&dx))
  precondition(dy.count == y.count, "A gradient is as long as its value.")
  forRows(of: y, dx, columns) { row, y, dx in
    let dy = dy[row * columns..<(row + 1) * columns]
    let total = dotOfRows(y, dy)
    mapRow(y, dy, into: dx) { $0 * ($1 - total) }
  }
}

/// Returns the largest element of a row; a NaN may or may not be passed over.
@inline(__always)
func largest(_ row: Floats) -> Float {
  var lanes = Lanes(repeating: -.infinity)
  let whole = row.count & ~15
  for index in stride(from: 0, to: whole, by: 16) {
    let next = row[lanes: index]
    lanes.replace(with: next, where: next .> lanes)
  }
  var best = lanes.largest
  for index in whole..<row.count { best = max(best, row[index]) }
  return best
}

/// Σ e^(x - shift) of a row.
@inline(__always)
func sumOfExponentials(_ row: Floats, _ shift: Float) -> Float {
  var lanes = Lanes.zero
  let whole = row.count & ~15
  for index in stride(from: 0, to: whole, by: 16) {
    lanes += exponential(row[lanes: index] - shift)
  }
  guard whole < row.count else { return lanes.total }
  let rest = exponential(row[tail: whole] - shift)
  for lane in 0..<row.count - whole { lanes[lane] += rest[lane] }
  return lanes.total
}
