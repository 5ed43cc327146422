internal import Recognizers
internal import Interpreter
internal import Layers
internal import Models
internal import Text

/// Wav2Vec2 and HuBERT with random weights; their arguments are the fields of the configuration.
var selfSupervisedBuiltins: [Builtin] {
  [
    maker(
      .wav2vec2,
      "A Wav2Vec2 recognizer with random weights; its defaults are those of the base model."),
    maker(
      .hubert, "A HuBERT recognizer with random weights; its defaults are those of the base model."),
  ]
}

private func maker(_ family: Wav2Vec2Configuration.Family, _ summary: String) -> Builtin {
  let fields = configurationParameters(family)
  return Builtin(
    family.rawValue,
    [Parameter("tokenizer", .object("tokenizer"), "the tokens that it scores")] + fields + [
      Parameter(
        "sampling_rate", .intIn(1_000...768_000), default: .int(16_000),
        "of the audio that it hears"),
      Parameter(
        "do_normalize", .bool, default: .bool(true),
        "bring each recording to zero mean and unit variance"),
      Parameter(
        "seed", .seed, default: .none, "of the random weights; the session's if none"),
    ], result: "model", summary: summary,
    help: "The arguments are the fields of config.json, and mean what they mean there. It hears "
      + "samples; a frame is 20 ms. load_model opens trained checkpoints.",
    example: "\(family.rawValue)(ctc_tokenizer(build_vocab([\"ab\"])), hidden_size=16, "
      + "num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, "
      + "conv_dim=[8, 8, 8, 8, 8, 8, 8], num_conv_pos_embeddings=8, num_conv_pos_embedding_groups=2)"
  ) { call in
    var members: [JSONObject.Member] = [(key: "model_type", value: .string(family.rawValue))]
    for field in fields {
      let value = try call.value(field.name)
      if case .none = value { continue }
      guard let setting = json(of: value) else { continue }
      members.append((key: field.name, value: setting))
    }
    let configuration = try Wav2Vec2Configuration(JSONObject(members))
    var extractor = FeatureExtractor()
    extractor.samplingRate = try call.int("sampling_rate")
    extractor.isNormalising = try call.bool("do_normalize")
    let model = Wav2Vec2(
      tokenizer: try call.object("tokenizer", as: TokenizerObject.self).tokenizer,
      configuration: configuration, extractor: extractor,
      from: RandomParameters(seed: UInt64(bitPattern: Int64(try call.seed("seed")))))
    model.lossReduction = configuration.training.lossReduction
    model.zeroInfinity = configuration.training.zeroInfinity
    return .object(ModelObject(model))
  }
}

/// The parameters that set the fields of a configuration, with its defaults.
///
/// They come from the configuration itself, so that neither can have a field that the other lacks;
/// fields that only some checkpoints have are `none` unless they are given.
private func configurationParameters(_ family: Wav2Vec2Configuration.Family) -> [Parameter] {
  let standard = Wav2Vec2Configuration(family).json.members
  var whole = Wav2Vec2Configuration(family)
  whole.layerAdapterWidth = 16
  whole.adapter = Wav2Vec2Configuration.Adapter()
  let others = whole.json.members.filter { member in
    !standard.contains { $0.key == member.key }
  }
  return standard.filter { $0.key != "model_type" && $0.key != "num_feat_extract_layers" }
    .map { name, setting in
      // Unlike a checkpoint's, a new model's loss is the mean.
      name == "ctc_loss_reduction"
        ? Parameter(name, .choice(["mean", "sum"]), default: .string("mean"))
        : Parameter(
          name, type(of: setting), default: value(of: setting), fieldSummaries[name] ?? "")
    }
    + others.map { name, setting in
      Parameter(name, .optional(type(of: setting)), default: .none, fieldSummaries[name] ?? "")
    }
}

func type(of setting: JSON) -> ValueType {
  switch setting {
  case .boolean: .bool
  case .integer: .int
  case .number: .number
  case .string: .string
  case .array: .list(of: .int)
  case .object, .null: .any
  }
}

/// What the fields mean, for help; one that is missing here is still an argument.
let fieldSummaries: [String: String] = [
  "hidden_size": "the length of a frame of the encoder",
  "num_hidden_layers": "layers of the encoder",
  "num_attention_heads": "heads of each layer's attention",
  "intermediate_size": "the length of a frame inside the feed-forward parts",
  "hidden_act": "the non-linearity of the feed-forward parts",
  "initializer_range": "the deviation of random weights",
  "layer_norm_eps": "what keeps the norms' roots from 0",
  "feat_extract_norm": "group: behind the first convolution; layer: behind each",
  "feat_extract_activation": "the non-linearity of the convolutions",
  "conv_dim": "channels of each convolution",
  "conv_stride": "steps between two windows of each",
  "conv_kernel": "steps that a window of each covers",
  "conv_bias": "whether the convolutions have biases",
  "num_conv_pos_embeddings": "frames that the positional convolution covers",
  "num_conv_pos_embedding_groups": "its groups of channels",
  "do_stable_layer_norm": "norms stand before the parts of a layer rather than behind",
  "conv_pos_batch_norm": "a batch norm stands before the positional convolution",
  "feat_proj_layer_norm": "a norm stands before the projection",
  "adapter_attn_dim": "the width of the adapter in each layer (MMS)",
  "add_adapter": "convolutions behind the encoder make its frames fewer",
  "adapter_kernel_size": "frames that a window of those covers",
  "adapter_stride": "frames between two windows",
  "num_adapter_layers": "how many of them",
  "output_hidden_size": "the length of a frame behind them",
  "hidden_dropout": "share dropped behind each part of a layer",
  "activation_dropout": "share dropped inside the feed-forward parts",
  "attention_dropout": "share of the attention's weights dropped",
  "feat_proj_dropout": "share dropped behind the projection",
  "final_dropout": "share dropped before the tokens are scored",
  "layerdrop": "the chance of each layer to be left out of a step",
  "apply_spec_augment": "whether anything is masked in training",
  "mask_time_prob": "share of frames that masks would cover if none overlapped",
  "mask_time_length": "frames of a mask",
  "mask_time_min_masks": "the fewest masks of a recording",
  "mask_feature_prob": "the same for columns of a frame",
  "mask_feature_length": "columns of a mask",
  "mask_feature_min_masks": "the fewest masks of a recording",
  "ctc_zero_infinity": "labels that cannot fit count as 0",
]
