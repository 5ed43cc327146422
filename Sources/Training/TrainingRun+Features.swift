internal import Audio
internal import Kernels
internal import Models
internal import Recognizers
internal import Synchronization
internal import Tensors

extension TrainingRun {
  /// What the model hears of the rows of a batch at this step.
  ///
  /// - Parameter batch: The rows.
  /// - Returns: The features of each.
  /// - Throws: ``TrainingError/unusable(name:row:problem:)`` for the first row that cannot be heard.
  mutating func heard(_ batch: [PreparedRow]) throws(TrainingError) -> [Tensor] {
    guard let augmentation = trainer.options.augmentation, !trainer.options.overfitsBatch else {
      return try batch.map { row throws(TrainingError) in masked(try row.features(features), row) }
    }
    var heard: [Tensor] = []
    for (row, clip) in zip(batch, augmented(batch, augmentation)) {
      let (own, leftOut) = try row.features(ofAugmented: clip, for: trainer.model)
      for step in leftOut {
        note(row, step.step, augmentation.steps[step.step].effect.name, "\(step.reason)")
      }
      if let own {
        heard.append(masked(own, row))
      } else {
        // The recording as it is: behind the steps it may be shorter.
        note(row, nil, "all", "its labels would not fit what the steps make of it")
        heard.append(masked(try row.features(features), row))
      }
    }
    return heard
  }

  /// Counts a step that was left out for a row, and says so the first time.
  private mutating func note(_ row: PreparedRow, _ step: Int?, _ effect: String, _ reason: String) {
    if let known = state.leftOut.firstIndex(where: { $0.step == step }) {
      state.leftOut[known].count += 1
      return
    }
    let first = LeftOutStep(
      step: step, effect: effect, first: "row \(row.utterance.row) (\(row.utterance.name))",
      reason: reason)
    state.leftOut.append(first)
    trainer.listener(.remark(first.notice))
  }

  /// The recordings of rows behind a chain of steps, computed side by side on the cores: what is drawn for
  /// a row depends on the seed, the step and the row alone.
  private func augmented(
    _ batch: [PreparedRow], _ augmentation: Augmentation
  ) -> [AugmentedClip] {
    let clips = Mutex(
      [AugmentedClip](repeating: .failure(AudioError.cancelled), count: batch.count))
    let (seed, step, rate) = (trainer.options.seed, state.step, trainer.model.samplingRate)
    let utterances = batch.map(\.utterance)
    parallel(count: utterances.count, grain: 1) { places in
      for place in places {
        let utterance = utterances[place]
        let clip = Result {
          try augmentation.sparing(
            utterance.audio().mono().resampled(to: rate),
            at: Augmentation.Place(seed: seed, row: utterance.row, batch: step))
        }
        clips.withLock { $0[place] = clip }
      }
    }
    return clips.withLock(\.self)
  }

  /// The fewest frames of features from which a row's target can still be learned, or about so.
  private func fewestFeatures(_ row: PreparedRow) -> Int {
    let needed = trainer.model.objective.fewestFrames(for: row.target)
    var features = needed
    while trainer.model.frameCount(features: features) < needed { features += 1 }
    return features
  }

  /// The features with masks over them.
  private func masked(_ features: Tensor, _ row: PreparedRow) -> Tensor {
    guard let specAugment = trainer.options.specAugment, !trainer.options.overfitsBatch
    else { return features }
    let place =
      UInt64(clamping: state.step) << 32 | UInt64(clamping: row.utterance.row) & 0xFFFF_FFFF
    return specAugment(
      features, fewestFrames: fewestFeatures(row),
      stream: RandomStream(
        seed: trainer.options.seed, purpose: "spec_augment", place: place))
  }
}
