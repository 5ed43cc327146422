internal import Foundation

extension EvaluationJudge {
  /// Why an evaluation is the best one, in words: `WER 100.0 % as all 6, CER 81.2 % the lowest`.
  ///
  /// - Parameters:
  ///   - step: The evaluation behind so many updates.
  ///   - rows: The rows of the table, its own among them.
  /// - Returns: The figures that decided, each with how it stands among those that were equal so far.
  func reason(for step: Int, among rows: [HistoryRow]) -> String {
    var rivals = rows.compactMap { row in row.evaluation.map { (step: row.step, figures: $0) } }
    guard let own = rivals.last(where: { $0.step == step })?.figures else {
      return "its evaluation was the best"
    }
    guard rivals.count > 1 else { return "\(metrics[0].shown(own)), the only evaluation" }
    // A run that an earlier asrsh began kept the first of equal ones.
    guard rivals.allSatisfy({ verdict(on: $0.figures, against: own) != .better }) else {
      return "\(metrics[0].shown(own)), the best of those that are kept"
    }
    var parts: [String] = []
    for metric in metrics {
      let equal = rivals.filter { metric.value(of: $0.figures) == metric.value(of: own) }
      if equal.count == 1 {
        parts.append("\(metric.shown(own)) the lowest")
        return parts.joined(separator: ", ")
      }
      let share =
        equal.count == rivals.count ? "as all \(equal.count)" : "the lowest, as \(equal.count)"
      parts.append("\(metric.shown(own)) \(share)")
      rivals = equal
    }
    return parts.joined(separator: ", ") + ", the latest of them"
  }
}

extension EvaluationMetric {
  /// The figure with its name, as the table has it.
  fileprivate func shown(_ figures: EvaluationFigures) -> String {
    switch self {
    case .loss: String(format: "loss %.4g", value(of: figures))
    case .wer: String(format: "WER %.1f %%", 100 * value(of: figures))
    case .cer: String(format: "CER %.1f %%", 100 * value(of: figures))
    }
  }
}
