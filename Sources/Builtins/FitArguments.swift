internal import Audio
internal import CTC
internal import Interpreter
internal import Training

/// How a call of `fit` wants the model trained.
func fitOptions(_ call: Call) throws -> FitOptions {
  var options = FitOptions()
  options.epochs = try call.int("epochs")
  options.maxSteps = try call.optionalInt("max_steps")
  options.batchSize = try call.int("batch_size")
  options.maxFrames = try call.optionalInt("max_frames")
  options.gradientAccumulationSteps = try call.int("gradient_accumulation_steps")
  options.groupByLength = try call.bool("group_by_length")
  options.learningRate = try call.optionalDouble("learning_rate")
  options.learningRates = try learningRates(call)
  options.layerDecay = try call.double("layer_decay")
  options.schedule = try learningRateDecay(call)
  options.warmupSteps = try call.int("warmup_steps")
  options.warmupRatio = try call.double("warmup_ratio")
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
  options.memory = try memoryLimit(call)
  options.gradientCheckpointing = try call.bool("gradient_checkpointing")
  options.evalSteps = try call.optionalInt("eval_steps")
  options.loggingSteps = try call.optionalInt("logging_steps")
  options.saveSteps = try call.optionalInt("save_steps")
  options.saveTotalLimit = try call.int("save_total_limit")
  options.loadsBestModelAtEnd = try call.bool("load_best_model_at_end")
  options.metricForBestModel =
    EvaluationMetric(rawValue: try call.string("metric_for_best_model")) ?? .wer
  options.earlyStoppingPatience = try call.optionalInt("early_stopping_patience")
  options.overfitsBatch = try call.bool("overfit_batch")
  guard try call.string("precision") == "fp32" else {
    throw BuiltinError(
      "bf16 is not there yet: its matrix products are not written",
      hint: "precision=\"fp32\" is exact; gradient_checkpointing=true saves memory",
      argument: "precision")
  }
  options.seed = UInt64(bitPattern: Int64(try call.seed("seed")))
  return options
}

/// What checking says of a warm-up whose numbers are known before a run.
func warmupAdvice(_ known: (String) -> Value?) -> Advice? {
  var options = FitOptions()
  guard case .string(let scheduler)? = known("lr_scheduler"), scheduler != "tri_stage",
    case .int(let steps)? = known("warmup_steps"), let ratio = known("warmup_ratio")?.number
  else { return nil }
  (options.warmupSteps, options.warmupRatio) = (steps, ratio)
  if steps > 0 {
    guard case .int(let total)? = known("max_steps"),
      let remark = options.remarkOnWarmup(of: total)
    else { return nil }
    return Advice("warmup_steps", remark)
  }
  guard ratio > FitOptions.longestWarmupRatio else { return nil }
  return Advice(
    "warmup_ratio",
    "the learning rate climbs over \(ratio) of the updates: \(FitOptions.usualWarmup)")
}

private func learningRates(_ call: Call) throws -> [(part: String, rate: Double)] {
  guard try !call.isNone("learning_rates") else { return [] }
  return try call.record("learning_rates").fields.map { part, value in
    guard let rate = value.number, FitOptions.rates.contains(rate) else {
      throw BuiltinError(
        "the rate of \(part) is a number from 0 to 1000, not \(value)", argument: "learning_rates")
    }
    return (part, rate)
  }
}

/// The schedule with the numbers that belong to it.
private func learningRateDecay(_ call: Call) throws -> LearningRateDecay {
  var numbers: [(name: String, value: Double)] = []
  if try !call.isNone("lr_scheduler_kwargs") {
    for (name, value) in try call.record("lr_scheduler_kwargs").fields {
      guard let number = value.number else {
        throw BuiltinError("\(name) is a number, not \(value)", argument: "lr_scheduler_kwargs")
      }
      numbers.append((name, number))
    }
  }
  let name = try call.string("lr_scheduler")
  do throws(TrainingError) {
    return try LearningRateDecay(named: name, numbers)
  } catch {
    throw BuiltinError("\(error)", argument: "lr_scheduler_kwargs")
  }
}

/// The program that a call of `fit` wants told of the training, if any.
func logProgram(_ call: Call) throws -> LogProgram? {
  try call.isNone("on_log") ? nil : LogProgram(withProgramMeant(call.strings("on_log")))
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

extension Value {
  /// The number, whole or not, or `nil` if this is something else.
  fileprivate var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }
}
