internal import Datasets
internal import Display
internal import Drawing
internal import ExactStrings
internal import Interpreter
internal import Tensors

/// How often each label was taken for which: a row for each that was said, a column for each heard.
final class ConfusionObject: Pictured {
  /// The most labels that can be looked at together.
  static let most = 200

  private let labels: [String]
  /// The counts, by what was said and then by what was heard.
  private let counts: [[Int]]

  /// Counts pairs of what was said and what was heard, all of them among the labels.
  init(_ labels: [String], _ references: [String], _ hypotheses: [String]) {
    let places = Dictionary(exact: zip(labels, labels.indices))
    var counts = labels.map { _ in labels.map { _ in 0 } }
    for (said, heard) in zip(references, hypotheses) {
      guard let row = places[said], let column = places[heard] else { continue }
      counts[row][column] += 1
    }
    (self.labels, self.counts) = (labels, counts)
  }

  var typeName: String { "confusion_matrix" }

  func text() -> String {
    "confusion_matrix(\(labels.count.counted("label")), accuracy \(formatPercentage(accuracy)))"
  }

  private var accuracy: Double {
    let total = counts.reduce(0) { $0 + $1.reduce(0, +) }
    let right = labels.indices.reduce(0) { $0 + counts[$1][$1] }
    return Double(right) / Double(max(total, 1))
  }

  private var names: [String] { labels.map { $0.isEmpty ? "(nothing)" : $0 } }

  func display(width: Int, color: Bool) -> String {
    let rows = zip(names, counts).map { name, row in [name] + row.map { $0 == 0 ? "·" : "\($0)" } }
    let columns =
      [Table.Column("said \\ heard", alignment: .left)]
      + names.map { Table.Column($0, alignment: .right) }
    let table = Table(columns, rows: rows.map { $0.map { Table.Cell($0) } })
    return table.rendered(for: displayTerminal(width: width, color: color))
      + "\naccuracy \(formatPercentage(accuracy))"
  }

  /// The matrix upright: the first label said on top, the first heard on the left.
  var heatMap: HeatMap {
    // A heat map goes from left to right by its first place and from the bottom to the top by its second.
    let upwards = counts.reversed()
    let values = labels.indices.flatMap { heard in upwards.map { Float($0[heard]) } }
    return HeatMap(
      Tensor(values, shape: [labels.count, labels.count]),
      horizontal: HeatMap.Side(Axis("heard"), names: names),
      vertical: HeatMap.Side(Axis("said"), names: names.reversed()), value: Axis("rows"))
  }

  func picture() throws -> Picture? { Picture(.heatMap(heatMap)) }

  var fieldNames: [String] { ["labels", "counts", "accuracy", "pairs"] }

  func field(_ name: String) throws -> Value? {
    switch name {
    case "labels": Value(labels.map { Value($0) })
    case "counts": Value(counts.map { Value($0.map { Value($0) }) })
    case "accuracy": Value(accuracy)
    case "pairs": .object(DatasetObject(pairs))
    default: nil
    }
  }

  /// What was said and heard, and how often, the most frequent first.
  private var pairs: Dataset {
    let found = labels.indices.flatMap { said in
      labels.indices.map { (said: said, heard: $0, count: counts[said][$0]) }
    }.filter { $0.count > 0 }
    let sorted = found.sorted { (-$0.count, $0.said, $0.heard) < (-$1.count, $1.said, $1.heard) }
    return Dataset(
      rows: sorted.map { pair in
        Row([
          (name: "said", cell: .text(labels[pair.said])),
          (name: "heard", cell: .text(labels[pair.heard])), (name: "count", cell: .int(pair.count)),
        ])
      }, names: ["said", "heard", "count"])
  }
}
