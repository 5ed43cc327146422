/// A table of HTML; the cells are plain text, each in its own direction of writing.
///
/// Columns of numbers stand to the right. Of the paths in a column `file` the names are shown, and the whole
/// where the pointer rests.
func table(_ columns: [String], _ rows: [[String]], class style: String? = nil) -> String {
  let width = rows.map(\.count).max() ?? 0
  let areNumbers = (0..<max(width, columns.count)).map { column in
    let cells = rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
      .filter { !$0.isEmpty }
    return !cells.isEmpty && cells.allSatisfy(isNumber)
  }
  let arePaths = columns.map { $0.utf8.elementsEqual("file".utf8) }
  func cell(_ name: String, _ place: Int, _ text: String) -> String {
    let style = areNumbers.indices.contains(place) && areNumbers[place] ? " class=\"number\"" : ""
    let isPath = name == "td" && arePaths.indices.contains(place) && arePaths[place]
    let slash = isPath ? text.utf8.lastIndex(of: UInt8(ascii: "/")) : nil
    let direction = name == "td" ? " dir=\"auto\"" : ""
    guard let slash else {
      return "<\(name)\(style)\(direction)>\(escapedForHTML(text))</\(name)>"
    }
    let name = escapedForHTML(String(text[slash...]))
    return "<td class=\"path\"\(direction) title=\"\(escapedForHTML(text))\">…\(name)</td>"
  }
  let head = columns.enumerated().map { cell("th", $0, $1) }.joined()
  let body = rows.map { row in
    "<tr>" + row.enumerated().map { cell("td", $0, $1) }.joined() + "</tr>\n"
  }.joined()
  let heading = columns.isEmpty ? "" : "<thead><tr>\(head)</tr></thead>"
  return element("table", class: style, "\(heading)<tbody>\n\(body)</tbody>")
}

/// A table of which only the first rows are seen, if it is long, until the others are asked for.
func foldedTable(_ columns: [String], _ rows: [[String]]) -> String {
  let whole = element("div", class: "wide", table(columns, rows))
  guard rows.count > mostRowsUnfolded else { return whole }
  let first = element("div", class: "wide", table(columns, Array(rows.prefix(rowsOfFolded))))
  let all = "all \(rows.count) rows; the first \(rowsOfFolded) are below"
  return "<details class=\"long\">" + element("summary", all) + whole + "</details>" + first
}

/// The most rows of a table that is not folded, and the rows that are seen of one that is.
private let (mostRowsUnfolded, rowsOfFolded) = (24, 12)

/// Whether a cell reads as a number: digits with a sign, a point, an exponent or a unit.
func isNumber(_ text: String) -> Bool {
  if ["nan", "inf", "-inf"].contains(where: { $0.utf8.elementsEqual(text.utf8) }) { return true }
  var rest = text.unicodeScalars[...]
  func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
  if let sign = rest.first, "+-−".unicodeScalars.contains(sign) { rest.removeFirst() }
  guard let first = rest.first, isDigit(first) else { return false }
  while let next = rest.first, isDigit(next) || ",.".unicodeScalars.contains(next) {
    rest.removeFirst()
  }
  if let letter = rest.first, letter == "e" || letter == "E" {
    var exponent = rest.dropFirst()
    if let sign = exponent.first, sign == "-" || sign == "+" { exponent.removeFirst() }
    guard !exponent.isEmpty, exponent.allSatisfy(isDigit) else { return false }
    return true
  }
  if rest.first == " " { rest.removeFirst() }
  return units.contains { $0.utf8.elementsEqual(String(rest).utf8) }
}

private let units = [
  "", "%", "s", "ms", "µs", "min", "h", "B", "bytes", "kB", "KiB", "MB", "MiB", "GB", "GiB", "dB",
  "dBFS", "Hz", "kHz",
]
