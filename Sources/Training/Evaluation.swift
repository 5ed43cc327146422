internal import Autograd
internal import CTC
internal import Kernels
internal import Layers
public import Models
public import Tensors
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
  /// The row's word errors.
  public let words: ErrorRate
  /// The row's letter errors.
  public let characters: ErrorRate
  /// The row's CTC loss, not divided by anything.
  public let loss: Double
}

/// What an evaluation found.
public struct Evaluation: Sendable {
  /// The rows, in the order of the dataset.
  public internal(set) var rows: [EvaluatedRow] = []
  /// The rows that were set aside, and why.
  public internal(set) var rejected: [RejectedRow] = []
  /// The figures of all rows together.
  public internal(set) var figures = EvaluationFigures()
}

/// Makes a text of the scores of a recording, frames × symbols, unnormalised.
public typealias Transcriber = @Sendable (Tensor) throws -> String

/// Transcribes every row and counts its errors; memory is that of one batch.
///
/// - Parameters:
///   - model: The model.
///   - utterances: The rows.
///   - batchSize: How many recordings are scored at a time; changes nothing but the speed.
///   - progress: Told after every batch how many rows are done, of how many.
///   - shouldStop: Asked before every batch and between the layers.
///   - transcribe: Makes a text of the scores of a row; the greedy decoder if `nil`.
/// - Returns: Every row's result and the figures of all.
/// - Throws: ``TrainingError``.
public func evaluate(
  _ model: any SpeechModel, on utterances: [Utterance], batchSize: Int = 16,
  progress: (Int, Int) -> Void = { _, _ in }, shouldStop: @escaping () -> Bool = { false },
  transcribe: Transcriber? = nil
) throws(TrainingError) -> Evaluation {
  try keepingFreeBlocks { () throws(TrainingError) in
    let rows = try HeldOutRows(utterances, model: model, cacheLimit: 0)
    return try rows?.evaluate(
      batchSize: batchSize, transcribe: transcribe, progress: progress, shouldStop: shouldStop)
      ?? Evaluation()
  }
}

/// How many frames' best token is the blank.
struct BlankCounter {
  let blank: Int
  private var blanks = 0
  private var frames = 0

  init(blank: Int) {
    self.blank = blank
  }

  mutating func count(_ path: [Int]) {
    frames += path.count
    blanks += path.count { $0 == blank }
  }

  var share: Double { frames == 0 ? 0 : Double(blanks) / Double(frames) }
}

extension PreparedRow {
  /// The row's features; an error names the row.
  func features(_ cache: FeatureCache) throws(TrainingError) -> Tensor {
    do {
      return try cache(utterance)
    } catch {
      throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
    }
  }

  /// What the model heard of the row; an error names the row.
  func evaluated(
    loss: Double, _ text: () throws -> String
  ) throws(TrainingError) -> EvaluatedRow {
    do {
      let predicted = try text()
      return EvaluatedRow(
        row: utterance.row, name: utterance.name, text: utterance.text, predicted: predicted,
        words: wordErrorRate(reference: utterance.text, hypothesis: predicted),
        characters: characterErrorRate(reference: utterance.text, hypothesis: predicted),
        loss: loss)
    } catch {
      throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
    }
  }
}
