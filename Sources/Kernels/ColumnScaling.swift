/// Adds an offset to every column and scales the sum, in place.
///
/// - Parameters:
///   - x: Rows end to end.
///   - offsets: What is added to each column.
///   - scales: What each sum is multiplied by.
///   - columns: The length of a row.
public func shiftAndScaleColumns(
  _ x: inout MutableSpan<Float>, offsets: Span<Float>, scales: Span<Float>, columns: Int
) {
  precondition(offsets.count == columns && scales.count == columns, "A number for every column.")
  guard columns > 0, x.count > 0 else { return }
  precondition(x.count.isMultiple(of: columns), "Rows must be full.")
  let values = Floats(&x)
  guard columns > 1 else {
    affineInPlace(values, offset: offsets[0], scale: scales[0])
    return
  }
  let (offsets, scales) = (Floats(offsets), Floats(scales))
  for row in 0..<values.count / columns {
    let own = values[row * columns..<(row + 1) * columns]
    mapRow(own, offsets, into: own) { $0 + $1 }
    mapRow(own, scales, into: own) { $0 * $1 }
  }
}

/// Adds an offset to all elements and scales the sums.
private func affineInPlace(_ x: Floats, offset: Float, scale: Float) {
  let whole = x.count - x.count % 16
  for index in stride(from: 0, to: whole, by: 16) {
    x[lanes: index] = (x[lanes: index] + offset) * scale
  }
  for index in whole..<x.count { x[index] = (x[index] + offset) * scale }
}

/// Raises elements that are below a number to it, in place.
public func raise(_ x: inout MutableSpan<Float>, to floor: Float) {
  let view = Floats(&x)
  let whole = view.count - view.count % 16
  for index in stride(from: 0, to: whole, by: 16) {
    var lanes = view[lanes: index]
    lanes.replace(with: Lanes(repeating: floor), where: lanes .< floor)
    view[lanes: index] = lanes
  }
  for index in whole..<view.count { view[index] = max(view[index], floor) }
}
