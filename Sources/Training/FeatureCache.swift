internal import Audio
internal import Models
internal import Tensors

/// What a model hears of each recording, computed once and kept while there is room.
///
/// Whether a recording's features are kept or computed again never changes a number.
final class FeatureCache {
  private let model: any SpeechModel
  private let limit: Int
  private var kept: [Int: Tensor] = [:]
  private var bytes = 0

  /// Makes an empty cache.
  ///
  /// - Parameters:
  ///   - model: Whose features are kept.
  ///   - limit: The most bytes that are kept.
  init(_ model: any SpeechModel, limit: Int = 1 << 28) {
    self.model = model
    self.limit = limit
  }

  /// The features of a recording, which is brought to one channel and the model's rate.
  func callAsFunction(_ utterance: Utterance) throws -> Tensor {
    if let known = kept[utterance.row] { return known }
    let clip = try utterance.audio().mono().resampled(to: model.samplingRate)
    let features = try model.features(of: clip)
    if bytes + 4 * features.count <= limit {
      kept[utterance.row] = features
      bytes += 4 * features.count
    }
    return features
  }
}

/// Recordings' features laid end to end.
struct FeatureBatch {
  let features: Tensor
  let lengths: [Int]

  init(_ parts: [Tensor]) {
    lengths = parts.map(\.rowCount)
    features = Tensor(
      joining: parts, shape: [lengths.reduce(0, +), parts.first?.rowLength ?? 0])
  }
}
