internal import Interpreter
internal import Training

/// The arguments of `fit` that say how to train, under the names of the field's trainers.
var fitParameters: [Parameter] {
  FitOptions.declared.map(\.parameter) + [
    Parameter(
      "precision", .choice(["fp32", "bf16"]), default: .string("fp32"),
      "of numbers; bf16 is not there yet, and refused"),
    Parameter(
      "output", .optional(.outputPath), default: .none,
      "the folder of the run: checkpoints, history.csv, metrics.jsonl and TensorBoard's file; if it "
        + "holds one, the new one gets folder-2"),
    Parameter(
      "resume", .bool, default: .bool(false),
      "go on with the run of this output that was begun last, or begin it if there is none"),
    Parameter(
      "allow_changes", .bool, default: .bool(false),
      "go on also with other settings or rows, to another result"),
    Parameter(
      "on_log", .optional(.list(of: .string)), default: .none,
      "a program and its arguments that is told of every update and evaluation, a line of JSON each"
    ),
  ]
}

extension FitOption {
  /// The option as a parameter of a built-in.
  var parameter: Parameter { Parameter(name, type, default: usual, help) }

  private var type: ValueType {
    switch kind {
    case .whole(_, let range): .intIn(range)
    case .optionalWhole(_, let range): .optional(.intIn(range))
    case .number(_, let range): .numberIn(range)
    case .optionalNumber(_, let range): .optional(.numberIn(range))
    case .flag: .bool
    case .optionalFlag: .optional(.bool)
    case .choice(let choice):
      choice.isOptional ? .optional(.choice(choice.words)) : .choice(choice.words)
    case .own(.learningRates), .own(.scheduleNumbers): .optional(.record)
    case .own(.schedule): .choice(LearningRateDecay.names)
    case .own(.specAugment): .anyOf([.bool, .record])
    case .own(.augmentation): .optional(.list(of: .record))
    case .own(.memory): .optional(.string)
    case .own(.seed): .seed
    }
  }

  /// The value where a call gives none: that of the options themselves.
  private var usual: Value {
    let options = FitOptions()
    return switch kind {
    case .whole(let place, _): .int(options[keyPath: place])
    case .optionalWhole(let place, _): options[keyPath: place].map(Value.int) ?? .none
    case .number(let place, _): Self.value(options[keyPath: place])
    case .optionalNumber(let place, _): options[keyPath: place].map(Self.value) ?? .none
    case .flag(let place): .bool(options[keyPath: place])
    case .optionalFlag(let place): options[keyPath: place].map(Value.bool) ?? .none
    case .choice(let choice): choice.word(options).map(Value.string) ?? .none
    case .own(.schedule): .string("\(options.schedule)")
    case .own(.specAugment): .bool(options.specAugment != nil)
    case .own: .none
    }
  }

  /// A number as recipes write it: 0 and not 0.0.
  private static func value(_ number: Double) -> Value {
    Int(exactly: number).map(Value.int) ?? .float(number)
  }
}
