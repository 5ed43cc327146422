/// Copies rows of a table, one for each number.
///
/// - Parameters:
///   - table: Rows × columns.
///   - ids: Which row stands at each place.
///   - columns: The length of a row.
///   - y: The rows, end to end.
public func gatherRows(
  _ table: Span<Float>, _ ids: [Int], columns: Int, into y: inout MutableSpan<Float>
) {
  let (table, y) = (Floats(table), Floats(&y))
  precondition(
    y.count == ids.count * columns
      && ids.allSatisfy { $0 >= 0 && ($0 + 1) * columns <= table.count }, "Rows of the table.")
  for (row, id) in ids.enumerated() {
    y[row * columns..<(row + 1) * columns].copy(
      from: table[id * columns..<(id + 1) * columns])
  }
}

/// Adds rows to those of a table that they came from.
///
/// Rows of one number are added in their order, so the bits do not depend on the number of cores.
///
/// - Parameters:
///   - rows: Rows × columns.
///   - ids: Which row of the table each is added to.
///   - columns: The length of a row.
///   - table: What is added to.
public func scatterRows(
  _ rows: Span<Float>, _ ids: [Int], columns: Int, addingTo table: inout MutableSpan<Float>
) {
  let (rows, table) = (Floats(rows), Floats(&table))
  precondition(
    rows.count == ids.count * columns
      && ids.allSatisfy { $0 >= 0 && ($0 + 1) * columns <= table.count }, "Rows of the table.")
  for (row, id) in ids.enumerated() {
    let target = table[id * columns..<(id + 1) * columns]
    mapRow(target, rows[row * columns..<(row + 1) * columns], into: target) { $0 + $1 }
  }
}
