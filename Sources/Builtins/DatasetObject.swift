internal import Audio
internal import Datasets
internal import Display
internal import Interpreter

/// A table of rows as recipes see it.
class DatasetObject: EngineObject {
  let dataset: Dataset

  init(_ dataset: Dataset) {
    self.dataset = dataset
  }

  var typeName: String { "dataset" }

  func text() -> String {
    "dataset(\(formatCount(dataset.count, of: "row")): \(dataset.names.joined(separator: ", ")))"
  }

  func display(width: Int, color: Bool) -> String {
    rendered(rows: 10, displayTerminal(width: width, color: color))
  }

  func exhibits() -> [Exhibit] { [table(rows: 10)] }

  /// The first rows as a report shows them.
  func table(rows limit: Int) -> Exhibit {
    let shown = dataset.take(limit)
    let rows = shown.indices.map { index in
      dataset.names.map { name in shown[index][name].map(cellText) ?? "" }
    }
    return .table(columns: dataset.names, rows: rows, count: dataset.count)
  }

  /// The first rows as a table, with a line that counts them all.
  func rendered(rows limit: Int, _ terminal: Display.Terminal) -> String {
    let shown = dataset.take(limit)
    let rows = shown.indices.map { index in
      dataset.names.map { name in
        let text = shown[index][name].map(cellText) ?? ""
        return Table.Cell(name == "file" ? withoutFolder(text) : text)
      }
    }
    return Table(
      dataset.names.map { Table.Column($0) }, rows: rows, totalRowCount: dataset.count
    ).rendered(for: terminal)
  }

  var fieldNames: [String] { dataset.names + ["columns", "problems"] }

  func field(_ name: String) throws -> Value? {
    if dataset.names.contains(name) {
      return Value(try dataset.column(name).map { value(of: $0) })
    }
    switch name {
    case "columns": return Value(dataset.names.map { Value($0) })
    case "problems":
      return Value(
        dataset.problems.map { problem in
          .record(
            Record([
              ("row", Value(problem.row)), ("path", Value(problem.path)),
              ("problem", Value("\(problem)")),
            ]))
        })
    default: return nil
    }
  }

  var count: Int? { dataset.count }

  func element(at index: Int) throws -> Value? { value(of: dataset[index]) }

  func slice(_ range: Range<Int>) -> Value? { .object(DatasetObject(dataset[range])) }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? DatasetObject)?.dataset == dataset
  }
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
