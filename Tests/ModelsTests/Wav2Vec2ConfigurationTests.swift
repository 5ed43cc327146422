import Recognizers
import Kernels
import Models
import TestSupport
import Testing
import Text

@Test(arguments: Wav2Vec2Fixture.names)
func `the settings of transformers are read whole and written back`(name: String) throws {
  let settings = try Wav2Vec2Fixture(name).settings
  let configuration = try Wav2Vec2Configuration(settings)
  #expect(configuration.notices.isEmpty)
  #expect(configuration.family.rawValue == settings["model_type"]?.string)
  let written = configuration.json
  for (key, value) in settings.members where value != .null {
    #expect(written[key] == value, "\(key)")
  }
  #expect(try Wav2Vec2Configuration(written) == configuration)
}

@Test func `the defaults are transformers'`() throws {
  let empty = try Wav2Vec2Configuration(JSONObject())
  #expect(empty == Wav2Vec2Configuration())
  #expect(empty.hiddenSize == 768 && empty.layers == 12 && empty.vocabularySize == nil)
  #expect(empty.training.layerDrop == 0.1 && empty.training.timeMasks.fewest == 2)
  #expect(empty.training.lossReduction == .sum && empty.activation == .gelu)
  let hubert = try Wav2Vec2Configuration(JSONObject([(key: "model_type", value: "hubert")]))
  #expect(hubert == Wav2Vec2Configuration(.hubert) && hubert != empty)
}

@Test func `what is changed is written, and what was kept stays`() throws {
  var configuration = try Wav2Vec2Configuration(
    JSONObject([
      (key: "hidden_act", value: "swish"), (key: "num_negatives", value: 7),
      (key: "layerdrop", value: 0), (key: "vocab_size", value: 32),
      (key: "adapter_attn_dim", value: .null),
    ]))
  #expect(configuration.json["hidden_act"] == "swish" && configuration.json["layerdrop"] == 0)
  configuration.activation = .relu
  configuration.training.layerDrop = 0.2
  configuration.vocabularySize = nil
  let json = configuration.json
  #expect(json["hidden_act"] == "relu" && json["layerdrop"] == 0.2 && json["num_negatives"] == 7)
  #expect(json["vocab_size"] == nil && json["adapter_attn_dim"] == nil)
}

/// A setting that is refused, and a part of the reason.
struct BadSetting: CustomStringConvertible {
  let settings: [(String, JSON)]
  let reason: String
  init(_ key: String, _ value: JSON, _ reason: String, _ others: (String, JSON)...) {
    settings = [(key, value)] + others
    self.reason = reason
  }
  var description: String { "\(settings.map(\.0)): \(reason)" }
}

@Test(arguments: [
  BadSetting("hidden_size", -1, "from 1 to"), BadSetting("hidden_size", 0, "from 1 to"),
  BadSetting("hidden_size", .integer(1 << 31), "from 1 to"),
  BadSetting("hidden_size", "768", "whole number"), BadSetting("hidden_size", .null, "not null"),
  BadSetting("hidden_size", .number(768.5), "whole number"),
  BadSetting("num_hidden_layers", 1_000_000, "from 0 to 256"),
  BadSetting("num_attention_heads", 7, "divides hidden_size (768)"),
  BadSetting("num_conv_pos_embedding_groups", 7, "divides hidden_size (768)"),
  BadSetting("hidden_dropout", 2, "from 0.0 to below 1.0"),
  BadSetting("layerdrop", .number(-0.1), "from 0.0"), BadSetting("layerdrop", true, "a number"),
  BadSetting("mask_time_prob", .number(1.5), "from 0.0 to 1.0"),
  BadSetting("mask_time_length", 0, "from 1 to"),
  BadSetting(
    "mask_feature_length", 1_000, "at most hidden_size (768)",
    ("mask_feature_prob", .number(0.1))),
  BadSetting("hidden_act", "gelu_11", "one of gelu, "),
  BadSetting("feat_extract_activation", .array([]), "one of gelu, "),
  BadSetting("feat_extract_norm", "batch", "one of group, layer"),
  BadSetting("conv_dim", [512, 512], "there are 2, 7 and 7"),
  BadSetting("conv_dim", [], "there are 0, 7 and 7"),
  BadSetting("conv_kernel", [10, 3, 3, 3, 3, 2, "2"], "list of whole numbers"),
  BadSetting("conv_stride", 5, "list of whole numbers"),
  BadSetting(
    "conv_kernel", .array(.init(repeating: 4_096, count: 7)), "make one frame of",
    ("conv_stride", .array(.init(repeating: 1_024, count: 7)))),
  BadSetting(
    "adapter_kernel_size", 64, "make one frame of", ("adapter_stride", 64), ("add_adapter", true),
    ("num_adapter_layers", 64)),
  BadSetting("do_stable_layer_norm", 1, "true or false"),
  BadSetting("ctc_loss_reduction", "median", "one of sum, mean, none"),
  BadSetting("adapter_attn_dim", 16, "needs do_stable_layer_norm"),
  BadSetting("model_type", "wavlm", "one of wav2vec2, hubert"),
  BadSetting("conv_pos_batch_norm", true, "only HuBERT has"),
  BadSetting("feat_proj_layer_norm", false, "only HuBERT can miss"),
  BadSetting("add_adapter", true, "only Wav2Vec2 has", ("model_type", "hubert")),
  BadSetting("quantization_config", ["bits": 4], "quantised"),
  BadSetting("rotary_embedding_base", 10_000, "is no setting of this model"),
  BadSetting("hiden_size", 768, "is no setting of this model"),
  BadSetting(
    "num_hidden_layers", 256, "make a model of", ("hidden_size", 16_384),
    ("intermediate_size", 131_072), ("num_attention_heads", 16)),
])
func `a setting that cannot be honoured is refused by name`(bad: BadSetting) {
  do {
    _ = try Wav2Vec2Configuration(JSONObject(bad.settings.map { (key: $0.0, value: $0.1) }))
    Issue.record("It was read.")
  } catch {
    #expect(error.description.contains(bad.reason), "\(error)")
  }
}

@Test func `code named in the settings is passed over with a notice`() throws {
  let configuration = try Wav2Vec2Configuration(
    JSONObject([
      (key: "auto_map", value: ["AutoModel": "modeling.Evil"]),
      (key: "_target_", value: "os.system"),
      (key: "num_feat_extract_layers", value: 3),
    ]))
  #expect(configuration.notices.count == 3)
  #expect(configuration.notices.contains { $0.contains("auto_map") })
  #expect(configuration.notices.contains { $0.contains("_target_") })
  #expect(configuration.notices.contains { $0.contains("num_feat_extract_layers is 3") })
}

@Test func `the settings of the first checkpoints are read`() throws {
  // Those that files of the first versions have and nothing reads any more.
  let old: [(String, JSON)] = [
    ("_name_or_path", "facebook/wav2vec2-base"), ("architectures", ["Wav2Vec2ForPreTraining"]),
    ("bos_token_id", 1), ("codevector_dim", 256), ("feat_extract_dropout", .number(0)),
    ("freeze_feat_extract_train", true), ("gradient_checkpointing", true),
    ("hidden_dropout_prob", .number(0.1)), ("mask_channel_length", 10),
    ("mask_channel_selection", "static"), ("no_mask_time_overlap", false),
    ("transformers_version", "4.7.0.dev0"), ("torch_dtype", "float32"),
  ]
  let configuration = try Wav2Vec2Configuration(JSONObject(old.map { (key: $0.0, value: $0.1) }))
  #expect(configuration == Wav2Vec2Configuration() && configuration.notices.isEmpty)
  for (key, value) in old { #expect(configuration.json[key] == value) }
}
