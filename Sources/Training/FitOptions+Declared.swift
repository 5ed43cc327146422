internal import Recognizers
internal import Models

extension FitOptions {
  /// What ``learningRate``, those of ``learningRates`` and ``weightDecay`` may be.
  public static let rates = 0...1e3
  private static let counts = 1...1_000_000_000
  private static let betas = 0...0.999_999

  /// All options, in the order of the parameters of `fit`.
  public static let declared: [FitOption] =
    batches + rate + optimizer + [specAugmenting, augmenting] + loss + [memoryLimit, recomputation]
    + evaluating + [seeding]

  private static let batches: [FitOption] = [
    FitOption("epochs", .whole(\.epochs, counts), "passes over the training rows"),
    FitOption("max_steps", .optionalWhole(\.maxSteps, counts), "updates, instead of epochs"),
    FitOption("batch_size", .whole(\.batchSize, counts), "recordings of a batch"),
    FitOption(
      "max_frames", .optionalWhole(\.maxFrames, counts),
      "most hundredths of a second of a batch, all recordings together"),
    FitOption(
      "gradient_accumulation_steps", .whole(\.gradientAccumulationSteps, counts),
      "batches whose gradients are averaged for an update"),
    FitOption("group_by_length", .flag(\.groupByLength), "like lengths share a batch"),
  ]

  private static let rate: [FitOption] = [
    FitOption(
      "learning_rate", .optionalNumber(\.learningRate, rates),
      "at the end of the warm-up; the model's usual one if none",
      recording: .words { "\($0.learningRate ?? $1.usualLearningRate)" }),
    FitOption(
      "learning_rates", .own(.learningRates), "rates of parts of the model: {lm_head: 1e-3}",
      recording: .words { options, _ in
        options.learningRates.map { "\($0.part): \($0.rate)" }.joined(separator: ", ")
      }),
    FitOption(
      "layer_decay", .number(\.layerDecay, 0.01...1),
      "what each layer's rate is of that of the layer above"),
    FitOption(
      "lr_scheduler", .own(.schedule), "after the warm-up",
      recording: .words { options, _ in "\(options.schedule)" }),
    FitOption(
      "lr_scheduler_kwargs", .own(.scheduleNumbers),
      "{num_cycles: 0.5} of a cosine, {power: 1, lr_end: 1e-7} of a polynomial, "
        + "{warmup: 0.1, hold: 0.4, decay: 0.5, init_lr_scale: 0.01, final_lr_scale: 0.05} of tri_stage",
      // The schedule's words have them.
      recording: .nothing),
    FitOption(
      "warmup_steps", .whole(\.warmupSteps, 0...1_000_000_000),
      "updates over which the rate climbs from 0"),
    FitOption("warmup_ratio", .number(\.warmupRatio, 0...1), "the same as a share of all updates"),
  ]

  private static let optimizer: [FitOption] = [
    FitOption("weight_decay", .number(\.weightDecay, rates), "of all but biases and norms"),
    FitOption("adam_beta1", .number(\.adamBeta1, betas), "decay of the mean of gradients"),
    FitOption("adam_beta2", .number(\.adamBeta2, betas), "decay of the mean of their squares"),
    FitOption(
      "adam_epsilon", .number(\.adamEpsilon, 1e-30...1), "added to the divisor of an update"),
    FitOption(
      "max_grad_norm", .number(\.maxGradientNorm, 0...1e30),
      "length to clip gradients to; 0 for none"),
  ]

  private static let specAugmenting = FitOption(
    "spec_augment", .own(.specAugment),
    "change speed, mask bands and stretches while training: true, or {freq_masks: 2, "
      + "freq_width: 10, time_masks: 2, time_width: 20, time_stretch: 0.1}",
    recording: .words { options, _ in FitOption.words(options.specAugment) })

  private static let augmenting = FitOption(
    "augment", .own(.augmentation),
    "steps of data.augment, drawn anew for every recording at every update",
    recording: .words { options, _ in FitOption.words(options.augmentation) })

  private static let loss: [FitOption] = [
    FitOption(
      "ctc_loss_reduction",
      .choice(
        FitOption.Choice(
          words: ["mean", "sum"], isOptional: true, word: { $0.lossReduction?.rawValue },
          choose: { $0.lossReduction = $1.flatMap { LossReduction(rawValue: $0) } })),
      "mean divides a loss by its labels, then averages; as load_model says if none",
      recording: .words { "\($0.lossReduction ?? $1.lossReduction)" }),
    FitOption(
      "ctc_zero_infinity", .optionalFlag(\.zeroInfinity),
      "labels that cannot fit count as 0; as load_model says if none",
      recording: .words { "\($0.zeroInfinity ?? $1.zeroInfinity)" }),
  ]

  /// How much training may hold.
  public static let memoryLimit = FitOption(
    "memory", .own(.memory),
    "what training may hold beside weights and running means: \"6GB\"; a share of the machine's "
      + "if none", recording: .nothing)

  /// Whether layers are always recomputed.
  public static let recomputation = FitOption(
    "gradient_checkpointing", .flag(\.gradientCheckpointing),
    "always compute layers again on the way back: less memory, a third more time; done by itself where "
      + "recordings do not fit otherwise", recording: .nothing)

  private static let evaluating: [FitOption] = [
    FitOption(
      "eval_steps", .optionalWhole(\.evalSteps, counts),
      "updates between evaluations; an epoch if none"),
    FitOption(
      "logging_steps", .optionalWhole(\.loggingSteps, counts),
      "updates between rows of the table", recording: .nothing),
    FitOption(
      "save_steps", .optionalWhole(\.saveSteps, counts),
      "updates between checkpoints in output; as eval_steps if none, and before every evaluation",
      recording: .nothing),
    FitOption(
      "save_total_limit", .whole(\.saveTotalLimit, counts),
      "checkpoints that are kept, besides the best", recording: .nothing),
    FitOption(
      "load_best_model_at_end", .flag(\.loadsBestModelAtEnd),
      "end with the weights of the best evaluation, not the last", recording: .nothing),
    FitOption(
      "metric_for_best_model",
      .choice(
        FitOption.Choice(
          words: EvaluationMetric.allCases.map(\.rawValue), isOptional: false,
          word: { $0.metricForBestModel.rawValue },
          choose: { options, word in
            if let metric = word.flatMap({ EvaluationMetric(rawValue: $0) }) {
              options.metricForBestModel = metric
            }
          })),
      "what says which evaluation is the best; of equal ones cer does, then loss, then the later is"
    ),
    FitOption(
      "early_stopping_patience", .optionalWhole(\.earlyStoppingPatience, counts),
      "end after so many evaluations in a row that were no better; hearing blanks alone counts from a "
        + "third of the updates on"),
    FitOption(
      "overfit_batch", .flag(\.overfitsBatch),
      "overfit the first batch, again and again: a test of model and data"),
  ]

  private static let seeding = FitOption(
    "seed", .own(.seed), "of the order and of dropout; the session's if none",
    recording: .words { options, _ in "\(options.seed)" })

  /// What is recorded of the options that change what is learned, by their names in recipes.
  func described(for model: any SpeechModel) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: Self.declared.compactMap { option in
        option.record(self, for: model).map { (option.name, $0) }
      })
  }
}
