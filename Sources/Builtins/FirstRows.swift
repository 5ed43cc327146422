internal import Datasets
internal import Display
internal import ExactStrings
internal import Interpreter

/// The first rows of a table as they are shown.
struct FirstRows {
  let names: [String]
  let rows: [Row]
  /// How many rows there are in all; `nil` if they are not counted.
  let count: Int?

  private init(names: [String], rows: [Row], count: Int?) {
    (self.names, self.rows, self.count) = (names, rows, count)
  }

  /// The first rows of a dataset.
  init(_ data: Dataset, _ limit: Int) {
    self.init(
      names: data.names, rows: data.take(limit).indices.map { data[$0] }, count: data.count)
  }

  /// The first rows of a table; those that are not computed are computed.
  init(_ table: LazyTable, _ limit: Int, _ progress: Progress?) throws {
    if case .computed(let data) = table.state {
      self.init(data, limit)
      return
    }
    var rows: [Row] = []
    var names = table.names
    // One row more says whether there are more.
    let most = table.countIfKnown == nil ? limit + 1 : limit
    while rows.count < most, let row = try table.row(rows.count) {
      rows.append(row)
      progress?.update(rows.count)
      for name in row.names where !names.containsExactly(name) { names.append(name) }
    }
    self.init(
      names: names, rows: Array(rows.prefix(limit)),
      count: table.countIfKnown ?? (rows.count <= limit ? rows.count : nil))
  }

  /// The rows without the columns of some names.
  func without(_ hidden: [String]) -> FirstRows {
    FirstRows(names: names.filter { !hidden.containsExactly($0) }, rows: rows, count: count)
  }

  private func texts(_ row: Row) -> [String] { names.map { row[$0].map(cellText) ?? "" } }

  /// The rows as a table, with a line that counts all of them.
  func rendered(_ terminal: Display.Terminal) -> String {
    let cells = rows.map { row in
      zip(names, texts(row)).map { name, text in
        Table.Cell(name == "file" ? withoutFolder(text) : text)
      }
    }
    let table = Table(
      names.map { Table.Column($0) }, rows: cells, totalRowCount: count
    ).rendered(for: terminal)
    return count == nil ? table + "\n… more rows, not counted yet (len counts them)" : table
  }

  /// The rows as a report shows them; as text if they are not counted.
  var exhibits: [Exhibit] {
    guard let count else { return [] }
    return [.table(columns: names, rows: rows.map(texts), count: count)]
  }
}
