internal import Datasets
internal import Interpreter
internal import Text
internal import Training

/// What an evaluation found: a dataset of rows, with the figures of all of them.
///
/// Rows that are chosen from it are such an object again, whose figures are those of these rows alone.
final class EvaluationObject: DatasetObject {
  /// What was evaluated, whatever rows are left of it.
  private let source: EvaluatedTable

  init(_ evaluation: Evaluation, of data: Dataset) {
    source = EvaluatedTable(evaluation, of: data)
    super.init(source.table)
  }

  private init(_ source: EvaluatedTable, _ table: LazyTable) {
    self.source = source
    super.init(table)
  }

  override func derived(_ table: LazyTable) -> DatasetObject {
    let isWhole = EvaluatedTable.ownColumns.allSatisfy(table.names.contains)
    return isWhole ? EvaluationObject(source, table) : DatasetObject(table)
  }

  override var fieldNames: [String] {
    ["wer", "cer", "loss", "blank", "rejected"]
      + super.fieldNames.filter { !["wer", "cer", "loss"].contains($0) }
  }

  override func field(_ name: String) throws -> Value? {
    switch name {
    case "wer": .float(try source.figures(of: dataset).words.rate)
    case "cer": .float(try source.figures(of: dataset).characters.rate)
    case "loss": .float(try source.figures(of: dataset).loss)
    case "blank": .float(try source.figures(of: dataset).blankShare)
    case "rejected": rejectedValue(source.rejected)
    default: try super.field(name)
    }
  }
}

/// The rows of an evaluation as a table, and what is needed to take figures of some of them.
private struct EvaluatedTable {
  /// The columns that the figures come from.
  static let ownColumns = ["text", "predicted", "wer", "cer", "loss"]

  let table: Dataset
  let rejected: [RejectedRow]
  private let rows: [EvaluatedRow]
  /// Which row has a key; the bytes tell keys apart that look alike.
  private let places: [[UInt8]: Int]

  init(_ evaluation: Evaluation, of data: Dataset) {
    (rows, rejected) = (evaluation.rows, evaluation.rejected)
    let table = Dataset(
      rows: rows.map { Self.row($0, of: data[$0.row]) }, of: data, at: rows.map(\.row))
    self.table = table
    places = Dictionary(
      table.indices.map { (Array(table.key($0).utf8), $0) }, uniquingKeysWith: { first, _ in first }
    )
  }

  private static func row(_ row: EvaluatedRow, of given: Row) -> Row {
    let kept = zip(given.names, given.cells).filter {
      !(ownColumns + ["confidence", "audio"]).contains($0.0)
    }
    return Row(
      [
        (name: "text", cell: .text(row.text)),
        (name: "predicted", cell: .text(row.predicted)),
        (name: "wer", cell: .number(row.words.rate)),
        (name: "cer", cell: .number(row.characters.rate)),
        (name: "loss", cell: .number(row.loss)),
        (name: "confidence", cell: .number(row.confidence)),
      ] + kept.map { (name: $0.0, cell: $0.1) }
        + [(name: "audio", cell: given["audio"] ?? .none)])
  }

  /// The figures of rows that were chosen from the table.
  ///
  /// - Parameter chosen: The rows, other columns changed or not.
  /// - Returns: The figures that evaluating these rows alone has.
  /// - Throws: ``BuiltinError`` if there are none, or if they are not what was evaluated any more.
  func figures(of chosen: Dataset) throws -> EvaluationFigures {
    guard !chosen.isEmpty else { throw missingRows(chosen, "take a rate of") }
    return EvaluationFigures(
      of: try chosen.indices.map { index in
        guard let place = places[Array(chosen.key(index).utf8)] else {
          throw BuiltinError("row \(index) is none of those that were evaluated")
        }
        let (row, evaluated) = (chosen[index], table[place])
        for name in Self.ownColumns where row[name] != evaluated[name] {
          throw BuiltinError(
            "row \(index) has another \(name) than was evaluated, so that the rows have no rates",
            hint: "error_report(rows).rate and wer(rows.text, rows.predicted) count anew")
        }
        return rows[place]
      })
  }
}

/// Rows that were set aside, as recipes see them.
func rejectedValue(_ rows: [RejectedRow]) -> Value {
  tableValue(
    ["row", "file", "reason"], rows.map { [.int($0.row), .text($0.name), .text($0.reason)] })
}
