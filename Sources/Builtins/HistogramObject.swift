internal import Display
internal import Drawing
internal import Interpreter

/// How often which values stand in a column, as recipes see it.
final class HistogramObject: Pictured {
  let histogram: Histogram

  init(_ histogram: Histogram) {
    self.histogram = histogram
  }

  var typeName: String { "histogram" }

  func text() -> String { "histogram(\(histogram.note))" }

  func display(width: Int, color: Bool) -> String {
    histogram.rendered(for: displayTerminal(width: width, color: color))
  }

  func picture() -> Picture? { Picture(.histogram(histogram)) }

  var fieldNames: [String] { ["edges", "counts", "mean"] }

  func field(_ name: String) -> Value? {
    switch name {
    case "edges": Value(histogram.edges.map { .float($0) })
    case "counts": Value(histogram.counts.map { .int($0) })
    case "mean": .float(histogram.mean)
    default: nil
    }
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? HistogramObject)?.histogram == histogram
  }
}
