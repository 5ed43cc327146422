public import Audio
public import Tensors
public import Text
internal import Kernels

/// What a model does to the samples of a recording before it hears them, as
/// `preprocessor_config.json` says it.
///
/// It is Hugging Face's `Wav2Vec2FeatureExtractor`. Recordings are never padded here, so what the
/// file says of padding is kept for ``json`` and changes nothing.
public struct FeatureExtractor: Sendable {
  /// Samples a second of the audio.
  public var samplingRate = 16_000
  /// Whether each recording is brought to zero mean and unit variance.
  public var isNormalising = true

  private var original = JSONObject()

  /// The defaults: 16 kHz, normalised.
  public init() {}

  /// Reads the settings of `preprocessor_config.json`.
  ///
  /// - Parameter object: The settings; those left out keep their defaults.
  /// - Throws: ``ModelError/badSetting(key:problem:)`` for one of the wrong type, out of range or
  ///   unknown, and for another kind of extractor.
  public init(_ object: JSONObject) throws(ModelError) {
    var settings = Settings(object)
    original = object
    for key in ["feature_extractor_type", "image_processor_type"] {
      guard let kind = settings.value(key), kind != .string(Self.kind), kind != .null else {
        continue
      }
      throw .badSetting(key: key, problem: "is \(Self.kind), not \(settings.shown(kind))")
    }
    let size = try settings.int("feature_size", in: 1...65_536, default: 1)
    guard size == 1 else {
      throw .badSetting(
        key: "feature_size", problem: "is 1 for a model that hears samples, not \(size)")
    }
    samplingRate = try settings.int("sampling_rate", in: 1_000...768_000, default: samplingRate)
    isNormalising = try settings.boolean("do_normalize", default: isNormalising)
    settings.ignore(
      "padding_value", "padding_side", "return_attention_mask", "processor_class", "auto_map",
      "tokenizer_class", "transformers_version", "_name_or_path", "asrsh_version", "max_length",
      "truncation", "padding", "pad_to_multiple_of", "return_tensors")
    try settings.refuseUnknown()
  }

  /// What keeps the root of the variance from zero.
  static let epsilon = 1e-7

  private static let kind = "Wav2Vec2FeatureExtractor"

  /// The settings named as in `preprocessor_config.json`.
  public var json: JSONObject {
    var object = original
    let standards: [(key: String, value: JSON)] = [
      ("feature_extractor_type", .string(Self.kind)), ("feature_size", 1),
      ("padding_side", "right"), ("padding_value", .number(0)),
    ]
    for (key, value) in standards where object[key] == nil { object[key] = value }
    object["do_normalize"] = .boolean(isNormalising)
    object["sampling_rate"] = .integer(samplingRate)
    return object
  }

  /// What a model hears of a recording: samples × 1.
  ///
  /// The mean and the population variance are those of the whole recording; 10⁻⁷ keeps the root of
  /// the variance from zero.
  ///
  /// - Parameter clip: A recording of one channel at ``samplingRate``.
  /// - Returns: Samples × 1.
  /// - Throws: ``ModelError`` if the rate or the number of channels is another.
  public func features(of clip: AudioClip) throws(ModelError) -> Tensor {
    guard clip.samplingRate == samplingRate else {
      throw .wrongRate(found: clip.samplingRate, wanted: samplingRate)
    }
    guard clip.channelCount == 1 else {
      throw .features(
        "the audio has \(clip.channelCount) channels, the model hears one; .mono() mixes them")
    }
    let samples = clip.samples.reshaped([clip.frameCount, 1])
    return isNormalising ? normalised(samples) : samples
  }
}

extension FeatureExtractor: Equatable {
  /// Whether both give the same features.
  public static func == (first: FeatureExtractor, second: FeatureExtractor) -> Bool {
    first.samplingRate == second.samplingRate && first.isNormalising == second.isNormalising
  }
}

private func normalised(_ samples: Tensor) -> Tensor {
  guard samples.count > 0 else { return samples }
  let mean = samples.sum / Double(samples.count)
  var result = samples.mapped { affine($0, scale: 1, shift: Float(-mean), into: &$1) }
  let variance = result.sumOfSquares / Double(samples.count)
  result.scale(by: Float(1 / (variance + FeatureExtractor.epsilon).squareRoot()))
  return result
}
