extension LearningRateDecay {
  /// The names of schedules: those of transformers, and fairseq's `tri_stage`.
  public static let names = [
    "linear", "cosine", "cosine_with_restarts", "polynomial", "constant", "constant_with_warmup",
    "inverse_sqrt", "tri_stage",
  ]

  /// Makes a schedule from its name.
  ///
  /// - Parameters:
  ///   - name: One of ``names``.
  ///   - numbers: What belongs to it, by the names that the field has: `num_cycles`, `power`, `lr_end`,
  ///     `warmup`, `hold`, `decay`, `init_lr_scale`, `final_lr_scale`.
  /// - Throws: ``TrainingError/badSetting(name:problem:)`` for a number that does not belong to it or
  ///   cannot be.
  public init(
    named name: String, _ numbers: [(name: String, value: Double)] = []
  ) throws(TrainingError) {
    var numbers = Dictionary(numbers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    /// Takes a number, which must be in a range.
    func take(
      _ key: String, _ usual: Double, _ range: ClosedRange<Double>
    ) throws(TrainingError) -> Double {
      let value = numbers.removeValue(forKey: key) ?? usual
      guard range.contains(value) else {
        throw .badSetting(
          name: key,
          problem: "is a number from \(range.lowerBound) to \(range.upperBound), not \(value)")
      }
      return value
    }
    switch name {
    case "linear": self = .linear
    case "constant", "constant_with_warmup": self = .constant
    case "inverse_sqrt": self = .inverseSquareRoot
    case "cosine": self = .cosine(cycles: try take("num_cycles", 0.5, 0.01...1000))
    case "cosine_with_restarts":
      self = .cosineWithRestarts(cycles: Int(try take("num_cycles", 1, 1...1000)))
    case "polynomial":
      self = .polynomial(
        power: try take("power", 1, 0.01...100), end: try take("lr_end", 1e-7, 0...1000))
    case "tri_stage":
      var stages = TriStage()
      stages.warmup = try take("warmup", stages.warmup, 0...1)
      stages.hold = try take("hold", stages.hold, 0...1)
      stages.decay = try take("decay", stages.decay, 0...1)
      stages.initialScale = try take("init_lr_scale", stages.initialScale, 1e-6...1)
      stages.finalScale = try take("final_lr_scale", stages.finalScale, 1e-6...1)
      guard stages.warmup + stages.hold + stages.decay <= 1.000_001 else {
        throw .badSetting(name: "tri_stage", problem: "has stages that are more than the whole")
      }
      self = .triStage(stages)
    default:
      throw .badSetting(
        name: "lr_scheduler",
        problem: "is one of \(Self.names.joined(separator: ", ")), not \(name)")
    }
    if let left = numbers.keys.sorted().first {
      throw .badSetting(name: left, problem: "does not belong to \(name)")
    }
  }
}
