internal import Audio
internal import Interpreter
internal import Training

/// How a call of `fit` wants the model trained.
func fitOptions(_ call: Call) throws -> FitOptions {
  var options = FitOptions()
  for option in FitOptions.declared { try option.read(call, into: &options) }
  guard try call.string("precision") == "fp32" else {
    throw BuiltinError(
      "bf16 is not there yet: its matrix products are not written",
      hint: "precision=\"fp32\" is exact; gradient_checkpointing=true saves memory",
      argument: "precision")
  }
  return options
}

extension FitOption {
  /// Takes the option from a call that has a parameter for it.
  func read(_ call: Call, into options: inout FitOptions) throws {
    switch kind {
    case .whole(let place, _): options[keyPath: place] = try call.int(name)
    case .optionalWhole(let place, _): options[keyPath: place] = try call.optionalInt(name)
    case .number(let place, _): options[keyPath: place] = try call.double(name)
    case .optionalNumber(let place, _): options[keyPath: place] = try call.optionalDouble(name)
    case .flag(let place): options[keyPath: place] = try call.bool(name)
    case .optionalFlag(let place):
      options[keyPath: place] = try call.isNone(name) ? nil : call.bool(name)
    case .choice(let choice): choice.choose(&options, try call.optionalString(name))
    case .own(.learningRates): options.learningRates = try learningRates(call)
    case .own(.schedule): options.schedule = try learningRateDecay(call)
    // They are read with the schedule that they belong to.
    case .own(.scheduleNumbers): break
    case .own(.specAugment): options.specAugment = try specAugment(call)
    case .own(.augmentation):
      options.augmentation = try call.isNone(name) ? nil : augmentation(call, name)
    case .own(.memory): options.memory = try memoryLimit(call)
    case .own(.seed): options.seed = UInt64(bitPattern: Int64(try call.seed(name)))
    }
  }
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
