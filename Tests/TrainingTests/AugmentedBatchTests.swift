import Audio
import Models
import Tensors
import Testing

@testable import Training

private struct Unreadable: Error {}

/// A run in which every recording goes through several steps with much left to chance.
private func run(_ rows: [Utterance], _ chain: Augmentation) throws -> TrainingRun {
  let model = try Tones.model()
  var options = FitOptions()
  options.augmentation = chain
  options.seed = 11
  options.batchSize = rows.count
  let features = FeatureCache(model)
  let prepared = try PreparedRows(rows, model: model, purpose: "train", features: features)
  return try TrainingRun(
    Trainer(model, options: options), prepared, features, memory: planKeepingLayers(upTo: 1 << 30))
}

private func chain() throws -> Augmentation {
  Augmentation([
    try .init(.speed(.range(0.9...1.1)), probability: 0.7),
    try .init(.noise([.white, .pink], snr: .range(5...20), speech: []), probability: 0.8),
    try .init(.gain(.range(-6...6)), isPerBatch: true),
  ])
}

@Test func `recordings changed side by side are those changed one after the other`() throws {
  let chain = try chain()
  let rows = Tones.utterances(13)
  var run = try run(rows, chain)
  var different = 0
  for step in 0..<3 {
    run.state.step = step
    let heard = try run.heard(run.rows)
    let model = run.trainer.model
    for (row, features) in zip(run.rows, heard) {
      let clip = try row.utterance.audio()
      let place = Augmentation.Place(seed: 11, row: row.utterance.row, batch: step)
      let expected = try model.features(of: try chain(clip, at: place))
      let plain = try model.features(of: clip)
      #expect(features == expected || features == plain)
      if features == expected { different += 1 }
    }
  }
  // Labels may not fit a recording that has become shorter, but seldom.
  #expect(different > 30)
}

@Test func `the first recording that cannot be changed is named`() throws {
  let rows = Tones.utterances(9).map { row in
    Utterance(row: row.row, name: row.name, text: row.text, duration: row.duration) {
      guard row.row != 4 && row.row != 7 else { throw Unreadable() }
      return try row.audio()
    }
  }
  var run = try run(rows, try chain())
  do {
    _ = try run.heard(run.rows)
    Issue.record("It was heard.")
  } catch {
    #expect("\(error)".contains("tone-4.wav"), "\(error)")
  }
}
