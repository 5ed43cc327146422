internal import Autograd
internal import Cancelling
internal import Layers
internal import Models
internal import Recognizers
internal import Tensors
internal import Text

/// Rows to evaluate on, prepared once for as many evaluations as there are.
struct HeldOutRows {
  private let model: any SpeechModel
  let prepared: PreparedRows
  private let features: FeatureCache
  /// The places of rows from the shortest to the longest, so that those of a batch are alike.
  private let order: [Int]

  /// Prepares rows, or is `nil` if there are none.
  ///
  /// - Parameters:
  ///   - utterances: The rows.
  ///   - model: What is to be evaluated.
  ///   - cacheLimit: The most bytes of features that are kept for the next evaluation.
  ///   - windows: How recordings longer than a window are heard; `nil` to hear all at once.
  /// - Throws: ``TrainingError`` for letters that the model does not know, and if no row can be used.
  init?(
    _ utterances: [Utterance], model: any SpeechModel, cacheLimit: Int,
    windows: RecordingWindows? = RecordingWindows()
  ) throws(TrainingError) {
    guard !utterances.isEmpty else { return nil }
    self.model = model
    features = FeatureCache(model, limit: cacheLimit, windows: windows)
    prepared = try PreparedRows(
      utterances, model: model, purpose: "evaluate", features: features)
    let rows = prepared.usable
    order = rows.indices.sorted {
      (rows[$0].utterance.duration, $0) < (rows[$1].utterance.duration, $1)
    }
  }

  /// Transcribes every row and counts its errors; memory is that of one batch, or of a window and the
  /// scores of a long row.
  ///
  /// - Parameters:
  ///   - batchSize: The most recordings that are scored at a time; long ones are fewer. It changes
  ///     nothing but the speed.
  ///   - decoder: Makes what turns the scores of a row into a transcript; the greedy decoder if `nil`.
  ///   - progress: Told after every batch how many rows are done, of how many.
  ///   - shouldStop: Asked before every batch and between the layers.
  ///   - cancellation: Whether decoding is to stop.
  /// - Returns: Every row's result, in the order of the dataset, and the figures of all.
  /// - Throws: ``TrainingError``.
  func evaluate(
    batchSize: Int, decoder: (() throws -> any SpeechDecoder)? = nil,
    progress: (Int, Int) -> Void, shouldStop: @escaping () -> Bool,
    cancellation: Cancellation = .never
  ) throws(TrainingError) -> Evaluation {
    var rows: [EvaluatedRow?] = prepared.usable.map { _ in nil }
    try forEachScore(batchSize, progress, shouldStop) {
      (place, scores, loss) throws(TrainingError) in
      rows[place] = try prepared.usable[place].evaluated(
        scores, loss: loss, objective, cancellation
      ) {
        try decoder?() ?? model.decoder()
      }
    }
    return Evaluation(rows.compactMap(\.self), rejected: prepared.rejected)
  }

  /// What the model is trained for, whose losses are told as they are.
  private var objective: any Objective {
    var objective = model.objective
    objective.lossOptions = LossOptions()
    return objective
  }

  /// The seconds of sound that are scored at once.
  private static let secondsAtOnce = 240.0

  /// The places of rows that are scored together; a row that is heard in windows is alone.
  private func batches(of size: Int) -> [[Int]] {
    var batches: [[Int]] = []
    var seconds = 0.0
    for place in order {
      let utterance = prepared.usable[place].utterance
      let duration = utterance.duration
      let mayJoin = features.windows(for: utterance) == nil
      if let last = batches.last, last.count < size, seconds + duration <= Self.secondsAtOnce,
        mayJoin
      {
        batches[batches.count - 1].append(place)
        seconds += duration
      } else {
        batches.append([place])
        seconds = duration
      }
    }
    return batches
  }

  /// Scores every row in batches.
  ///
  /// - Parameters:
  ///   - batchSize: The most recordings that are scored at a time.
  ///   - progress: Told after every batch how many rows are done, of how many.
  ///   - shouldStop: Asked before every batch and row, and between the layers.
  ///   - body: Given the place of a row, its scores and its loss.
  /// - Throws: What `body` throws, and ``TrainingError``.
  func forEachScore(
    _ batchSize: Int, _ progress: (Int, Int) -> Void, _ shouldStop: @escaping () -> Bool,
    _ body: (_ place: Int, _ scores: Tensor, _ loss: Double) throws(TrainingError) -> Void
  ) throws(TrainingError) {
    var done = 0
    for places in batches(of: batchSize) {
      guard !shouldStop() else { throw .interrupted }
      let rows = places.map { prepared.usable[$0] }
      let logits = try scores(of: rows, until: shouldStop)
      guard !shouldStop() else { throw .interrupted }
      let losses = try objective.loss(logits, of: rows, .inference).rowLosses
      for (index, scores) in logits.sequences.enumerated() {
        try body(places[index], scores, losses[index])
        // A search that was asked to stop gave what it had.
        guard !shouldStop() else { throw .interrupted }
      }
      done += places.count
      progress(done, prepared.usable.count)
    }
  }

  /// The frames × tokens of rows that are scored together.
  private func scores(
    of rows: [PreparedRow], until shouldStop: @escaping () -> Bool
  ) throws(TrainingError) -> Batch {
    if let row = rows.first, let windows = features.windows(for: row.utterance) {
      return Batch(try row.scores(by: model, windows, until: shouldStop))
    }
    let batch = Batch(
      packing: try rows.map { row throws(TrainingError) in try row.features(features) })
    return model.logits(batch, .inference(until: shouldStop))
  }
}
