import Testing

@testable import Training

/// Each option of training is declared once; what is made of the declaration agrees with it.
@Suite struct FitOptionTableTests {
  @Test func `the defaults may be`() throws { try FitOptions().check() }

  @Test func `no two options share a name, and each says what it is about`() {
    let names = FitOptions.declared.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(FitOptions.declared.allSatisfy { !$0.help.isEmpty })
  }

  @Test func `what is out of range is refused by its name and the range`() throws {
    var seen = 0
    for option in FitOptions.declared {
      var options = FitOptions()
      let words: String
      switch option.kind {
      case .whole(let place, let range):
        options[keyPath: place] = range.lowerBound - 1
        words = "a whole number from \(range.lowerBound) to "
      case .optionalWhole(let place, let range):
        options[keyPath: place] = range.upperBound + 1
        words = "a whole number from \(range.lowerBound) to "
      case .number(let place, let range):
        options[keyPath: place] = range.lowerBound - 1e-9 * max(1, abs(range.lowerBound))
        words = "a number from \(range.lowerBound) to \(range.upperBound)"
      case .optionalNumber(let place, let range):
        options[keyPath: place] = .nan
        words = "a number from \(range.lowerBound) to \(range.upperBound)"
      case .flag, .optionalFlag, .choice, .own: continue
      }
      seen += 1
      #expect {
        try options.check()
      } throws: {
        "\($0)".contains(option.name) && "\($0)".contains(words)
      }
    }
    #expect(seen >= 15)
  }

  /// The names under which runs of earlier versions recorded their options.
  private static let recorded: Set = [
    "adam_beta1", "adam_beta2", "adam_epsilon", "augment", "batch_size", "ctc_loss_reduction",
    "ctc_zero_infinity", "early_stopping_patience", "epochs", "eval_steps",
    "gradient_accumulation_steps", "group_by_length", "layer_decay", "learning_rate",
    "learning_rates", "lr_scheduler", "max_frames", "max_grad_norm", "max_steps",
    "metric_for_best_model", "overfit_batch", "seed", "spec_augment", "warmup_ratio",
    "warmup_steps", "weight_decay",
  ]

  @Test func `a run records what changes its result, as runs before did`() throws {
    let model = try Tones.model()
    let record = FitOptions().described(for: model)
    #expect(Set(record.keys) == Self.recorded)
    // Written down from a run of the version before the table.
    #expect(record["learning_rate"] == "0.001" && record["lr_scheduler"] == "linear")
    #expect(record["ctc_loss_reduction"] == "mean" && record["ctc_zero_infinity"] == "false")
    #expect(record["adam_epsilon"] == "1e-08" && record["max_steps"] == "none")
    #expect(record["spec_augment"] == "none" && record["learning_rates"] == "")
    #expect(record["layer_decay"] == "1.0" && record["seed"] == "42")
  }

  @Test func `each option that is recorded changes the record when it is another`() throws {
    let model = try Tones.model()
    let before = FitOptions().described(for: model)
    for option in FitOptions.declared {
      var options = FitOptions()
      switch option.kind {
      case .whole(let place, _): options[keyPath: place] += 1
      case .optionalWhole(let place, _): options[keyPath: place] = 7
      case .number(let place, _): options[keyPath: place] += 0.125
      case .optionalNumber(let place, _): options[keyPath: place] = 0.125
      case .flag(let place): options[keyPath: place].toggle()
      case .optionalFlag(let place): options[keyPath: place] = true
      case .choice(let choice): choice.choose(&options, choice.words.last { $0 != "wer" })
      case .own: continue
      }
      let after = options.described(for: model)
      let changed = after.keys.filter { after[$0] != before[$0] }
      #expect(
        changed == (Self.recorded.contains(option.name) ? [option.name] : []), "\(option.name)")
    }
  }
}
