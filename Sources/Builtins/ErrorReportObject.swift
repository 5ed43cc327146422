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
    rendered(for: displayTerminal(width: width, color: color))
  }

  func exhibits() -> [Exhibit] { [.text(rendered(for: .ofReports))] }

  private func rendered(for terminal: Display.Terminal) -> String {
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
      lines.append(line(title, confusions.prefix(8).map { text(of: $0, terminal) }, terminal))
    }
    let head = lines.map { $0.truncated(toWidth: terminal.width) }.joined(separator: "\n")
    return ([head] + worstOrder.prefix(3).map { comparison($0, terminal) })
      .joined(separator: "\n\n")
  }

  /// The most words, letters or phones of a row that are shown.
  private static let mostCompared = 60

  /// A row with errors: what was said above what was heard.
  private func comparison(_ row: Int, _ terminal: Display.Terminal) -> String {
    let rate = report.rows[row]
    let title = "row \(row), \(rateName) \(percent(rate.rate))"
    let pairs = alignedUnits(row)
    var text =
      Style.bold.applied(to: title, on: terminal) + "\n"
      + compareWords(Array(pairs.prefix(Self.mostCompared)), for: terminal)
    if pairs.count > Self.mostCompared {
      let more = formatCount(pairs.count - Self.mostCompared, of: report.unit.rawValue)
      text += "\n\(terminal.ellipsis) \(more) more"
    }
    return text
  }

  private func alignedUnits(_ row: Int) -> [Display.AlignedWord] {
    ErrorReport.align(
      reference: references[row], hypothesis: hypotheses[row], unit: report.unit
    ).map { pair in
      // A space stands for itself where letters are compared, and could not be seen.
      func seen(_ unit: String?) -> String? { unit == " " ? "\u{2423}" : unit }
      return Display.AlignedWord(
        pair.display.operation, reference: seen(pair.reference),
        hypothesis: seen(pair.hypothesis))
    }
  }

  /// As many of the texts as a line has room for, of which none is cut but a first one.
  private func line(
    _ title: String, _ texts: [String], _ terminal: Display.Terminal
  ) -> String {
    var line = title.padded(toWidth: 13) + (texts.first ?? "")
    for text in texts.dropFirst() {
      guard line.displayWidth + text.displayWidth + 4 <= terminal.width else {
        return line + ", \(terminal.ellipsis)"
      }
      line += ", " + text
    }
    return line
  }

  private func text(
    of confusion: ErrorReport.Confusion, _ terminal: Display.Terminal
  ) -> String {
    let units = [confusion.reference, confusion.hypothesis].compactMap(\.self).map { unit in
      unit == " " ? "space" : escapeForTerminal(unit).isolated(for: terminal)
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
  private var worst: Dataset { rows.rows(at: worstOrder) }

  private var worstOrder: [Int] {
    report.rows.indices.filter { report.rows[$0].errorCount > 0 }.sorted {
      let (first, second) = (report.rows[$0], report.rows[$1])
      if first.rate != second.rate { return first.rate > second.rate }
      if first.errorCount != second.errorCount { return first.errorCount > second.errorCount }
      return $0 < $1
    }
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
