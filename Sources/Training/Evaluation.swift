public import Cancelling
internal import Kernels
public import Models
public import Recognizers
public import Text

/// One row of an evaluation.
public struct EvaluatedRow: Sendable {
  /// Which row of the dataset, from 0.
  public let row: Int
  /// What messages call it.
  public let name: String
  /// What was said.
  public let text: String
  /// What the model heard.
  public let predicted: String
  /// How sure the model is of that, from 0 to 1.
  public let confidence: Double
  /// The row's word errors.
  public let words: ErrorRate
  /// The row's letter errors.
  public let characters: ErrorRate
  /// The row's CTC loss, not divided by anything.
  public let loss: Double
  /// The number of labels that spell what was said.
  public let labelCount: Int
  /// The number of frames.
  public let frameCount: Int
  /// The number of frames whose best token is the blank.
  public let blankCount: Int
}

/// What an evaluation found.
public struct Evaluation: Sendable {
  /// The rows, in the order of the dataset.
  public let rows: [EvaluatedRow]
  /// The rows that were set aside, and why.
  public let rejected: [RejectedRow]
  /// The figures of all rows together.
  public let figures: EvaluationFigures

  init(_ rows: [EvaluatedRow], rejected: [RejectedRow]) {
    (self.rows, self.rejected) = (rows, rejected)
    figures = EvaluationFigures(of: rows)
  }
}

/// Transcribes every row and counts its errors; memory is that of one batch, or of one window of a long
/// row and its scores.
///
/// - Parameters:
///   - model: The model.
///   - utterances: The rows.
///   - batchSize: How many recordings are scored at a time; changes nothing but the speed.
///   - windows: How recordings longer than a window are heard, which is how transcribing hears them;
///     `nil` to hear all at once.
///   - progress: Told after every batch how many rows are done, of how many.
///   - shouldStop: Asked before every batch and between the layers.
///   - cancellation: Whether decoding is to stop.
///   - decoder: Makes what turns the scores of a row into a transcript; the greedy decoder if `nil`.
/// - Returns: Every row's result and the figures of all.
/// - Throws: ``TrainingError``, also if there are no rows.
public func evaluate(
  _ model: any SpeechModel, on utterances: [Utterance], batchSize: Int = 16,
  windows: RecordingWindows? = RecordingWindows(),
  progress: (Int, Int) -> Void = { _, _ in }, shouldStop: @escaping () -> Bool = { false },
  cancellation: Cancellation = .never, decoder: (() throws -> any SpeechDecoder)? = nil
) throws(TrainingError) -> Evaluation {
  try keepingFreeBlocks { () throws(TrainingError) in
    guard
      let rows = try HeldOutRows(utterances, model: model, cacheLimit: 0, windows: windows)
    else { throw .nothingToUse(purpose: "evaluate", rejected: []) }
    return try rows.evaluate(
      batchSize: batchSize, decoder: decoder, progress: progress, shouldStop: shouldStop,
      cancellation: cancellation)
  }
}
