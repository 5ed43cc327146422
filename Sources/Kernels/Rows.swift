/// Calls `body` with every row's number and its part of `x` and `y`, side by side on the cores.
@inline(__always)
func forRows(
  of x: Floats, _ y: Floats, _ columns: Int, _ body: @Sendable (Int, Floats, Floats) -> Void
) {
  guard columns > 0 else { return }
  precondition(x.count == y.count && x.count.isMultiple(of: columns), "Rows must be full.")
  withoutActuallyEscaping(body) { body in
    parallel(count: x.count / columns, grain: max(1, elementGrain / columns)) { range in
      for row in range {
        let place = row * columns..<(row + 1) * columns
        body(row, x[place], y[place])
      }
    }
  }
}

/// Calls `body` with every row of `x` and `y`, side by side on the cores.
@inline(__always)
func forRows(of x: Floats, _ y: Floats, _ columns: Int, _ body: @Sendable (Floats, Floats) -> Void)
{
  forRows(of: x, y, columns) { _, x, y in body(x, y) }
}

/// Sets each element of the row `y` to `body` of the element of `x` at its place, on this thread.
@inline(__always)
func mapRow(_ x: Floats, into y: Floats, _ body: (Lanes) -> Lanes) {
  precondition(x.count == y.count, "Rows must be of one length.")
  let whole = y.count & ~15
  for index in stride(from: 0, to: whole, by: 16) { y[lanes: index] = body(x[lanes: index]) }
  if whole < y.count { y[tail: whole] = body(x[tail: whole]) }
}

/// Sets each element of the row `z` to `body` of the elements of `x` and `y`, on this thread.
@inline(__always)
func mapRow(_ x: Floats, _ y: Floats, into z: Floats, _ body: (Lanes, Lanes) -> Lanes) {
  precondition(x.count == z.count && y.count == z.count, "Rows must be of one length.")
  let whole = z.count & ~15
  for index in stride(from: 0, to: whole, by: 16) {
    z[lanes: index] = body(x[lanes: index], y[lanes: index])
  }
  if whole < z.count { z[tail: whole] = body(x[tail: whole], y[tail: whole]) }
}

/// Returns the sum of a row, on this thread.
@inline(__always)
func sumOfRow(_ x: Floats) -> Float {
  var lanes = Lanes.zero
  let whole = x.count & ~15
  for index in stride(from: 0, to: whole, by: 16) { lanes += x[lanes: index] }
  if whole < x.count { lanes += x[tail: whole] }
  return lanes.total
}

/// Returns the dot product of two rows, on this thread.
@inline(__always)
func dotOfRows(_ x: Floats, _ y: Floats) -> Float {
  precondition(x.count == y.count, "Rows must be of one length.")
  var lanes = Lanes.zero
  let whole = x.count & ~15
  for index in stride(from: 0, to: whole, by: 16) { lanes += x[lanes: index] * y[lanes: index] }
  if whole < x.count { lanes += x[tail: whole] * y[tail: whole] }
  return lanes.total
}
