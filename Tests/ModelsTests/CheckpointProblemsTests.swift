import Foundation
import Models
import Tensors
import TestSupport
import Testing
import Text

/// A copy of a folder that transformers saved, changed, and what opening it then says.
private func problem(
  _ name: String = "single", _ change: (TemporaryFolder) throws -> Void
) throws -> String {
  let folder = try TemporaryFolder()
  let source = fixturePath("checkpoints/\(name)")
  for file in try FileManager.default.contentsOfDirectory(atPath: source) {
    try FileManager.default.copyItem(atPath: "\(source)/\(file)", toPath: folder.file(file))
  }
  try change(folder)
  do {
    let loaded = try loadModel(folder.path)
    return "opened; " + loaded.notices.joined(separator: "; ")
  } catch {
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 32 })
    return error.description
  }
}

private func configured(_ changes: [(String, JSON?)]) throws -> String {
  try problem { folder in
    let path = folder.file("config.json")
    var object = try #require(JSON(path: path).object)
    for (key, value) in changes { object[key] = value }
    try JSON.object(object).save(to: path)
  }
}

private func weighted(
  _ change: ([(name: String, tensor: Tensor)]) -> [(name: String, tensor: Tensor)]
) throws -> String {
  try problem { folder in
    let path = folder.file("model.safetensors")
    let file = try Safetensors(path: path)
    let tensors = try file.entries.map { (name: $0.name, tensor: try file.tensor($0.name)) }
    try Safetensors.save(change(tensors), to: path)
  }
}

/// Settings that no such model can have, each with words of the message.
private let badSettings: [(String, JSON, String)] = [
  ("hidden_size", -8, "hidden_size"), ("hidden_size", "8", "hidden_size"),
  ("hidden_size", 2_147_483_648, "hidden_size"), ("hidden_size", 0, "hidden_size"),
  ("num_hidden_layers", 1_000_000, "num_hidden_layers"),
  ("num_attention_heads", 3, "num_attention_heads"), ("hidden_dropout", 2, "hidden_dropout"),
  ("conv_dim", [4], "conv_dim"), ("hidden_act", "hardtanh", "hidden_act"),
  ("hidden_sise", 8, "hidden_sise"), ("model_type", "wavlm", "\"wavlm\" cannot be read yet"),
  ("model_type", "bert", "\"bert\" is not known"), ("model_type", .null, "names no model_type"),
  ("vocab_size", 50_258, "vocab_size 50258, lm_head.weight has 8 rows"),
  ("pad_token_id", 3, "pad_token_id 3, the tokenizer has 5"),
]

@Test(arguments: badSettings.indices)
func `settings that do not serve are refused by name`(index: Int) throws {
  let (key, value, words) = badSettings[index]
  let message = try configured([(key, value)])
  #expect(message.contains(words) && !message.hasPrefix("opened"), "\(message)")
}

@Test func `a model much larger than its file is refused before it takes memory`() throws {
  let clock = ContinuousClock()
  let started = clock.now
  let message = try configured([
    ("hidden_size", 4_096), ("intermediate_size", 8_192), ("num_hidden_layers", 20),
  ])
  #expect(clock.now - started < .seconds(2))
  #expect(message.contains("missing: wav2vec2.encoder.layers.1."), "\(message)")
  #expect(message.contains("of another shape: ") && message.contains(" more"), "\(message)")
}

@Test func `the blank is the first token where nothing says which`() throws {
  #expect(try configured([("pad_token_id", nil)]).contains("pad_token_id 0, the tokenizer has 5"))
}

@Test func `code that settings name is passed over, and said`() throws {
  for key in ["auto_map", "_target_", "trust_remote_code"] {
    let message = try configured([(key, ["AutoModel": "os.system--rm"])])
    #expect(message.hasPrefix("opened; ") && message.contains(key), "\(message)")
  }
}

@Test func `tensors that the model has not, and those that it misses, are all listed`() throws {
  let without = try weighted { $0.filter { !$0.name.contains("attention") } }
  #expect(
    without.contains("missing: wav2vec2.encoder.layers.0.attention.")
      && !without.contains("unexpected"), "\(without)")
  let with = try weighted { $0 + (0..<20).map { ("extra.\($0)", Tensor([1])) } }
  #expect(
    with.contains("unexpected: \"extra.0\", \"extra.1\", ") && with.contains(" and 12 more"),
    "\(with)")
  let other = try weighted {
    $0.map { ($0.name, $0.name.hasSuffix("layer_norm.bias") ? Tensor([1, 2, 3]) : $0.tensor) }
  }
  #expect(other.contains("of another shape: "), "\(other)")
  #expect(other.contains("feature_projection.layer_norm.bias ([3], the model has [6])"), "\(other)")
  // Names are told apart by their scalars, and one name of a parameter is enough.
  let twice = try weighted { tensors in
    tensors
      + tensors.filter { $0.name.hasSuffix("original0") }
      .map { ("wav2vec2.encoder.pos_conv_embed.conv.weight_g", $0.tensor) }
  }
  #expect(twice.contains("unexpected: \"wav2vec2.encoder.pos_conv_embed.conv.weight_g\""))
}

@Test func `a vector for masked frames may be missing, or have its first name`() throws {
  let name = "wav2vec2.masked_spec_embed"
  let without = try weighted { $0.filter { $0.name != name } }
  #expect(
    without.hasPrefix("opened; ") && without.contains("\(name) is drawn afresh"), "\(without)")
  let old = try weighted {
    $0.map { ($0.name == name ? "wav2vec2.mask_time_emb_vector" : $0.name, $0.tensor) }
  }
  #expect(old.hasPrefix("opened; ") && !old.contains("drawn"), "\(old)")
}

@Test func `what stands in place of the weights is named`() throws {
  for (name, words) in [
    ("flax_model.msgpack", "cannot be read: \"flax_model.msgpack\""),
    ("tf_model.h5", "cannot be read: \"tf_model.h5\""),
    ("wav2vec_small.pt", "fairseq's own format"),
  ] {
    let message = try problem { folder in
      try FileManager.default.removeItem(atPath: folder.file("model.safetensors"))
      _ = try folder.write(name, text: "weights")
    }
    #expect(message.contains("has none of model.safetensors") && message.contains(words))
  }
  let folder = try TemporaryFolder()
  let file = try folder.write("wav2vec_small.pt", text: "weights")
  let error = try #require(throws: ModelError.self) { try loadModel(file) }
  #expect(error.description.contains("fairseq's own format"), "\(error)")
}

@Test func `a tokenizer that does not fit the head is refused with both numbers`() throws {
  let more = try problem { folder in
    let tokens = ["|", "a", "b", "c", "d", "e", "f", "[UNK]", "[PAD]"]
    let members = tokens.enumerated().map { "\"\($0.element)\": \($0.offset)" }
    _ = try folder.write("vocab.json", text: "{\(members.joined(separator: ", "))}")
    for name in ["added_tokens.json", "tokenizer_config.json"] {
      try FileManager.default.removeItem(atPath: folder.file(name))
    }
  }
  #expect(more.contains("has 9 tokens, and the model scores 8"), "\(more)")
  let without = try problem { folder in
    try FileManager.default.removeItem(atPath: folder.file("vocab.json"))
  }
  #expect(without.contains("vocab.json\" does not exist"), "\(without)")
}

@Test func `settings of features are taken from either of their files`() throws {
  let message = try problem { folder in
    try FileManager.default.removeItem(atPath: folder.file("processor_config.json"))
  }
  #expect(message.contains("there is no preprocessor_config.json"), "\(message)")
  let broken = try problem { folder in
    _ = try folder.write("preprocessor_config.json", text: "{\"sampling_rate\": \"fast\"}")
  }
  #expect(broken.contains("sampling_rate"), "\(broken)")
  let list = try problem { folder in _ = try folder.write("preprocessor_config.json", text: "[]") }
  #expect(list.contains("preprocessor_config.json\" is a list"), "\(list)")
}
