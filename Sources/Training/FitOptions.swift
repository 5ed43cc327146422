public import Audio
public import CTC
public import Models

/// How a model is trained; the names and most defaults are those of the field's trainers.
public struct FitOptions: Sendable {
  /// What ``epochs``, ``maxSteps``, ``batchSize``, ``maxFrames``, ``evalSteps`` and ``loggingSteps`` may be.
  public static let counts = 1...1_000_000_000
  /// What ``warmupSteps`` may be.
  public static let warmups = 0...1_000_000_000
  /// What ``learningRate`` and ``weightDecay`` may be.
  public static let rates = 0...1e3
  /// What ``adamBeta1`` and ``adamBeta2`` may be.
  public static let betas = 0...0.999_999
  /// What ``adamEpsilon`` may be.
  public static let epsilons = 1e-30...1
  /// What ``maxGradientNorm`` may be.
  public static let gradientNorms = 0...1e30

  /// Passes over the training rows.
  public var epochs = 3
  /// The number of updates, if it is to be other than the passes give.
  public var maxSteps: Int?
  /// Recordings of an update.
  public var batchSize = 16
  /// The most frames of an update, a hundredth of a second each: long recordings make smaller
  /// batches.
  public var maxFrames: Int?
  /// Whether recordings of like length share a batch.
  public var groupByLength = true
  /// The learning rate at the end of the warm-up; the model's usual one if not given.
  public var learningRate: Double?
  /// The updates over which the learning rate climbs from 0.
  public var warmupSteps = 0
  /// What the learning rate does after that.
  public var schedule = LearningRateSchedule.Decay.linear
  /// The decoupled decay of all parameters but biases and the gains of norms.
  public var weightDecay = 0.0
  /// The decay of the running mean of gradients.
  public var adamBeta1 = 0.9
  /// The decay of the running mean of squared gradients.
  public var adamBeta2 = 0.999
  /// What keeps AdamW's quotient finite.
  public var adamEpsilon = 1e-8
  /// The length to which the gradient of all parameters is clipped; 0 for no clipping.
  public var maxGradientNorm = 1.0
  /// The masks over the features while training, or `nil` for none.
  public var specAugment: SpecAugment?
  /// What is done to the recordings while training, drawn anew at every step, or `nil` for nothing.
  public var augmentation: Augmentation?
  /// How the losses of a batch become one number; the model's own way if not given.
  public var lossReduction: CTCLoss.Reduction?
  /// Whether a recording whose labels cannot fit its frames counts as 0; as the model says if not
  /// given.
  public var zeroInfinity: Bool?
  /// Whether layers are computed again on the way back rather than kept: less memory, more time.
  public var gradientCheckpointing = false
  /// The updates between two evaluations; once a pass if not given.
  public var evalSteps: Int?
  /// The updates between two rows of the table without an evaluation; those of ``evalSteps`` if not
  /// given.
  public var loggingSteps: Int?
  /// The root of the order of rows and of dropout.
  public var seed: UInt64 = 42

  /// The defaults.
  public init() {}

  /// Refuses what does not go with a model, by name.
  public func check(for model: any SpeechModel) throws(TrainingError) {
    try check()
    guard specAugment != nil, model.masksInside else { return }
    throw .badSetting(
      name: "spec_augment",
      problem: "changes frames of a spectrogram, and \(model.family) hears samples; it masks "
        + "inside, as load_model(…, mask_time_prob=0.05, mask_feature_prob=0) says")
  }

  /// Refuses what is out of range, by name.
  public func check() throws(TrainingError) {
    func refuse(_ name: String, _ problem: String) -> TrainingError {
      .badSetting(name: name, problem: problem)
    }
    let counts: [(String, Int?)] = [
      ("epochs", epochs), ("max_steps", maxSteps), ("batch_size", batchSize),
      ("max_frames", maxFrames), ("eval_steps", evalSteps), ("logging_steps", loggingSteps),
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
    guard lossReduction != CTCLoss.Reduction.none else {
      throw refuse("ctc_loss_reduction", "is mean or sum: training needs one number")
    }
    let numbers: [(String, Double?, ClosedRange<Double>)] = [
      ("learning_rate", learningRate, Self.rates), ("weight_decay", weightDecay, Self.rates),
      ("adam_beta1", adamBeta1, Self.betas), ("adam_beta2", adamBeta2, Self.betas),
      ("adam_epsilon", adamEpsilon, Self.epsilons),
      ("max_grad_norm", maxGradientNorm, Self.gradientNorms),
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
