internal import Audio
internal import CTC
internal import Interpreter
internal import Training

/// The arguments of `fit` that say how to train, under the names of the field's trainers.
var fitParameters: [Parameter] {
  let count = ValueType.intIn(FitOptions.counts)
  let rate = ValueType.numberIn(FitOptions.rates)
  let beta = ValueType.numberIn(FitOptions.betas)
  return [
    Parameter("epochs", count, default: .int(3), "passes over the training rows"),
    Parameter("max_steps", .optional(count), default: .none, "updates, instead of epochs"),
    Parameter("batch_size", count, default: .int(16), "recordings of an update"),
    Parameter(
      "max_frames", .optional(count), default: .none,
      "most hundredths of a second of an update, all recordings together"),
    Parameter("group_by_length", .bool, default: .bool(true), "like lengths share a batch"),
    Parameter(
      "learning_rate", .optional(rate), default: .none,
      "at the end of the warm-up; the model's usual one if none"),
    Parameter(
      "lr_scheduler", .choice(["linear", "constant"]), default: .string("linear"),
      "after the warm-up"),
    Parameter(
      "warmup_steps", .intIn(FitOptions.warmups), default: .int(0),
      "updates over which the rate climbs from 0"),
    Parameter("weight_decay", rate, default: .int(0), "of all but biases and norms"),
    Parameter("adam_beta1", beta, default: .float(0.9), "decay of the mean of gradients"),
    Parameter("adam_beta2", beta, default: .float(0.999), "decay of the mean of their squares"),
    Parameter(
      "adam_epsilon", .numberIn(FitOptions.epsilons), default: .float(1e-8),
      "keeps the quotient finite"),
    Parameter(
      "max_grad_norm", .numberIn(FitOptions.gradientNorms), default: .int(1),
      "length to clip gradients to; 0 for none"),
    Parameter(
      "spec_augment", .anyOf([.bool, .record]), default: .bool(false),
      "change speed, mask bands and stretches while training: true, or {freq_masks: 2, "
        + "freq_width: 10, time_masks: 2, time_width: 20, time_stretch: 0.1}"),
    Parameter(
      "augment", .optional(.list(of: .record)), default: .none,
      "steps of data.augment, drawn anew for every recording at every update"),
    Parameter(
      "ctc_loss_reduction", .optional(.choice(["mean", "sum"])), default: .none,
      "mean divides a loss by its labels, then averages; as load_model says if none"),
    Parameter(
      "ctc_zero_infinity", .optional(.bool), default: .none,
      "labels that cannot fit count as 0; as load_model says if none"),
    Parameter(
      "gradient_checkpointing", .bool, default: .bool(false),
      "compute layers again on the way back: less memory, a third more time"),
    Parameter(
      "eval_steps", .optional(count), default: .none,
      "updates between evaluations; an epoch if none"
    ),
    Parameter(
      "logging_steps", .optional(count), default: .none, "updates between rows of the table"),
    Parameter(
      "seed", .seed, default: .none, "of the order and of dropout; the session's if none"),
  ]
}

/// How a call of `fit` wants the model trained.
func fitOptions(_ call: Call) throws -> FitOptions {
  var options = FitOptions()
  options.epochs = try call.int("epochs")
  options.maxSteps = try call.optionalInt("max_steps")
  options.batchSize = try call.int("batch_size")
  options.maxFrames = try call.optionalInt("max_frames")
  options.groupByLength = try call.bool("group_by_length")
  options.learningRate = try call.optionalDouble("learning_rate")
  options.schedule =
    LearningRateSchedule.Decay(rawValue: try call.string("lr_scheduler")) ?? .linear
  options.warmupSteps = try call.int("warmup_steps")
  options.weightDecay = try call.double("weight_decay")
  options.adamBeta1 = try call.double("adam_beta1")
  options.adamBeta2 = try call.double("adam_beta2")
  options.adamEpsilon = try call.double("adam_epsilon")
  options.maxGradientNorm = try call.double("max_grad_norm")
  options.specAugment = try specAugment(call)
  options.augmentation = try call.isNone("augment") ? nil : augmentation(call, "augment")
  options.lossReduction = try call.optionalString("ctc_loss_reduction").flatMap {
    CTCLoss.Reduction(rawValue: $0)
  }
  options.zeroInfinity = try call.isNone("ctc_zero_infinity") ? nil : call.bool("ctc_zero_infinity")
  options.gradientCheckpointing = try call.bool("gradient_checkpointing")
  options.evalSteps = try call.optionalInt("eval_steps")
  options.loggingSteps = try call.optionalInt("logging_steps")
  options.seed = UInt64(bitPattern: Int64(try call.seed("seed")))
  return options
}

private func specAugment(_ call: Call) throws -> SpecAugment? {
  var masks = SpecAugment()
  switch try call.value("spec_augment") {
  case .bool(let isWanted): return isWanted ? masks : nil
  case .record(let record):
    for (name, value) in record.fields { try masks.set(name, value) }
    return masks
  default: return nil
  }
}

extension SpecAugment {
  /// Sets one of its numbers by the name that recipes use.
  fileprivate mutating func set(_ name: String, _ value: Value) throws {
    func whole() throws -> Int {
      guard case .int(let number) = value, (0...10_000).contains(number) else {
        throw BuiltinError(
          "\(name) is a whole number from 0 to 10,000, not \(value)", argument: "spec_augment")
      }
      return number
    }
    switch name {
    case "freq_masks": bandMasks = try whole()
    case "freq_width": bandWidth = try whole()
    case "time_masks": timeMasks = try whole()
    case "time_width": timeWidth = try whole()
    case "time_stretch":
      guard case .float(let share) = value, (0...0.5).contains(share) else {
        throw BuiltinError(
          "time_stretch is a number from 0.0 to 0.5, not \(value)", argument: "spec_augment")
      }
      timeStretch = share
    default:
      throw BuiltinError(
        "spec_augment has no \(name)",
        hint: "it has freq_masks, freq_width, time_masks, time_width and time_stretch",
        argument: "spec_augment")
    }
  }
}
