internal import Audio
public import Models

extension FitOptions {
  /// Refuses what does not go with a model, by name.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - hasEvaluation: Whether there are rows to evaluate on.
  /// - Throws: ``TrainingError/badSetting(name:problem:)``.
  public func check(
    for model: any SpeechModel, hasEvaluation: Bool = true
  ) throws(TrainingError) {
    try check()
    let needy = [
      ("early_stopping_patience", earlyStoppingPatience != nil),
      ("load_best_model_at_end", loadsBestModelAtEnd),
    ]
    if !hasEvaluation, let (name, _) = needy.first(where: \.1) {
      throw .badSetting(name: name, problem: "needs rows to evaluate on: eval=…")
    }
    guard specAugment != nil, model.masksInside else { return }
    throw .badSetting(
      name: "spec_augment",
      problem: "changes frames of a spectrogram, and \(model.family) hears samples; it masks "
        + "inside, as load_model(…, mask_time_prob=0.05, mask_feature_prob=0) says")
  }

  /// Refuses steps that no recording could be changed by; files of noise and rooms are opened.
  func checkAugmentation(for model: any SpeechModel) throws(TrainingError) {
    guard let augmentation,
      let (step, reason) = augmentation.problem(atRate: model.samplingRate)
    else { return }
    throw .badSetting(
      name: "augment",
      problem: "cannot be done: step \(step) (\(augmentation.steps[step].effect.name)): \(reason)")
  }

  /// Refuses what is out of range, by name.
  public func check() throws(TrainingError) {
    func refuse(_ name: String, _ problem: String) -> TrainingError {
      .badSetting(name: name, problem: problem)
    }
    for option in Self.declared { try option.check(self) }
    guard warmupSteps == 0 || warmupRatio == 0 else {
      throw refuse("warmup_ratio", "and warmup_steps say the same; give one of them")
    }
    for (part, rate) in learningRates {
      guard Self.rates.contains(rate) else {
        throw refuse("learning_rates", "has \(rate) for \(part); a rate is from 0 to 1000")
      }
    }
    if let memory, memory < Self.leastMemory {
      throw refuse("memory", "is at least \(Self.leastMemory / 1_000_000) MB")
    }
  }
}
