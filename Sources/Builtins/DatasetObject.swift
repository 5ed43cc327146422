internal import Audio
internal import Datasets
internal import Display
internal import ExactStrings
internal import Interpreter
internal import Language

/// A table of rows as recipes see it.
class DatasetObject: EngineObject {
  let table: LazyTable

  init(_ dataset: Dataset) {
    table = LazyTable(dataset)
  }

  init(_ table: LazyTable) {
    self.table = table
    table.holder = self
  }

  /// A table of rows of this one, as recipes see it: what can be said of any rows of this one can be
  /// said of those.
  func derived(_ table: LazyTable) -> DatasetObject { DatasetObject(table) }

  /// Rows of this one, as recipes see them.
  final func derived(_ dataset: Dataset) -> DatasetObject { derived(LazyTable(dataset)) }

  /// The rows, all of them computed.
  var dataset: Dataset { get throws { try table.computed() } }

  /// Columns that are not shown with the others: what they hold is another in every run.
  var hiddenColumns: [String] { [] }

  var typeName: String { "dataset" }

  func text() -> String {
    let rows =
      table.countIfKnown.map { formatCount($0, of: "row") } ?? "rows that are not counted yet"
    return "dataset(\(rows): \(table.names.joined(separator: ", ")))"
  }

  func prepare(for use: EngineObjectUse) throws {
    switch use {
    case .display: _ = try FirstRows(table, 10, nil)
    case .comparison: _ = try dataset
    }
  }

  func display(width: Int, color: Bool) -> String {
    do {
      return try FirstRows(table, 10, nil).without(hiddenColumns).rendered(
        displayTerminal(width: width, color: color))
    } catch {
      // It did not fail a moment ago.
      return escapeForTerminal(text())
    }
  }

  func exhibits() -> [Exhibit] {
    do {
      return try FirstRows(table, 10, nil).without(hiddenColumns).exhibits
    } catch {
      return []
    }
  }

  /// The first rows, for a call that shows them.
  func firstRows(_ limit: Int, _ call: Call) throws -> FirstRows {
    let progress = Progress(call)
    return try progress.during("Looking", total: nil, unit: "rows") {
      try FirstRows(table, limit, progress).without(hiddenColumns)
    }
  }

  /// The first rows, at most as many as asked for, put off like all others.
  func first(_ limit: Int) throws -> DatasetObject {
    if case .computed(let data) = table.state { return derived(data.take(limit)) }
    var count = min(limit, table.countIfKnown ?? 0)
    if table.countIfKnown == nil {
      while count < limit, try table.row(count) != nil { count += 1 }
    }
    return derived(table.rows(at: Array(0..<count)))
  }

  var fieldNames: [String] { table.names + ["columns", "problems"] }

  func field(_ name: String) throws -> Value? {
    let dataset = try dataset
    if dataset.names.containsExactly(name) {
      return Value(try dataset.column(name).map { value(of: $0) })
    }
    switch name {
    case "columns": return Value(dataset.names.map { Value($0) })
    case "problems":
      return tableValue(
        ["row", "path", "problem"],
        dataset.problems.map { [.int($0.row), .text($0.path), .text("\($0)")] })
    default: return nil
    }
  }

  var count: Int? { get throws { try table.count() } }

  func element(at index: Int) throws -> Value? { try table.row(index).map { value(of: $0) } }

  func slice(_ range: Range<Int>) throws -> Value? {
    if case .computed(let data) = table.state { return .object(derived(data[range])) }
    return .object(derived(table.rows(at: Array(range))))
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool) throws -> Value? {
    guard operation == .add, !reversed, case .object(let object) = other,
      let other = object as? DatasetObject
    else { return nil }
    return .object(DatasetObject(try dataset.appending(other.dataset)))
  }

  func isEqual(to other: any EngineObject) -> Bool {
    guard let other = other as? DatasetObject else { return false }
    do {
      return try other.dataset == dataset
    } catch {
      // Within a list nothing is prepared; what cannot be computed is equal to itself alone.
      return other === self
    }
  }
}

/// A table of the rows of something else, as recipes see it: it has its columns without rows too.
func tableValue(_ names: [String], _ rows: [[Cell]]) -> Value {
  .object(
    DatasetObject(
      Dataset(rows: rows.map { Row(zip(names, $0).map { (name: $0, cell: $1) }) }, names: names)))
}

/// A path as a table shows it: the end says more than the beginning, which is cut first.
func withoutFolder(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return path }
  return "…" + path[slash...]
}

/// A cell as a table shows it.
func cellText(_ cell: Cell) -> String {
  switch cell {
  case .none: ""
  case .bool(let truth): truth ? "true" : "false"
  case .int(let number): "\(number)"
  case .number(let number): formatShort(number)
  case .text(let text): text
  case .list(let cells): "[" + cells.map(cellText).joined(separator: ", ") + "]"
  case .record(let row):
    "{" + zip(row.names, row.cells).map { "\($0): \(cellText($1))" }.joined(separator: ", ") + "}"
  case .audio(let source): "audio \(formatDuration(source.duration))"
  }
}
