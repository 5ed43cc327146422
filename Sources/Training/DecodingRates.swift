internal import Kernels
public import Models
internal import Synchronization
public import Tensors
public import Text

/// What a way of decoding gets wrong.
public struct DecodingRates: Sendable {
  /// The word errors of all rows together.
  public internal(set) var words = ErrorRate()
  /// The letter errors of all rows together.
  public internal(set) var characters = ErrorRate()
}

/// Counts the errors of several ways of decoding; every recording is scored once for all of them.
///
/// - Parameters:
///   - model: The model.
///   - utterances: The rows.
///   - transcribers: The ways, which are tried side by side.
///   - batchSize: How many recordings are scored at a time; changes nothing but the speed.
///   - windows: How recordings longer than a window are heard; `nil` to hear all at once.
///   - progress: Told after every batch how many rows are done, of how many.
///   - shouldStop: Asked before every batch and between the layers.
/// - Returns: The errors of each way, and the rows that were set aside.
/// - Throws: ``TrainingError``, also if there are no rows.
public func decodingRates(
  _ model: any SpeechModel, on utterances: [Utterance],
  of transcribers: [@Sendable (Tensor) throws -> String],
  batchSize: Int = 16, windows: RecordingWindows? = RecordingWindows(),
  progress: (Int, Int) -> Void = { _, _ in },
  shouldStop: @escaping () -> Bool = { false }
) throws(TrainingError) -> (rates: [DecodingRates], rejected: [RejectedRow]) {
  var rates = transcribers.map { _ in DecodingRates() }
  guard let rows = try HeldOutRows(utterances, model: model, cacheLimit: 0, windows: windows)
  else { throw .nothingToUse(purpose: "evaluate", rejected: []) }
  try rows.forEachScore(batchSize, progress, shouldStop) {
    (place, scores, _) throws(TrainingError) in
    let row = rows.prepared.usable[place]
    let texts = Mutex(
      [Result<String, DecodingProblem>](
        repeating: .success(""), count: transcribers.count))
    parallel(count: transcribers.count, grain: 1) { range in
      for index in range {
        let text = Result { try transcribers[index](scores) }
          .mapError { DecodingProblem(description: "\($0)") }
        texts.withLock { $0[index] = text }
      }
    }
    for (index, text) in texts.withLock({ $0 }).enumerated() {
      let errors = try row.errors { try text.get() }
      rates[index].words += errors.words
      rates[index].characters += errors.characters
    }
  }
  return (rates, rows.prepared.rejected)
}

/// Why scores could not be made a text, in words.
private struct DecodingProblem: Error, CustomStringConvertible {
  let description: String
}
