/// A rectangle of a matrix.
public struct Block: Sendable, Equatable {
  /// Its rows.
  public let rows: Range<Int>
  /// Its columns.
  public let columns: Range<Int>

  /// Names a rectangle.
  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }
}

/// Writes one row into the place of several, in place.
///
/// - Parameters:
///   - x: Rows as long as `filling`, end to end.
///   - rows: The rows that are replaced.
///   - filling: What stands in their place.
public func replaceRows(
  _ x: inout MutableSpan<Float>, _ rows: [Range<Int>], with filling: Span<Float>
) {
  let (x, filling) = (Floats(&x), Floats(filling))
  let columns = filling.count
  for row in rows.joined() {
    for column in 0..<columns { x[row * columns + column] = filling[column] }
  }
}

/// Writes zeros into rectangles of a matrix, in place.
///
/// - Parameters:
///   - x: Rows end to end.
///   - blocks: The rectangles.
///   - columns: The length of a row.
public func clear(_ x: inout MutableSpan<Float>, _ blocks: [Block], columns: Int) {
  let x = Floats(&x)
  for block in blocks {
    for row in block.rows {
      x[row * columns + block.columns.lowerBound..<row * columns + block.columns.upperBound]
        .fill(0)
    }
  }
}

/// Adds up some rows.
///
/// - Parameters:
///   - x: Rows as long as `sums`, end to end.
///   - rows: Which.
///   - sums: What they are added to.
public func accumulateRows(
  _ x: Span<Float>, _ rows: [Range<Int>], into sums: inout MutableSpan<Float>
) {
  let (x, sums) = (Floats(x), Floats(&sums))
  for row in rows.joined() {
    for column in 0..<sums.count { sums[column] += x[row * sums.count + column] }
  }
}
