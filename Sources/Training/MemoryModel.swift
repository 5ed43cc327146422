internal import Audio
internal import Autograd
internal import CTC
internal import Kernels
internal import Layers
public import Models
internal import Tensors

/// How much memory learning from recordings takes, by their lengths.
///
/// It is measured, not guessed: the model learns from three short recordings of noise, and what it held
/// at most is a polynomial of the length through them. Layers keep so much for each frame, attention may
/// keep something for each pair of frames, and gradients take the same for any batch.
public struct MemoryModel: Sendable {
  /// What a recording takes: so much for each frame of features, and for each pair of frames.
  struct Growth: Sendable {
    let perFrame: Double
    let perPair: Double

    func bytes(_ frames: Int) -> Double {
      let frames = Double(frames)
      return perFrame * frames + perPair * frames * frames
    }
  }

  /// The bytes of the gradients, and of what else does not depend on the batch.
  public let fixed: Int
  /// The frames of features of a second of sound.
  public let framesPerSecond: Double
  private let growth: Growth
  private let checkpointed: Growth

  /// Seconds of sound that are learned from to measure.
  private static let seconds = [1.0, 2.5, 4.0]

  /// Measures a model, whose weights are as they were afterwards.
  ///
  /// - Parameter model: The model.
  public init(_ model: any SpeechModel) {
    let values = model.parameters.map(\.value)
    let heard = Self.seconds.compactMap { Self.noise($0, model) }
    let lengths = heard.map(\.rowCount)
    // Gradients are there while the parts behind the first are learned from, and so they are here.
    if let shortest = heard.first { _ = Self.peak(model, shortest, checkpointsGradients: true) }
    let gradients = model.parameters.reduce(0) { $0 + 4 * ($1.gradient?.count ?? 0) }
    let kept = heard.map { Self.peak(model, $0, checkpointsGradients: false) }
    let again = heard.map { Self.peak(model, $0, checkpointsGradients: true) }
    for (parameter, value) in zip(model.parameters, values) {
      parameter.value = value
      parameter.gradient = nil
    }
    framesPerSecond = Double(lengths.last ?? 0) / (Self.seconds.last ?? 1)
    let plain = Self.growth(lengths, kept)
    let least = Self.growth(lengths, again)
    growth = plain.growth
    checkpointed = least.growth
    fixed = gradients + Int(max(plain.fixed, least.fixed, 0))
  }

  /// The bytes that learning from recordings takes at most at a time.
  ///
  /// - Parameters:
  ///   - frames: The frames of features of each.
  ///   - checkpointsGradients: Whether layers are computed again on the way back.
  /// - Returns: The bytes, those of gradients included.
  public func bytes(_ frames: [Int], checkpointsGradients: Bool) -> Int {
    let growth = checkpointsGradients ? checkpointed : growth
    let sum = frames.reduce(Double(fixed)) { $0 + growth.bytes($1) }
    return sum < 1e18 ? Int(sum) : Int(1e18)
  }

  /// The features of so many seconds of noise.
  private static func noise(_ seconds: Double, _ model: any SpeechModel) -> Tensor? {
    var stream = RandomStream(seed: 0, purpose: "memory")
    let samples = (0..<Int(seconds * Double(model.samplingRate))).map { _ in
      0.1 * stream.normal()
    }
    let clip = AudioClip(samples: Tensor(samples), samplingRate: model.samplingRate)
    do throws(ModelError) { return try model.features(of: clip) } catch { return nil }
  }

  /// The polynomial of the second degree through three points, of which none falls.
  private static func growth(
    _ lengths: [Int], _ bytes: [Int]
  ) -> (fixed: Double, growth: Growth) {
    let (x, y) = (lengths.map(Double.init), bytes.map(Double.init))
    guard x.count == 3, x[0] < x[1], x[1] < x[2] else {
      return (y.max() ?? 0, Growth(perFrame: 0, perPair: 0))
    }
    let first = (y[1] - y[0]) / (x[1] - x[0])
    let second = (y[2] - y[1]) / (x[2] - x[1])
    let pair = max(0, (second - first) / (x[2] - x[0]))
    // A curve that bends down is taken as a line through its ends, never below what was seen.
    let frame = pair > 0 ? first - pair * (x[0] + x[1]) : max(0, (y[2] - y[0]) / (x[2] - x[0]))
    let fixed = zip(x, y).map { $1 - frame * $0 - pair * $0 * $0 }.max() ?? 0
    return (fixed, Growth(perFrame: frame, perPair: pair))
  }

  /// What learning from one recording holds at most, beside the gradients that are there.
  private static func peak(
    _ model: any SpeechModel, _ features: Tensor, checkpointsGradients: Bool
  ) -> Int {
    StorageLedger.peak {
      let tape = Tape()
      let pass = ForwardPass.training(
        on: tape, seed: 0, step: 0, checkpointsGradients: checkpointsGradients)
      let (logits, lengths) = model.logits(
        Variable(features), lengths: [features.rowCount], pass)
      do throws(CTCError) {
        let label = model.blank == 0 ? 1 : 0
        let loss = try CTCLoss(blank: model.blank)(logits, lengths: lengths, labels: [[label]])
        tape.backward(from: loss.value)
      } catch {}
    }
  }
}
