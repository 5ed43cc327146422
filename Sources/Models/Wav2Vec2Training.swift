public import Recognizers
public import Text

/// The settings of a Wav2Vec2 or HuBERT recognizer that matter in training only.
///
/// They are shares of numbers dropped at random (N. Srivastava et al., "Dropout", JMLR 2014; A. Fan
/// et al., "Reducing Transformer Depth on Demand with Structured Dropout", ICLR 2020 for whole layers)
/// and masks over what the encoder hears (D. S. Park et al., "SpecAugment", Interspeech 2019).
public struct Wav2Vec2Training: Sendable, Equatable {
  /// Masks over one axis.
  public struct Masks: Sendable, Equatable {
    /// The share of the axis that the masks would cover if they never overlapped.
    public var probability: Double
    /// The length of a mask.
    public var length = 10
    /// The fewest masks of a recording.
    public var fewest: Int
  }

  /// Behind each part of a layer, and behind the positions.
  public var hiddenDropout = 0.1
  /// Inside the feed-forward parts.
  public var activationDropout = 0.1
  /// Of the weights of attention.
  public var attentionDropout = 0.1
  /// Behind the projection of the front end's frames.
  public var projectionDropout = 0.0
  /// Before the tokens are scored.
  public var finalDropout = 0.1
  /// The chance of each layer to be left out of a step.
  public var layerDrop = 0.1
  /// Whether there are masks at all.
  public var masks = true
  /// Masks over frames; a trained vector stands in their place.
  public var timeMasks = Masks(probability: 0.05, fewest: 2)
  /// Masks over the columns of the projected frames; zeros stand in their place.
  public var featureMasks = Masks(probability: 0, fewest: 0)
  /// What the checkpoint says of how losses become one number.
  public var lossReduction = LossReduction.sum
  /// What the checkpoint says of losses that are infinite.
  public var zeroInfinity = false

  /// The defaults.
  public init() {}

  /// Whether the model has a vector that stands in the place of masked frames.
  public var hasMaskVector: Bool { timeMasks.probability > 0 || featureMasks.probability > 0 }

  /// Reads the settings named as in `config.json`.
  init(_ settings: inout Settings) throws(ModelError) {
    func share(_ key: String, _ value: inout Double) throws(ModelError) {
      value = try settings.number(key, in: 0..<1, default: value)
    }
    try share("hidden_dropout", &hiddenDropout)
    try share("activation_dropout", &activationDropout)
    try share("attention_dropout", &attentionDropout)
    try share("feat_proj_dropout", &projectionDropout)
    try share("final_dropout", &finalDropout)
    try share("layerdrop", &layerDrop)
    masks = try settings.boolean("apply_spec_augment", default: masks)
    try timeMasks.read("time", from: &settings)
    try featureMasks.read("feature", from: &settings)
    lossReduction = try settings.choice(
      "ctc_loss_reduction", of: ["sum": .sum, "mean": .mean, "none": .none],
      default: lossReduction)
    zeroInfinity = try settings.boolean("ctc_zero_infinity", default: zeroInfinity)
  }

  /// The settings, named as in `config.json`.
  public var members: [(name: String, value: JSON)] {
    [
      ("hidden_dropout", .number(hiddenDropout)),
      ("activation_dropout", .number(activationDropout)),
      ("attention_dropout", .number(attentionDropout)),
      ("feat_proj_dropout", .number(projectionDropout)),
      ("final_dropout", .number(finalDropout)),
      ("layerdrop", .number(layerDrop)),
      ("apply_spec_augment", .boolean(masks)),
    ] + timeMasks.members("time") + featureMasks.members("feature") + [
      ("ctc_loss_reduction", .string(lossReduction.rawValue)),
      ("ctc_zero_infinity", .boolean(zeroInfinity)),
    ]
  }
}

extension Wav2Vec2Training.Masks {
  fileprivate mutating func read(
    _ axis: String, from settings: inout Settings
  ) throws(ModelError) {
    probability = try settings.number(
      "mask_\(axis)_prob", within: 0...1, default: probability)
    length = try settings.int("mask_\(axis)_length", in: 1...100_000, default: length)
    fewest = try settings.int("mask_\(axis)_min_masks", in: 0...100_000, default: fewest)
  }

  fileprivate func members(_ axis: String) -> [(name: String, value: JSON)] {
    [
      ("mask_\(axis)_prob", .number(probability)),
      ("mask_\(axis)_length", .integer(length)),
      ("mask_\(axis)_min_masks", .integer(fewest)),
    ]
  }
}
