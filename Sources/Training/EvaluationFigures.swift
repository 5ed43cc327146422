public import Text

/// The figures of an evaluation, without its rows.
public struct EvaluationFigures: Sendable, Codable {
  /// The mean over rows of the loss divided by the number of labels.
  public internal(set) var loss = 0.0
  /// The word errors of all rows together.
  public internal(set) var words = ErrorRate()
  /// The letter errors of all rows together.
  public internal(set) var characters = ErrorRate()
  /// The share of frames whose best token is the blank.
  public internal(set) var blankShare = 0.0
}

extension EvaluationFigures {
  /// The figures of some rows, which are those of an evaluation of these rows alone.
  ///
  /// - Parameter rows: The rows; of none, the figures mean nothing.
  public init(of rows: [EvaluatedRow]) {
    self.init()
    let perLabel = rows.map { $0.loss / Double(max($0.labelCount, 1)) }
    loss = perLabel.reduce(0, +) / Double(perLabel.count)
    let frames = rows.reduce(0) { $0 + $1.frameCount }
    blankShare = frames == 0 ? 0 : Double(rows.reduce(0) { $0 + $1.blankCount }) / Double(frames)
    for row in rows {
      words += row.words
      characters += row.characters
    }
  }
}

/// A figure by which evaluations are compared; less is better.
public enum EvaluationMetric: String, Sendable, CaseIterable, Codable {
  /// The mean loss.
  case loss
  /// The word error rate.
  case wer
  /// The character error rate.
  case cer

  /// The metric's figure; infinite if it is not a number, so that it is never the best.
  public func value(of figures: EvaluationFigures) -> Double {
    let value =
      switch self {
      case .loss: figures.loss
      case .wer: figures.words.rate
      case .cer: figures.characters.rate
      }
    return value.isNaN ? .infinity : value
  }
}
