internal import Audio
internal import CTC
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
    let counts: [(String, Int?)] = [
      ("epochs", epochs), ("max_steps", maxSteps), ("batch_size", batchSize),
      ("max_frames", maxFrames), ("eval_steps", evalSteps), ("logging_steps", loggingSteps),
      ("save_steps", saveSteps), ("save_total_limit", saveTotalLimit),
      ("early_stopping_patience", earlyStoppingPatience),
      ("gradient_accumulation_steps", gradientAccumulationSteps),
    ]
    for (name, value) in counts {
      guard let value else { continue }
      guard Self.counts.contains(value) else {
        throw refuse(name, "is a whole number from 1 to 1,000,000,000, not \(value)")
      }
    }
    guard Self.warmups.contains(warmupSteps) else {
      throw refuse("warmup_steps", "is a whole number from 0 to 1,000,000,000, not \(warmupSteps)")
    }
    guard warmupSteps == 0 || warmupRatio == 0 else {
      throw refuse("warmup_ratio", "and warmup_steps say the same; give one of them")
    }
    guard lossReduction != CTCLoss.Reduction.none else {
      throw refuse("ctc_loss_reduction", "is mean or sum: training needs one number")
    }
    for (part, rate) in learningRates {
      guard Self.rates.contains(rate) else {
        throw refuse("learning_rates", "has \(rate) for \(part); a rate is from 0 to 1000")
      }
    }
    if let memory, memory < Self.leastMemory {
      throw refuse("memory", "is at least \(Self.leastMemory / 1_000_000) MB")
    }
    let numbers: [(String, Double?, ClosedRange<Double>)] = [
      ("learning_rate", learningRate, Self.rates), ("weight_decay", weightDecay, Self.rates),
      ("adam_beta1", adamBeta1, Self.betas), ("adam_beta2", adamBeta2, Self.betas),
      ("adam_epsilon", adamEpsilon, Self.epsilons),
      ("max_grad_norm", maxGradientNorm, Self.gradientNorms),
      ("warmup_ratio", warmupRatio, Self.ratios), ("layer_decay", layerDecay, Self.layerDecays),
    ]
    for (name, value, range) in numbers {
      guard let value else { continue }
      guard range.contains(value) else {
        throw refuse(
          name, "is a number from \(range.lowerBound) to \(range.upperBound), not \(value)")
      }
    }
  }
}
