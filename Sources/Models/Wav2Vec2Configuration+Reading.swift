internal import Kernels
public import Text

extension Wav2Vec2Configuration {
  /// Reads the settings named as in `config.json`.
  ///
  /// Every setting that changes a number is honoured; those known to change nothing here are kept for
  /// ``json``; any other is refused, for nobody would learn that it was passed over.
  ///
  /// - Parameter object: The settings; those left out keep their defaults.
  /// - Throws: ``ModelError/badSetting(key:problem:)`` for one of the wrong type, out of range or
  ///   unknown.
  public init(_ object: JSONObject) throws(ModelError) {
    var settings = Settings(object)
    let family = try settings.choice(
      "model_type", of: ["wav2vec2": Family.wav2vec2, "hubert": .hubert], default: .wav2vec2)
    self.init(family)
    original = object
    try readEncoder(&settings)
    try readFrontEnd(&settings)
    try readAdapters(&settings)
    training = try Wav2Vec2Training(&settings)
    if training.masks, training.featureMasks.length > hiddenSize,
      training.featureMasks.probability > 0
    {
      throw .badSetting(
        key: "mask_feature_length",
        problem: "is at most hidden_size (\(hiddenSize)), not \(training.featureMasks.length)")
    }
    try readOthers(&settings)
    try settings.refuseUnknown()
    try check()
  }

  private mutating func readEncoder(_ settings: inout Settings) throws(ModelError) {
    vocabularySize = try settings.optionalInt("vocab_size", in: 1...1_000_000)
    hiddenSize = try settings.int("hidden_size", in: 1...16_384, default: hiddenSize)
    layers = try settings.int("num_hidden_layers", in: 0...256, default: layers)
    heads = try settings.int("num_attention_heads", in: 1...1_024, default: heads)
    intermediateSize = try settings.int(
      "intermediate_size", in: 1...131_072, default: intermediateSize)
    activation = try settings.choice("hidden_act", of: Self.activations, default: activation)
    initializerRange = try settings.number(
      "initializer_range", within: 0...10, default: initializerRange)
    normEpsilon = try settings.number("layer_norm_eps", within: 0...1, default: normEpsilon)
    normalisesFirst = try settings.boolean("do_stable_layer_norm", default: normalisesFirst)
    positionKernel = try settings.int(
      "num_conv_pos_embeddings", in: 1...8_192, default: positionKernel)
    positionGroups = try settings.int(
      "num_conv_pos_embedding_groups", in: 1...16_384, default: positionGroups)
    guard family == .hubert else { return }
    normalisesPositionsByBatch = try settings.boolean(
      "conv_pos_batch_norm", default: normalisesPositionsByBatch)
    normalisesFeatures = try settings.boolean(
      "feat_proj_layer_norm", default: normalisesFeatures)
  }

  private mutating func readFrontEnd(_ settings: inout Settings) throws(ModelError) {
    frontEndNorm = try settings.choice(
      "feat_extract_norm", of: ["group": .group, "layer": .layer], default: frontEndNorm)
    frontEndActivation = try settings.choice(
      "feat_extract_activation", of: Self.activations, default: frontEndActivation)
    convolutionChannels = try settings.ints(
      "conv_dim", in: 1...16_384, default: convolutionChannels)
    convolutionStrides = try settings.ints(
      "conv_stride", in: 1...1_024, default: convolutionStrides)
    convolutionKernels = try settings.ints(
      "conv_kernel", in: 1...4_096, default: convolutionKernels)
    hasConvolutionBias = try settings.boolean("conv_bias", default: hasConvolutionBias)
    let count = convolutionChannels.count
    let said = try settings.optionalInt("num_feat_extract_layers", in: 0...1_000_000)
    if let said, said != count {
      notices.append(
        "num_feat_extract_layers is \(said), but conv_dim has \(count) entries, which count")
    }
  }

  private mutating func readAdapters(_ settings: inout Settings) throws(ModelError) {
    layerAdapterWidth = try settings.optionalInt("adapter_attn_dim", in: 1...16_384)
    guard family == .wav2vec2 else { return }
    var sizes = Adapter()
    sizes.kernel = try settings.int("adapter_kernel_size", in: 1...64, default: sizes.kernel)
    sizes.stride = try settings.int("adapter_stride", in: 1...64, default: sizes.stride)
    sizes.layers = try settings.int("num_adapter_layers", in: 0...64, default: sizes.layers)
    sizes.width = try settings.optionalInt("output_hidden_size", in: 1...16_384)
    adapter = try settings.boolean("add_adapter", default: false) ? sizes : nil
  }

  /// Takes note of settings that change nothing here, and refuses those of them that would.
  private mutating func readOthers(_ settings: inout Settings) throws(ModelError) {
    settings.ignore(Self.harmless)
    settings.ignore(Self.pretraining)
    if family == .hubert {
      settings.ignore(
        "adapter_kernel_size", "adapter_stride", "num_adapter_layers", "output_hidden_size")
    }
    for key in Self.foreignCode where settings.value(key) != nil {
      notices.append("\(key) names code to be run, which is never done; it was passed over")
    }
    for (key, standards, meaning) in Self.fixed + fixedOfFamily {
      guard let value = settings.value(key), !standards.contains(value) else { continue }
      throw .badSetting(
        key: key, problem: "\(meaning), which cannot be done; it is \(settings.shown(value))")
    }
  }

  private func check() throws(ModelError) {
    let counts = [convolutionChannels.count, convolutionStrides.count, convolutionKernels.count]
    guard counts.allSatisfy({ $0 == counts[0] }), (1...64).contains(counts[0]) else {
      throw .badSetting(
        key: "conv_dim, conv_stride and conv_kernel",
        problem: "have one entry for each convolution, 1 to 64; there are "
          + "\(counts[0]), \(counts[1]) and \(counts[2])")
    }
    guard window <= 1e9 else {
      throw .badSetting(
        key: "the kernels and strides",
        problem: "make one frame of \(window) samples; at most 1,000,000,000 can be had")
    }
    try checkMultiple("num_attention_heads", heads)
    try checkMultiple("num_conv_pos_embedding_groups", positionGroups)
    guard layerAdapterWidth == nil || normalisesFirst else {
      throw .badSetting(
        key: "adapter_attn_dim", problem: "needs do_stable_layer_norm, which is false")
    }
    guard weightCount <= Self.mostWeights else {
      throw .badSetting(
        key: "the sizes",
        problem: "make a model of \(weightCount / 1_000_000) million weights; at most "
          + "\(Self.mostWeights / 1_000_000) million can be had")
    }
  }

  private func checkMultiple(_ key: String, _ count: Int) throws(ModelError) {
    guard hiddenSize.isMultiple(of: count) else {
      throw .badSetting(
        key: key, problem: "divides hidden_size (\(hiddenSize)), which \(count) does not")
    }
  }

  private static let mostWeights = 16_000_000_000
}
