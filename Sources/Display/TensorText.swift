public import Tensors

/// A tensor for reading: its summary and, below, its first and last elements.
///
///     tensor 2 × 100, min 0, max 99, mean 49.5
///     [[  0    1    2  …   97   98   99]
///      [  0    1    2  …   97   98   99]]
///
/// Of a tensor with more than two dimensions the first matrix is shown.
public func describe(_ tensor: Tensor, for terminal: Terminal) -> String {
  if let scalar = tensor.scalar, tensor.shape.count < 2 {
    let kind = tensor.shape.isEmpty ? "tensor without dimensions" : "tensor 1"
    return "\(kind): \(formatShort(Double(scalar), digits: 7))"
  }
  let summary = TensorSummary(tensor).rendered(for: terminal)
  guard tensor.count > 0 else { return summary }
  let columns = tensor.shape.last ?? 1
  let isMatrix = tensor.shape.count > 1
  let rows = isMatrix ? tensor.shape[tensor.shape.count - 2] : 1
  var lines = [summary]
  if tensor.shape.count > 2 {
    let place = tensor.shape.dropLast(2).map { _ in "0" }.joined(separator: ", ")
    lines.append("[\(place)] of it:")
  }
  let texts = MatrixTexts(tensor.span, rows: rows, columns: columns, terminal)
  lines += texts.lines(isMatrix: isMatrix)
  return lines.joined(separator: "\n")
}

/// The elements of a matrix as text, the middle of what is long left out.
private struct MatrixTexts {
  private let shown: [[String]]
  private let width: Int
  private let hidesColumns: Bool
  private let hidesRows: Bool
  private let ellipsis: String

  init(_ elements: Span<Float>, rows: Int, columns: Int, _ terminal: Terminal) {
    let shownRows = Self.ends(of: rows, limit: 6)
    // No element in 4 significant digits is longer than "-1.234e-05".
    let widest = 10
    let fitting = max(2, (min(terminal.width, 100) - 6) / (widest + 1))
    let shownColumns = Self.ends(of: columns, limit: fitting)
    shown = shownRows.map { row in
      shownColumns.map { formatShort(Double(elements[row * columns + $0])) }
    }
    width = shown.joined().map(\.count).max() ?? 0
    hidesRows = shownRows.count < rows
    hidesColumns = shownColumns.count < columns
    ellipsis = terminal.ellipsis
  }

  /// The first and last indices, so many in all, or every one.
  private static func ends(of count: Int, limit: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    return Array(0..<(limit + 1) / 2) + Array(count - limit / 2..<count)
  }

  func lines(isMatrix: Bool) -> [String] {
    let (open, close) = isMatrix ? ("[[", "]]") : ("[", "]")
    var lines: [String] = []
    for (index, row) in shown.enumerated() {
      if hidesRows, index == (shown.count + 1) / 2 { lines.append(" \(ellipsis)") }
      let start = index == 0 ? open : " ["
      let end = index == shown.count - 1 ? close : "]"
      lines.append(start + joined(row) + end)
    }
    return lines
  }

  private func joined(_ row: [String]) -> String {
    var texts = row.map { $0.padded(toWidth: width, .right) }
    if hidesColumns { texts.insert(ellipsis, at: (texts.count + 1) / 2) }
    return texts.joined(separator: " ")
  }
}
