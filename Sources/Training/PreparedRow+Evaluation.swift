internal import Audio
internal import Cancelling
internal import Layers
internal import Models
internal import Recognizers
internal import Tensors
internal import Text

extension PreparedRow {
  /// The row's features; an error names the row.
  func features(_ cache: FeatureCache) throws(TrainingError) -> Tensor {
    try named { try cache(utterance) }
  }

  /// The row's scores, heard window by window as transcribing hears them: frames × tokens.
  ///
  /// - Parameters:
  ///   - model: What hears it.
  ///   - windows: The windows.
  ///   - shouldStop: Asked often; when it says so, the scores mean nothing.
  /// - Returns: The scores, unnormalised.
  /// - Throws: ``TrainingError/unusable(name:row:problem:)``.
  func scores(
    by model: any SpeechModel, _ windows: RecordingWindows, until shouldStop: @escaping () -> Bool
  ) throws(TrainingError) -> Tensor {
    try named {
      try WindowedScores(
        utterance.stream(at: model.samplingRate), by: model, windows,
        pass: .inference(until: shouldStop)
      ).rest()
    }
  }

  /// What the model heard of the row; an error names the row.
  ///
  /// - Parameters:
  ///   - scores: The row's frames × tokens.
  ///   - loss: The row's loss.
  ///   - objective: What knows which frames say nothing.
  ///   - cancellation: Whether decoding is to stop.
  ///   - decoder: Makes what turns the scores into a transcript.
  /// - Returns: The row's result.
  /// - Throws: ``TrainingError/unusable(name:row:problem:)``.
  func evaluated(
    _ scores: Tensor, loss: Double, _ objective: any Objective,
    _ cancellation: Cancellation, _ decoder: () throws -> any SpeechDecoder
  ) throws(TrainingError) -> EvaluatedRow {
    let heard = try named {
      var decoder = try decoder()
      try decoder.take(scores, cancellation)
      return try decoder.finish(duration: utterance.duration, cancellation)
    }
    let errors = try errors { heard.text }
    return EvaluatedRow(
      row: utterance.row, name: utterance.name, text: utterance.text, predicted: heard.text,
      confidence: heard.confidence,
      words: errors.words, characters: errors.characters, loss: loss,
      labelCount: target.learnedCount,
      frameCount: scores.rowCount, blankCount: objective.silentFrames(of: scores) ?? 0)
  }

  /// What was heard of the row, and what of it is wrong; an error names the row.
  func errors(
    _ text: () throws -> String
  ) throws(TrainingError) -> (predicted: String, words: ErrorRate, characters: ErrorRate) {
    let predicted = try named(text)
    return (
      predicted, wordErrorRate(reference: utterance.text, hypothesis: predicted),
      characterErrorRate(reference: utterance.text, hypothesis: predicted)
    )
  }

  private func named<Result>(_ work: () throws -> Result) throws(TrainingError) -> Result {
    do {
      return try work()
    } catch {
      if error.saysCancelled { throw .interrupted }
      throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
    }
  }
}
