internal import Autograd
internal import CTC
internal import Layers
public import Models
internal import Tensors
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
  /// The word errors of all rows together.
  public internal(set) var words = ErrorRate()
  /// The letter errors of all rows together.
  public internal(set) var characters = ErrorRate()
  /// The mean over rows of the loss divided by the number of labels.
  public internal(set) var loss = 0.0
  /// The share of frames whose best token is the blank.
  public internal(set) var blankShare = 0.0
}

/// Transcribes every row and counts its errors; memory is that of one batch.
///
/// - Parameters:
///   - model: The model.
///   - utterances: The rows.
///   - batchSize: How many recordings are scored at a time; changes nothing but the speed.
///   - progress: Told after every batch how many rows are done, of how many.
///   - shouldStop: Asked before every batch and between the layers.
/// - Returns: Every row's result and the figures of all.
/// - Throws: ``TrainingError``.
public func evaluate(
  _ model: any SpeechModel, on utterances: [Utterance], batchSize: Int = 16,
  progress: (Int, Int) -> Void = { _, _ in }, shouldStop: @escaping () -> Bool = { false }
) throws(TrainingError) -> Evaluation {
  try evaluate(
    model, on: utterances, batchSize: batchSize, features: FeatureCache(model, limit: 0),
    progress: progress, shouldStop: shouldStop)
}

func evaluate(
  _ model: any SpeechModel, on utterances: [Utterance], batchSize: Int, features: FeatureCache,
  progress: (Int, Int) -> Void, shouldStop: @escaping () -> Bool
) throws(TrainingError) -> Evaluation {
  let prepared = try PreparedRows(
    utterances, model: model, purpose: "evaluate", features: features)
  var result = Evaluation()
  result.rejected = prepared.rejected
  var counter = BlankCounter(blank: model.blank)
  for start in stride(from: 0, to: prepared.usable.count, by: batchSize) {
    guard !shouldStop() else { throw .interrupted }
    let rows = Array(prepared.usable[start..<min(start + batchSize, prepared.usable.count)])
    let batch = FeatureBatch(
      try rows.map { row throws(TrainingError) in try row.features(features) })
    let (logits, lengths) = model.logits(
      Variable(batch.features), lengths: batch.lengths, .inference(until: shouldStop))
    guard !shouldStop() else { throw .interrupted }
    let losses = try CTCLoss(blank: model.blank).of(logits, lengths, rows).rowLosses
    var frame = 0
    for (index, row) in rows.enumerated() {
      let scores = logits.value.rows(frame..<frame + lengths[index])
      frame += lengths[index]
      let path = scores.rowMaximumIndices
      counter.count(path)
      result.add(try row.evaluated(model, path, loss: losses[index]))
    }
    progress(start + rows.count, prepared.usable.count)
  }
  let perLabel = zip(result.rows, prepared.usable).map { $0.loss / Double(max($1.labels.count, 1)) }
  result.loss = perLabel.reduce(0, +) / Double(perLabel.count)
  result.blankShare = counter.share
  return result
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

extension Evaluation {
  fileprivate mutating func add(_ row: EvaluatedRow) {
    rows.append(row)
    words += row.words
    characters += row.characters
  }
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

  fileprivate func evaluated(
    _ model: any SpeechModel, _ path: [Int], loss: Double
  ) throws(TrainingError) -> EvaluatedRow {
    do throws(TextError) {
      let predicted = try model.tokenizer.decode(path)
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
