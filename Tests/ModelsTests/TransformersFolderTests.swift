import Autograd
import Recognizers
import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

/// A folder that `Tests/Fixtures/checkpoints.py` had transformers save.
private func folder(_ name: String) -> String { fixturePath("checkpoints/\(name)") }

/// The tokens of the fixtures, for folders that have none.
private func fixtureTokenizer(_ more: String...) throws -> CTCTokenizer {
  try CTCTokenizer(vocabulary: Vocabulary(tokens: ["|", "a", "b", "'", "[UNK]", "[PAD]"] + more))
}

private func given(_ tokenizer: CTCTokenizer) -> CheckpointOptions {
  var options = CheckpointOptions()
  options.tokenizer = tokenizer
  return options
}

/// How a model's scores, or what its body hands on, differ from those of transformers.
private func faults(_ model: any SpeechModel, _ name: String) throws -> String {
  let expected = try Safetensors(path: folder(name) + "/expected.safetensors")
  let samples = try expected.tensor("samples")
  let features = samples.reshaped([samples.count, 1])
  let hasHead = expected.entries.contains { $0.name == "logits" }
  let found =
    hasHead
    ? model.scores(features, [samples.count]).0
    : model.hiddenStates(Batch(features)).last
  let wanted = try expected.tensor(hasHead ? "logits" : "hidden")
  guard found?.shape == wanted.shape else { return "\(found?.shape ?? []), not \(wanted.shape)" }
  return differences(
    found?.elements ?? [], wanted.elements.map { Double($0) }, tolerance: 1e-4)
}

@Test(arguments: ["single", "half", "brain", "old_binary", "sharded", "hubert"])
func `a folder that transformers saved gives its scores`(name: String) throws {
  let loaded = try loadModel(folder(name))
  let found = try faults(loaded.model, name)
  #expect(found == "")
  #expect(loaded.model.tokenizer.vocabulary.count == 8 && loaded.model.blank == 5)
  #expect(
    loaded.notices.contains(
      "rows 6 to 7 of the head: \"<s>\", \"</s>\", appended to the vocabulary by transformers"))
  // Every parameter is in the ledger, and nothing else is but a counter.
  let used = loaded.ledger.rows.filter { $0.fate == .used }
  #expect(used.map(\.parameter).count == loaded.model.parameters.count)
  let others = loaded.ledger.rows.filter { $0.fate != .used }.compactMap(\.tensor)
  #expect(others.allSatisfy { $0.hasSuffix("num_batches_tracked") }, "\(others)")
  #expect(others.isEmpty == (name != "hubert"))
}

@Test func `rows of the head without a token are read as transformers reads them`() throws {
  let loaded = try loadModel(folder("spare_rows"))
  #expect(try faults(loaded.model, "spare_rows") == "")
  #expect(
    loaded.notices.contains(
      "rows 8 to 10 of the head have no token: what they score highest is read as \"[UNK]\", as "
        + "transformers does it"))
  let tokenizer = loaded.model.tokenizer
  #expect(tokenizer.rowCount == 11 && tokenizer.vocabulary.count == 8)
  let expected = try JSON(path: folder("spare_rows") + "/decoded.json")
  #expect(tokenizer.rows == expected["tokens"]?.array?.compactMap(\.string))
  for item in expected["decoded"]?.array ?? [] {
    let ids = item["ids"]?.array?.compactMap(\.integer) ?? []
    #expect(try tokenizer.decode(ids) == item["grouped"]?.string)
    #expect(try tokenizer.decode(ids, group: false) == item["ungrouped"]?.string)
  }
  #expect(throws: TextError.unknownID(11, tokenCount: 11)) { try tokenizer.tokens([11]) }
  // Saved again it has as many rows, for transformers too.
  let saved = try TemporaryFolder()
  try loaded.model.save(to: saved.file("model"))
  let config = try JSON(path: saved.file("model/config.json"))
  #expect(config["vocab_size"] == 11)
  let again = try loadModel(saved.file("model")).model
  #expect(again.tokenizer == tokenizer)
  #expect(try faults(again, "spare_rows") == "")
  // A tokenizer taken from it fits its head.
  let fitting = try loadModel(folder("spare_rows"), options: given(tokenizer)).notices
  #expect(!fitting.contains { $0.contains("have no token") }, "\(fitting)")
}

@Test func `what is converted and renamed is said`() throws {
  let half = try loadModel(folder("half"))
  #expect(half.notices.contains("the weights are stored as F16; F32 is used"))
  #expect(half.ledger.rows.allSatisfy { $0.words == "converted from F16" })
  let old = try loadModel(folder("old_binary")).ledger
  let renamed = old.rows.filter(\.isRenamed)
  #expect(
    renamed.map(\.tensor)
      == ["weight_g", "weight_v"].map {
        "wav2vec2.encoder.pos_conv_embed.conv.\($0)"
      })
  #expect(renamed.allSatisfy { $0.words == "renamed" })
  #expect(old.counts.map(\.kind) == ["used", "renamed"])
}

@Test func `a body without a head gets one for the tokens of its folder`() throws {
  let loaded = try loadModel(folder("body"))
  let found = try faults(loaded.model, "body")
  #expect(found == "")
  #expect(
    loaded.notices.contains(
      "the head is drawn afresh: the checkpoint has no head that scores tokens"))
  let rows = loaded.ledger.rows
  #expect(
    rows.filter { $0.tensor == nil }.compactMap(\.parameter) == ["lm_head.weight", "lm_head.bias"])
  // The names of a body alone lack the prefix.
  #expect(
    rows.filter { $0.fate == .used }.allSatisfy { $0.parameter == "wav2vec2.\($0.tensor ?? "")" })
}

/// Checkpoints with heads for other purposes, and what is said about those.
private let otherHeads = [
  (
    "pretraining",
    "left out: \"quantizer.*\", \"project_q.*\", \"project_hid.*\", of the pretraining"
  ),
  (
    "classifier",
    "left out: \"layer_weights\", \"projector.*\", \"classifier.*\", the head of another task"
  ),
  (
    "speakers",
    "left out: \"projector.*\", \"tdnn.*\", \"feature_extractor.*\", \"classifier.*\", \"objective.*\", "
      + "the head of another task"
  ),
  ("hubert_body", nil),
]

@Test(arguments: otherHeads.indices)
func `a checkpoint of another task is a starting point, for tokens that are given`(
  index: Int
) throws {
  let (name, notice) = otherHeads[index]
  let message = try #require(throws: ModelError.self) { try loadModel(folder(name)) }.description
  #expect(
    message.contains("vocab.json") && message.contains("tokenizer=ctc_tokenizer("), "\(message)")
  let loaded = try loadModel(folder(name), options: given(try fixtureTokenizer("c")))
  let found = try faults(loaded.model, name)
  #expect(found == "")
  #expect(loaded.model.tokenizer.vocabulary.count == 7)
  if let notice {
    // The order is that of the file, so the names are compared as a set.
    let words = { (text: String) in Set(text.split { " ,".contains($0) }) }
    #expect(loaded.notices.contains { words($0) == words(notice) }, "\(loaded.notices)")
  }
}

@Test func `the seed of a new head decides its weights`() throws {
  func head(_ seed: UInt64) throws -> [Float] {
    var options = given(try fixtureTokenizer())
    options.seed = seed
    let model = try loadModel(folder("hubert_body"), options: options).model
    return try #require(model.parameters.first { $0.name == "lm_head.weight" }).value.elements
  }
  #expect(try head(1) == head(1))
  #expect(try head(1) != head(2))
}

@Test func `a tokenizer of other tokens gets a new head`() throws {
  let loaded = try loadModel(folder("single"), options: given(try fixtureTokenizer("c")))
  #expect(
    loaded.notices.contains(
      "the head is drawn afresh: the checkpoint's has 8 rows, the tokenizer 7 tokens"))
  #expect(
    loaded.ledger.rows.filter { $0.words.hasPrefix("ignored") }.compactMap(\.tensor)
      .sorted() == ["lm_head.bias", "lm_head.weight"])
  // As many tokens, but others.
  let others = try loadModel(folder("single"), options: given(try fixtureTokenizer("c", "d")))
  #expect(
    others.notices.contains("the head is drawn afresh: the checkpoint's scores other tokens"))
  // The same tokens: the head is kept, and with it the scores.
  let same = try loadModel(
    folder("single"), options: given(try fixtureTokenizer("<s>", "</s>")))
  let found = try faults(same.model, "single")
  #expect(found == "")
}

@Test func `a language brings its vocabulary and its adapter`() throws {
  var options = CheckpointOptions()
  options.language = "deu"
  let loaded = try loadModel(folder("languages"), options: options)
  let found = try faults(loaded.model, "languages")
  #expect(found == "")
  #expect(loaded.model.tokenizer.vocabulary.tokens.contains("ü"))
  let replaced = loaded.ledger.rows.filter { $0.words == "ignored: adapter.deu.safetensors has it" }
  #expect(replaced.contains { $0.tensor == "lm_head.weight" } && replaced.count > 4)
  // Without a name the settings say which.
  let usual = try loadModel(folder("languages"))
  #expect(usual.model.tokenizer.vocabulary.count == 6)
  options.language = "../deu"
  let message = try #require(throws: ModelError.self) {
    try loadModel(folder("languages"), options: options)
  }.description
  #expect(message.contains("no adapter for the language \"../deu\", only for deu"), "\(message)")
}

@Test func `settings of training are not taken over in silence`() throws {
  let usual = try loadModel(folder("single"))
  #expect(usual.notices.contains("config.json says ctc_loss_reduction = sum, training uses mean"))
  #expect(usual.model.lossReduction == .mean && !usual.model.zeroInfinity)
  let old = try loadModel(folder("old_binary"))
  #expect(!old.notices.contains { $0.contains("ctc_loss_reduction") })
  var options = CheckpointOptions()
  options.settings = JSONObject([
    (key: "ctc_loss_reduction", value: "sum"), (key: "ctc_zero_infinity", value: true),
    (key: "hidden_dropout", value: 0), (key: "mask_time_prob", value: 0.05),
  ])
  let changed = try loadModel(folder("single"), options: options)
  #expect(changed.model.lossReduction == .sum && changed.model.zeroInfinity)
  #expect(
    changed.notices.filter { $0.hasPrefix("config.json says") } == [
      "config.json says hidden_dropout = 0.1, training uses 0",
      "config.json says ctc_zero_infinity = false, training uses true",
    ])
  for (key, value) in [
    ("hidden_size", 8), ("ctc_loss_reduction", "none"), ("ctc_zero_infinity", 1),
    ("hidden_dropout", 2), ("hidden_dropout", "much"),
  ] as [(String, JSON)] {
    options.settings = JSONObject([(key: key, value: value)])
    let message = try #require(throws: ModelError.self) {
      try loadModel(folder("single"), options: options)
    }.description
    #expect(message.hasPrefix(key), "\(message)")
  }
}
