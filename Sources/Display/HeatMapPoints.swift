package import Tensors

/// A heat map reduced to the points that a picture has room for.
package struct HeatMapPoints: Sendable {
  /// The number of points from left to right.
  package let columns: Int

  /// The number of points from the top to the bottom.
  package let rows: Int

  /// The mean of the values under each point, row by row from the top; NaN where one of them is not
  /// finite.
  package let values: [Float]

  /// The smallest and the largest finite point, or `nil` if there is none.
  package let range: ClosedRange<Float>?

  /// Takes the means of a matrix of frames and channels, at most so many from left to right and from
  /// the bottom to the top.
  package init(_ matrix: Tensor, columns: Int, rows: Int) {
    let (frames, channels) = (matrix.shape[0], matrix.shape[1])
    let (columns, rows) = (min(max(0, columns), frames), min(max(0, rows), channels))
    let isEmpty = columns == 0 || rows == 0
    var values: [Float] = []
    values.reserveCapacity(columns * rows)
    if !isEmpty {
      for row in (0..<rows).reversed() {
        for column in 0..<columns {
          values.append(Self.mean(matrix, row: row, of: rows, column: column, of: columns))
        }
      }
    }
    var (low, high) = (Float.infinity, -Float.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    range = low <= high ? low...high : nil
    (self.columns, self.rows, self.values) = (columns, isEmpty ? 0 : rows, values)
  }

  /// The mean of the values that fall on one point.
  private static func mean(
    _ matrix: Tensor, row: Int, of rows: Int, column: Int, of columns: Int
  ) -> Float {
    let (frames, channels) = (matrix.shape[0], matrix.shape[1])
    let frameEnd = bucketStart(column + 1, of: columns, over: frames)
    let channelEnd = bucketStart(row + 1, of: rows, over: channels)
    let values = matrix.span
    var (sum, count) = (0.0, 0)
    for frame in bucketStart(column, of: columns, over: frames)..<frameEnd {
      for channel in bucketStart(row, of: rows, over: channels)..<channelEnd {
        sum += Double(values[frame * channels + channel])
        count += 1
      }
    }
    return sum.isFinite ? Float(sum / Double(count)) : .nan
  }

  /// Where a point lies in the range, from 0 to 1, or `nil` where it is not a number.
  package func part(row: Int, column: Int) -> Double? {
    let value = values[row * columns + column]
    guard let range, value.isFinite else { return nil }
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    return low < high ? (Double(value) - low) / (high - low) : 0
  }
}
