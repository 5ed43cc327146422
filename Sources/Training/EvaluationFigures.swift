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
