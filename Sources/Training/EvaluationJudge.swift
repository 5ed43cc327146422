/// Which of two evaluations is the better one, and which of them use up patience.
///
/// The error rates of CTC stand at 100 % until it has learned more than the blank, and are equal at
/// many evaluations: the figure that was chosen is not enough to tell a model that has begun to hear
/// letters from one that has learned nothing. Of equal ones the character error rate decides, then
/// the loss; of those that are equal in all, the later is the better one, for it has seen more.
struct EvaluationJudge: Sendable, Equatable {
  /// What comparing an evaluation with the best so far found.
  enum Verdict: Sendable, Equatable {
    /// Better, by the first figure in which the two differ.
    case better
    /// Equal in all figures: it takes the place of the best, and nothing was gained.
    case equal
    /// Worse, or without the figure that was chosen.
    case worse
  }

  /// The share of blank frames above which a model has learned the blank, and no letters yet.
  static let blankShare = 0.98
  /// The share of all updates for which hearing blanks uses up no patience.
  static let blankPart = 1.0 / 3

  /// The figures that count, the chosen one before the others.
  let metrics: [EvaluationMetric]

  /// Judges by a figure, and by the others where it is equal.
  init(by metric: EvaluationMetric) {
    metrics = [metric] + [.cer, .loss].filter { $0 != metric }
  }

  /// Compares an evaluation with the best of those before it.
  ///
  /// One whose chosen figure is not a number, or infinite, is never the best.
  func verdict(
    on figures: EvaluationFigures, against best: EvaluationFigures?
  ) -> Verdict {
    guard metrics[0].value(of: figures).isFinite else { return .worse }
    guard let best else { return .better }
    for metric in metrics {
      let (value, bestValue) = (metric.value(of: figures), metric.value(of: best))
      if value != bestValue { return value < bestValue ? .better : .worse }
    }
    return .equal
  }

  /// How many evaluations in a row used up patience, behind one more.
  ///
  /// It uses up none if it is better than the best; nor, where the chosen figure is that of the best, if
  /// one of the others is lower than ever before; nor in the first third of a run if the model hears
  /// nearly nothing but blanks. A run that learns nothing ends therefore.
  ///
  /// - Parameters:
  ///   - count: How many did before it.
  ///   - figures: Its figures.
  ///   - earlier: Those of all evaluations before it, in their order.
  ///   - best: Those of the best before it.
  ///   - share: The share of the run's updates that are done.
  /// - Returns: 0 if it is the best now, `count` if it is none that uses up patience, or one more.
  func withoutGain(
    _ count: Int, _ figures: EvaluationFigures, after earlier: [EvaluationFigures],
    best: EvaluationFigures?, share: Double
  ) -> Int {
    if verdict(on: figures, against: best) == .better { return 0 }
    if figures.blankShare > Self.blankShare, share <= Self.blankPart { return count }
    let isTied = best.map { metrics[0].value(of: $0) == metrics[0].value(of: figures) } ?? false
    let isLower = metrics.dropFirst().contains { metric in
      let lowest = earlier.map { metric.value(of: $0) }.min() ?? .infinity
      return metric.value(of: figures) < lowest
    }
    return isTied && isLower ? count : count + 1
  }
}
