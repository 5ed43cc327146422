internal import Audio
internal import Autograd
public import Models
internal import Tensors

/// How much memory learning from recordings takes, by their lengths.
///
/// It is measured, not guessed: the model learns from two short recordings of noise, and what it held at
/// most at every stage of the way is a line through them. On the way back, what was kept becomes less
/// and gradients become more, and which stage holds most depends on the length.
public struct MemoryModel: Sendable {
  /// The bytes of all gradients.
  public let gradients: Int
  /// The frames of features of a second of sound.
  public let framesPerSecond: Double
  private let plain: [MemoryStage]
  private let checkpointed: [MemoryStage]

  /// Seconds of sound that are learned from to measure.
  private static let seconds = [1.5, 4.0]

  /// Measures a model, whose weights are as they were afterwards.
  ///
  /// - Parameter model: The model.
  /// - Throws: ``TrainingError/badSetting(name:problem:)`` if it cannot learn from so little.
  public init(_ model: any SpeechModel) throws(TrainingError) {
    defer { for parameter in model.parameters { parameter.gradient = nil } }
    var lengths: [Int] = []
    var (kept, again): ([MemoryTrace], [MemoryTrace]) = ([], [])
    for seconds in Self.seconds {
      do {
        let features = try Self.noise(seconds, model)
        lengths.append(features.rowCount)
        kept.append(try MemoryTrace(model, features, checkpointsGradients: false))
        again.append(try MemoryTrace(model, features, checkpointsGradients: true))
      } catch {
        throw .badSetting(
          name: "memory",
          problem: "what the model takes cannot be measured on \(seconds) s: \(error)")
      }
    }
    framesPerSecond = Double(lengths.last ?? 0) / (Self.seconds.last ?? 1)
    gradients = (kept + again).map(\.gradients).max() ?? 0
    plain = MemoryStage.stages(lengths, kept)
    checkpointed = MemoryStage.stages(lengths, again)
  }

  /// Makes a model of what was measured before.
  init(
    gradients: Int, framesPerSecond: Double, plain: [MemoryStage], checkpointed: [MemoryStage]
  ) {
    (self.gradients, self.framesPerSecond) = (gradients, framesPerSecond)
    (self.plain, self.checkpointed) = (plain, checkpointed)
  }

  /// The bytes that learning from recordings takes at most at a time.
  ///
  /// - Parameters:
  ///   - frames: The frames of features of each.
  ///   - checkpointsGradients: Whether layers are computed again on the way back.
  ///   - heldSums: How many sums of gradients of other recordings are held meanwhile.
  /// - Returns: The bytes, those of gradients included.
  public func bytes(
    _ frames: [Int], checkpointsGradients: Bool, heldSums: Int = 0
  ) -> Int {
    let sum = frames.reduce(0.0) { $0 + Double($1) }
    let bytes = (checkpointsGradients ? checkpointed : plain).map {
      $0.bytes(frames: sum) + Double($0.gradients)
    }
    return Int(min((bytes.max() ?? 0) + Double(heldSums) * Double(gradients), 1e18))
  }

  /// The features of so many seconds of noise.
  private static func noise(
    _ seconds: Double, _ model: any SpeechModel
  ) throws(ModelError) -> Tensor {
    var stream = RandomStream(seed: 0, purpose: "memory")
    let samples = (0..<Int(seconds * Double(model.samplingRate))).map { _ in
      0.1 * stream.normal()
    }
    let clip = AudioClip(samples: Tensor(samples), samplingRate: model.samplingRate)
    return try model.features(of: clip)
  }
}
