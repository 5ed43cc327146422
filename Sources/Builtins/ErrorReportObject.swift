internal import Datasets
internal import Display
internal import Interpreter
internal import Text

/// Where hypotheses differ from references, as recipes see it.
final class ErrorReportObject: EngineObject {
  private let report: ErrorReport
  private let references: [String]
  private let hypotheses: [String]
  private let bounds: (low: Double, high: Double)?
  private let confidence: Double

  init(
    _ report: ErrorReport, references: [String], hypotheses: [String],
    bounds: (low: Double, high: Double)?, confidence: Double
  ) {
    self.report = report
    self.references = references
    self.hypotheses = hypotheses
    self.bounds = bounds
    self.confidence = confidence
  }

  var typeName: String { "error_report" }

  private var rateName: String {
    switch report.unit {
    case .word: "WER"
    case .character: "CER"
    case .phone: "PER"
    }
  }

  func text() -> String { "error_report(\(rateName) \(percent(report.total.rate)))" }

  func display(width: Int, color: Bool) -> String {
    let terminal = displayTerminal(width: width, color: color)
    let counts = report.total
    let range = bounds.map {
      " (\(percent($0.low)) to \(percent($0.high)), \(percent(confidence)) sure)"
    }
    var lines = [
      "\(rateName) \(percent(counts.rate))\(range ?? "") of "
        + "\(formatCount(counts.referenceCount, of: report.unit.rawValue)) in "
        + formatCount(report.rows.count, of: "row"),
      "\(formatCount(counts.hits)) right, "
        + "\(formatCount(counts.substitutions)) substituted, "
        + "\(formatCount(counts.deletions)) missed, \(formatCount(counts.insertions)) added",
    ]
    let lists = [
      ("substituted", report.substitutions), ("missed", report.deletions),
      ("added", report.insertions),
    ]
    for (title, confusions) in lists where !confusions.isEmpty {
      let most = confusions.prefix(8).map(text(of:)).joined(separator: ", ")
      lines.append(title.padded(toWidth: 13) + most)
    }
    let head = lines.map { $0.truncated(toWidth: terminal.width) }.joined(separator: "\n")
    let worst = worst.take(3)
    guard !worst.isEmpty, let rows = try? worst.select(["row", "rate", "reference", "hypothesis"])
    else { return head }
    return head + "\n" + FirstRows(rows, 3).rendered(terminal)
  }

  private func text(of confusion: ErrorReport.Confusion) -> String {
    let units = [confusion.reference, confusion.hypothesis].compactMap(\.self).map { unit in
      unit == " " ? "space" : escapeForTerminal(unit)
    }
    return "\(units.joined(separator: " → ")) \(formatCount(confusion.count))"
  }

  private func percent(_ share: Double) -> String { formatShort(share * 100) + " %" }

  private func table(_ confusions: [ErrorReport.Confusion], _ names: [String]) -> Value {
    let rows = confusions.map { confusion in
      let cells = [confusion.reference, confusion.hypothesis].compactMap(\.self)
      return Row(
        zip(names, cells).map { (name: $0, cell: .text($1)) } + [("count", .int(confusion.count))])
    }
    return .object(DatasetObject(Dataset(rows: rows)))
  }

  private var rows: Dataset {
    Dataset(
      rows: report.rows.indices.map { index in
        let counts = report.rows[index]
        return Row([
          ("row", .int(index)), ("rate", .number(counts.rate)),
          ("substitutions", .int(counts.substitutions)), ("deletions", .int(counts.deletions)),
          ("insertions", .int(counts.insertions)), ("reference", .text(references[index])),
          ("hypothesis", .text(hypotheses[index])),
        ])
      })
  }

  /// The rows with errors: the highest rate first, of equals the one with more errors.
  private var worst: Dataset {
    let order = report.rows.indices.filter { report.rows[$0].errorCount > 0 }.sorted {
      let (first, second) = (report.rows[$0], report.rows[$1])
      if first.rate != second.rate { return first.rate > second.rate }
      if first.errorCount != second.errorCount { return first.errorCount > second.errorCount }
      return $0 < $1
    }
    return rows.rows(at: order)
  }

  var fieldNames: [String] {
    [
      "rate", "low", "high", "hits", "substitutions", "deletions", "insertions", "confusions",
      "missed", "added", "rows", "worst",
    ]
  }

  func field(_ name: String) -> Value? {
    switch name {
    case "rate": .float(report.total.rate)
    case "low": bounds.map { .float($0.low) } ?? .some(.none)
    case "high": bounds.map { .float($0.high) } ?? .some(.none)
    case "hits": .int(report.total.hits)
    case "substitutions": .int(report.total.substitutions)
    case "deletions": .int(report.total.deletions)
    case "insertions": .int(report.total.insertions)
    case "confusions": table(report.substitutions, ["reference", "hypothesis"])
    case "missed": table(report.deletions, ["reference"])
    case "added": table(report.insertions, ["hypothesis"])
    case "rows": .object(DatasetObject(rows))
    case "worst": .object(DatasetObject(worst))
    default: nil
    }
  }
}
