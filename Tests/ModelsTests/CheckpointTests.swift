import Autograd
import Foundation
import Models
import Tensors
import TestSupport
import Testing
import Text

@Test func `a saved model gives the same scores, bit for bit`() throws {
  let folder = try TemporaryFolder()
  let model = try smallModel(seed: 9)
  try model.save(to: folder.file("runs/one"))
  #expect(
    try folder.names(in: "runs/one") == [
      "config.json", "model.safetensors", "special_tokens_map.json", "tokenizer_config.json",
      "vocab.json",
    ])
  // Nothing temporary is left beside it.
  #expect(try folder.names(in: "runs") == ["one"])
  let loaded = try loadModel(folder.file("runs/one"))
  let opened = loaded.model
  #expect(loaded.notices == [])
  #expect(loaded.ledger.rows.map(\.tensor) == model.parameters.map(\.name))
  #expect(loaded.ledger.rows.allSatisfy { $0.words == "used" && $0.parameter == $0.tensor })
  #expect(opened.family == "deepspeech2" && opened.settings == model.settings)
  #expect(opened.tokenizer == model.tokenizer && opened.blank == model.blank)
  #expect(opened.parameters.map(\.name) == model.parameters.map(\.name))
  let features = randomTensor([50, 20], salt: 3)
  let (before, after) = (model.scores(features, [50]).0, opened.scores(features, [50]).0)
  #expect(before.elements.map(\.bitPattern) == after.elements.map(\.bitPattern))
}

@Test func `saving onto a model replaces it`() throws {
  let folder = try TemporaryFolder()
  try smallModel(seed: 1).save(to: folder.file("m"))
  let second = try smallModel(seed: 2)
  try second.save(to: folder.file("m"))
  // A slash at the end is the same folder.
  try second.save(to: folder.file("m/"))
  let opened = try loadModel(folder.file("m")).model
  for (parameter, expected) in zip(opened.parameters, second.parameters) {
    #expect(parameter.value == expected.value)
  }
  #expect(try folder.names() == ["m"])
}

/// What stands at `m`, by the names of its files; no names for an empty folder.
private let otherThings: [[String]] = [
  [], ["notes.txt"], ["config.json"], ["config.json", "main.js"], ["model.safetensors"],
  ["config.json", "model.safetensors", "thesis.tex"],
  ["config.json", "model.safetensors", "vocab.json", ".git/HEAD"],
]

@Test(arguments: otherThings)
func `saving onto anything else is refused, and nothing is lost`(names: [String]) throws {
  let folder = try TemporaryFolder()
  try FileManager.default.createDirectory(
    atPath: folder.file("m"), withIntermediateDirectories: true)
  for name in names { _ = try folder.write("m/\(name)", text: "mine: \(name)") }
  do {
    try smallModel().save(to: folder.file("m"))
    Issue.record("It was overwritten.")
  } catch let error as ModelError {
    #expect(error.description.contains("/m\""), "\(error)")
    #expect(error.description.contains("choose another name"), "\(error)")
  }
  for name in names {
    #expect(try folder.bytes("m/\(name)") == Array("mine: \(name)".utf8))
  }
  #expect(try folder.names() == ["m"])
}

@Test func `saving onto a file or where no folder can be is refused`() throws {
  let folder = try TemporaryFolder()
  let file = try folder.write("m", text: "mine")
  for path in [file, "\(file)/inside", "/proc/nothing/m", "/dev/null", "a\0b"] {
    #expect(throws: ModelError.self, "\(path)") { try smallModel().save(to: path) }
  }
  #expect(try folder.bytes("m") == Array("mine".utf8))
  #expect(try folder.names() == ["m"])
}

/// A saved model that is then changed.
private func changed(
  _ change: (TemporaryFolder) throws -> Void
) throws -> String {
  let folder = try TemporaryFolder()
  try smallModel().save(to: folder.file("m"))
  try change(folder)
  do {
    _ = try loadModel(folder.file("m"))
    return "It was opened."
  } catch {
    #expect(error.description.contains(folder.path) || !error.description.contains("/"))
    #expect(!error.description.contains("\n"))
    return error.description
  }
}

private func configured(_ key: String, _ value: JSON?) throws -> String {
  try changed { folder in
    let path = folder.file("m/config.json")
    let object = try #require(JSON(path: path).object)
    try JSON.object(object.with(key, value)).save(to: path)
  }
}

private func weighted(
  _ change: ([(name: String, tensor: Tensor)]) -> [(name: String, tensor: Tensor)]
) throws -> String {
  try changed { folder in
    let path = folder.file("m/model.safetensors")
    try Safetensors.save(change(tensors(of: Safetensors(path: path))), to: path)
  }
}

@Test func `a model that is not whole is refused by what it lacks`() throws {
  for name in ["config.json", "model.safetensors", "vocab.json"] {
    let message = try changed { try FileManager.default.removeItem(atPath: $0.file("m/\(name)")) }
    #expect(message.contains(name), "\(message)")
    #expect(message.contains("does not exist") || message.contains("has none of"), "\(message)")
    let empty = try changed { _ = try $0.write("m/\(name)", text: "") }
    #expect(empty.contains(name), "\(empty)")
  }
  #expect(
    try changed { try FileManager.default.removeItem(atPath: $0.file("m")) }
      .contains("does not exist"))
  let file = try changed {
    try FileManager.default.removeItem(atPath: $0.file("m"))
    _ = try $0.write("m", text: "a file")
  }
  #expect(file.hasSuffix("/m\" is a file; a model is a folder"), "\(file)")
}

@Test func `a config.json that does not fit is refused by name`() throws {
  #expect(try configured("model_type", nil).contains("names no model_type"))
  #expect(try configured("model_type", 3).contains("names no model_type"))
  #expect(
    try configured("model_type", "whisper").contains("its family \"whisper\" cannot be read yet;"))
  #expect(try configured("model_type", "w\nx").contains("its family \"w\\nx\" is not known;"))
  #expect(try configured("vocab_size", 50_258).contains("vocab_size 50258, lm_head.weight has 6"))
  #expect(try configured("pad_token_id", 0).contains("pad_token_id 0, the tokenizer has 5"))
  #expect(try configured("rnn_size", -4).contains("rnn_size"))
  #expect(try configured("rnn_siez", 4).contains("rnn_siez is no setting"))
  #expect(try configured("rnn_size", 10).contains("of another shape: rnn.0."))
}

@Test func `tensors that are not the model's are listed`() throws {
  let missing = try weighted { $0.filter { !$0.name.hasPrefix("rnn.1.") } }
  #expect(missing.contains("missing: rnn.1.") && !missing.contains("unexpected"), "\(missing)")
  let unexpected = try weighted { $0 + [(name: "lm_tail.\u{1B}[2J", tensor: Tensor([1]))] }
  #expect(unexpected.contains("unexpected: "), "\(unexpected)")
  #expect(unexpected.unicodeScalars.allSatisfy { $0.value >= 32 }, "\(unexpected)")
  let misshapen = try weighted {
    $0.map { ($0.name, $0.name == "lm_head.bias" ? Tensor(zeros: [5]) : $0.tensor) }
  }
  #expect(
    misshapen.contains("of another shape: lm_head.bias ([5], the model has [6])"), "\(misshapen)")
}
