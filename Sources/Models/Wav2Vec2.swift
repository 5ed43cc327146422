public import Autograd
public import Recognizers
public import Layers
public import Tensors
public import Text

/// A Wav2Vec2 or HuBERT recognizer: convolutions over samples, attention over frames, tokens.
///
///     samples → convolutions → projection → + positions → [attention, feed-forward] × n → linear
///
/// It has the numbers, the names and the shapes of Hugging Face's `Wav2Vec2ForCTC` and `HubertForCTC`.
/// Recordings are never padded, so a batch gives each of them the numbers that it has alone. The
/// architecture is that of A. Baevski et al., "wav2vec 2.0", NeurIPS 2020, and of W.-N. Hsu et al.,
/// "HuBERT", IEEE/ACM TASLP 2021.
public final class Wav2Vec2: SpeechModel {
  /// The sizes and settings.
  public private(set) var configuration: Wav2Vec2Configuration
  /// What is done to samples before they are heard.
  public let extractor: FeatureExtractor
  /// The tokens that it scores.
  public let tokenizer: CTCTokenizer
  /// How the losses of a batch become one number in training; if it is set, it is saved.
  public var lossReduction = LossReduction.mean {
    didSet { configuration.training.lossReduction = lossReduction }
  }
  /// Whether a recording whose labels cannot fit its frames counts as 0; if it is set, it is saved.
  public var zeroInfinity = false {
    didSet { configuration.training.zeroInfinity = zeroInfinity }
  }

  private let frontEnd: Wav2Vec2FrontEnd
  private let projection: Wav2Vec2Projection
  private let maskVector: Parameter?
  private let encoder: Wav2Vec2Encoder
  private let adapter: Wav2Vec2Adapter?
  private let output: Linear

  /// Makes a recognizer.
  ///
  /// - Parameters:
  ///   - tokenizer: The tokens that it scores.
  ///   - configuration: Its sizes and settings.
  ///   - extractor: What is done to samples before they are heard.
  ///   - source: Where its parameters come from; their values are not looked at.
  public init(
    tokenizer: CTCTokenizer, configuration: Wav2Vec2Configuration,
    extractor: FeatureExtractor = FeatureExtractor(), from source: any ParameterSource
  ) {
    self.tokenizer = tokenizer
    self.configuration = configuration
    self.extractor = extractor
    let body = configuration.family.rawValue
    frontEnd = Wav2Vec2FrontEnd("\(body).feature_extractor", configuration, from: source)
    projection = Wav2Vec2Projection("\(body).feature_projection", configuration, from: source)
    maskVector =
      configuration.training.hasMaskVector
      ? source.parameter("\(body).masked_spec_embed", [configuration.hiddenSize], .unitUniform)
      : nil
    encoder = Wav2Vec2Encoder("\(body).encoder", configuration, from: source)
    adapter = configuration.adapter.map {
      Wav2Vec2Adapter("\(body).adapter", $0, configuration, from: source)
    }
    output = Linear(
      "lm_head", inputs: configuration.outputWidth,
      outputs: configuration.vocabularySize ?? tokenizer.rowCount,
      initial: .normal(deviation: Float(configuration.initializerRange)), from: source)
  }

  /// The architecture's name.
  public var family: String { configuration.family.rawValue }

  /// Samples a second of the audio that it hears.
  public var samplingRate: Int { extractor.samplingRate }

  /// The learning rate that suits fine-tuning it.
  public var usualLearningRate: Double { 1e-4 }

  /// The settings, named as in `config.json`, without those that the tokenizer gives.
  public var settings: JSONObject {
    var object = configuration.json
    for key in ["model_type", "vocab_size", "pad_token_id"] { object[key] = nil }
    return object
  }

  /// All parameters, from the front end to the tokens.
  public var parameters: [Parameter] {
    (maskVector.map { [$0] } ?? []) + frontEnd.parameters + projection.parameters
      + encoder.parameters + (adapter?.parameters ?? []) + output.parameters
  }

  /// The names under which parts are frozen.
  public var partAliases: [String: String] {
    let body = configuration.family.rawValue
    var aliases = [
      "feature_encoder": "\(body).feature_extractor.conv_layers",
      "feature_extractor": "\(body).feature_extractor",
      "feature_projection": "\(body).feature_projection",
      "encoder": "\(body).encoder", "base_model": body, "head": "lm_head",
    ]
    if configuration.layerAdapterWidth != nil {
      aliases["adapter_layers"] = "\(body).encoder.layers.*.adapter_layer"
    }
    if adapter != nil { aliases["adapter"] = "\(body).adapter" }
    return aliases
  }

  /// Masks are drawn over what the encoder reads.
  public var masksInside: Bool { true }

  /// What is dropped and masked while training, and the loss that the checkpoint was trained with.
  public var trainingSettings: [(name: String, value: JSON)] { configuration.training.members }

  /// What is dropped and masked while training.
  ///
  /// A probability of masks can only be raised above 0 in a model that has a vector for masked
  /// frames; see ``Wav2Vec2Training/hasMaskVector``.
  public var training: Wav2Vec2Training {
    get { configuration.training }
    set { configuration.training = newValue }
  }

  /// Scores the frames of recordings: from samples × 1 to frames × tokens, unnormalised.
  public func logits(_ batch: Batch, _ pass: ForwardPass) -> Batch {
    pass.dropout(
      body(batch, pass), probability: Float(configuration.training.finalDropout), name: "lm_head"
    ).map { output($0, pass) }
  }

  /// What each layer of the encoder reads, and last what the last one gives, as Hugging Face's
  /// `output_hidden_states`: frames × columns each.
  public func hiddenStates(_ batch: Batch) -> [Tensor] {
    var states: [Tensor] = []
    _ = body(batch, .inference) { states.append($0.rows.value) }
    return states
  }

  /// Everything but the tokens; `seen` is told what each layer of the encoder reads, and what the last
  /// one gives.
  private func body(
    _ batch: Batch, _ pass: ForwardPass, seen: (Batch) -> Void = { _ in }
  ) -> Batch {
    let training = configuration.training
    var x = projection(frontEnd(batch, pass), dropout: training.projectionDropout, pass)
    x = masked(x, by: maskVector.map { pass($0) }, training, pass)
    x = encoder(x, training, pass, seen: seen)
    return adapter?(x, training, pass) ?? x
  }
}
