internal import Tensors

/// Changes to recordings, one after the other, each with a chance and with numbers that are drawn.
///
/// What is drawn for a recording depends on the seed, on the place of the step in the chain and on
/// the recording's own place alone: not on other recordings, their order, or threads. No step cuts
/// off what lies beyond ±1 but clipping, which is asked to.
public struct Augmentation: Sendable, Equatable {
  /// One change.
  public struct Step: Sendable, Equatable {
    /// What is done.
    public let effect: Effect
    /// The chance that it is done, from 0 to 1.
    public let probability: Double
    /// Whether all recordings of a batch share what is drawn, noise itself aside.
    public let isPerBatch: Bool

    /// Makes a step.
    ///
    /// - Parameters:
    ///   - effect: What is done.
    ///   - probability: The chance that it is done, from 0 to 1.
    ///   - isPerBatch: Whether all recordings of a batch share what is drawn.
    /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)`` if a number cannot be.
    public init(
      _ effect: Effect, probability: Double = 1, isPerBatch: Bool = false
    ) throws(AudioError) {
      guard (0...1).contains(probability) else {
        throw .invalidSetting(name: "p", value: "\(probability)", requirement: "from 0 to 1")
      }
      try effect.check()
      self.effect = effect
      self.probability = probability
      self.isPerBatch = isPerBatch
    }
  }

  /// Which recording it is, for the draws.
  public struct Place: Sendable, Hashable {
    /// The root of all draws.
    public let seed: UInt64
    /// The recording: its row, and in training the step too.
    public let recording: UInt64
    /// The batch that it is in.
    public let batch: UInt64

    /// Names the row of a dataset, all of which is one batch.
    public init(seed: UInt64, row: Int) {
      self.init(seed: seed, row: row, batch: 0)
    }

    /// Names a row in a batch, such as a step of training; rows are below 2³².
    public init(seed: UInt64, row: Int, batch: Int) {
      self.seed = seed
      recording = UInt64(clamping: batch) << 32 | UInt64(clamping: row) & 0xFFFF_FFFF
      self.batch = UInt64(clamping: batch)
    }
  }

  /// The changes, in their order.
  public let steps: [Step]

  /// Makes a chain of steps.
  public init(_ steps: [Step]) {
    self.steps = steps
  }

  /// Changes a clip.
  ///
  /// - Parameters:
  ///   - clip: The clip.
  ///   - place: Which recording it is.
  /// - Returns: The clip behind all steps that chance chose.
  /// - Throws: ``AudioError`` of a step.
  public func callAsFunction(
    _ clip: AudioClip, at place: Place
  ) throws(AudioError) -> AudioClip {
    try apply(to: clip, at: place) { (_, reason) throws(AudioError) in throw reason }
  }

  /// Changes a clip; a step that fails leaves it as it was behind the step before.
  ///
  /// - Parameters:
  ///   - clip: The clip.
  ///   - place: Which recording it is.
  ///   - failed: Told which step failed and why; what it throws ends the work.
  /// - Returns: The clip behind all other steps that chance chose.
  /// - Throws: What `failed` throws.
  func apply(
    to clip: AudioClip, at place: Place,
    failed: (_ step: Int, _ reason: AudioError) throws(AudioError) -> Void
  ) throws(AudioError) -> AudioClip {
    var result = clip
    for (number, step) in steps.enumerated() {
      var stream = draws(number, step, place)
      guard Double(stream.uniform()) < step.probability else { continue }
      let noise = RandomStream(
        seed: place.seed, purpose: "augment noise \(number)", place: place.recording)
      do throws(AudioError) {
        result = try step.effect.applied(to: result, &stream, noise: noise)
      } catch {
        try failed(number, error)
      }
    }
    return result
  }

  /// How many times as fast a recording is said behind all steps, which nothing is decoded to tell.
  public func speedFactor(at place: Place) -> Double {
    var factor = 1.0
    for (number, step) in steps.enumerated() {
      var stream = draws(number, step, place)
      guard Double(stream.uniform()) < step.probability else { continue }
      factor *= step.effect.speedFactor(&stream)
    }
    return factor
  }

  private func draws(_ number: Int, _ step: Step, _ place: Place) -> RandomStream {
    RandomStream(
      seed: place.seed, purpose: "augment \(number)\(step.isPerBatch ? " of a batch" : "")",
      place: step.isPerBatch ? place.batch : place.recording)
  }
}
