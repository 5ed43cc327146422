internal import Audio
internal import Models
internal import Tensors

/// What a model hears of each recording, computed once and kept while there is room.
///
/// Whether a recording's features are kept or computed again never changes a number.
final class FeatureCache {
  private let model: any SpeechModel
  private let limit: Int
  /// The windows in which long recordings are heard, if they are; their features are never had at once.
  let windows: RecordingWindows?
  private var kept: [Int: Tensor] = [:]
  private var bytes = 0

  /// Makes an empty cache.
  ///
  /// - Parameters:
  ///   - model: Whose features are kept.
  ///   - limit: The most bytes that are kept.
  ///   - windows: The windows in which recordings longer than one are heard; `nil` to hear all at once.
  init(_ model: any SpeechModel, limit: Int = 1 << 28, windows: RecordingWindows? = nil) {
    self.model = model
    self.limit = limit
    self.windows = windows
  }

  /// The windows in which a recording is heard; `nil` if it is short enough to be heard at once.
  func windows(for utterance: Utterance) -> RecordingWindows? {
    windows.flatMap { utterance.duration > $0.length ? $0 : nil }
  }

  /// The number of frames that the model scores for a recording, which is read for that.
  func frameCount(_ utterance: Utterance) throws -> Int {
    guard windows(for: utterance) != nil else {
      return model.frameCount(features: try self(utterance).rowCount)
    }
    let rate = model.samplingRate
    let blocks = try utterance.stream(at: rate).blocks(at: rate)
    var samples = 0
    while let block = try blocks.next() { samples += block.count }
    return model.frameCount(samples: samples)
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
