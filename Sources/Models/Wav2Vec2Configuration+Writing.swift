internal import Kernels
public import Text

extension Wav2Vec2Configuration {
  /// The settings named as in `config.json`: those that were read, in their order, then the others.
  ///
  /// Reading them again gives an equal configuration.
  public var json: JSONObject {
    var object = original
    // What is no longer so must not stay: these two are written only where they are.
    if layerAdapterWidth == nil { object["adapter_attn_dim"] = nil }
    if vocabularySize == nil { object["vocab_size"] = nil }
    for (name, value) in members where !means(object[name], value) { object[name] = value }
    return object
  }

  /// Whether a setting that was read says what is to be written, perhaps with another spelling.
  private func means(_ old: JSON?, _ new: JSON) -> Bool {
    guard let old else { return false }
    if let first = old.string, let second = new.string,
      let one = Self.activations.first(where: { $0.key == first }),
      let other = Self.activations.first(where: { $0.key == second })
    {
      return one.value == other.value
    }
    if let first = old.double, let second = new.double { return first == second }
    return old == new
  }

  private var members: [(name: String, value: JSON)] {
    func list(_ numbers: [Int]) -> JSON { .array(numbers.map { .integer($0) }) }
    var members: [(name: String, value: JSON)] = [
      ("model_type", .string(family.rawValue)),
      ("hidden_size", .integer(hiddenSize)), ("num_hidden_layers", .integer(layers)),
      ("num_attention_heads", .integer(heads)), ("intermediate_size", .integer(intermediateSize)),
      ("hidden_act", .string(Self.name(of: activation))),
      ("initializer_range", .number(initializerRange)), ("layer_norm_eps", .number(normEpsilon)),
      ("feat_extract_norm", .string(frontEndNorm.rawValue)),
      ("feat_extract_activation", .string(Self.name(of: frontEndActivation))),
      ("conv_dim", list(convolutionChannels)), ("conv_stride", list(convolutionStrides)),
      ("conv_kernel", list(convolutionKernels)), ("conv_bias", .boolean(hasConvolutionBias)),
      ("num_feat_extract_layers", .integer(convolutionChannels.count)),
      ("num_conv_pos_embeddings", .integer(positionKernel)),
      ("num_conv_pos_embedding_groups", .integer(positionGroups)),
      ("do_stable_layer_norm", .boolean(normalisesFirst)),
    ]
    if let vocabularySize { members.append(("vocab_size", .integer(vocabularySize))) }
    if family == .hubert {
      members += [
        ("conv_pos_batch_norm", .boolean(normalisesPositionsByBatch)),
        ("feat_proj_layer_norm", .boolean(normalisesFeatures)),
      ]
    }
    return members + adapterMembers + training.members
  }

  private var adapterMembers: [(name: String, value: JSON)] {
    var members: [(name: String, value: JSON)] = []
    if let layerAdapterWidth { members.append(("adapter_attn_dim", .integer(layerAdapterWidth))) }
    guard family == .wav2vec2 else { return members }
    members.append(("add_adapter", .boolean(adapter != nil)))
    guard let adapter else { return members }
    members += [
      ("adapter_kernel_size", .integer(adapter.kernel)),
      ("adapter_stride", .integer(adapter.stride)),
      ("num_adapter_layers", .integer(adapter.layers)),
      ("output_hidden_size", .integer(outputWidth)),
    ]
    return members
  }
}

extension Wav2Vec2Configuration: Equatable {
  /// Whether both describe the same network, trained in the same way.
  public static func == (first: Wav2Vec2Configuration, second: Wav2Vec2Configuration) -> Bool {
    first.members.elementsEqual(second.members) { $0.name == $1.name && $0.value == $1.value }
  }
}
