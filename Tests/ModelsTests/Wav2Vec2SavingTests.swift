import Autograd
import Foundation
import Models
import Tensors
import TestSupport
import Testing
import Text

private func opened(_ name: String) throws -> any SpeechModel {
  try loadModel(fixturePath("checkpoints/\(name)")).model
}

@Test(arguments: ["single", "half", "old_binary", "sharded", "hubert", "languages"])
func `a saved model has the weights, the settings and the tokens of the first`(name: String) throws
{
  let folder = try TemporaryFolder()
  let model = try opened(name)
  try model.save(to: folder.file("m"))
  #expect(
    try folder.names(in: "m") == [
      "README.md", "config.json", "model.safetensors", "preprocessor_config.json",
      "special_tokens_map.json", "tokenizer_config.json", "vocab.json",
    ])
  let loaded = try loadModel(folder.file("m"))
  #expect(loaded.model.parameters.map(\.name) == model.parameters.map(\.name))
  for (one, other) in zip(loaded.model.parameters, model.parameters) {
    #expect(one.value == other.value, "\(one.name)")
  }
  #expect(loaded.model.tokenizer == model.tokenizer && loaded.model.blank == model.blank)
  #expect(loaded.model.samplingRate == model.samplingRate)
  #expect(loaded.notices == [])
  let first = try #require(model as? Wav2Vec2), second = try #require(loaded.model as? Wav2Vec2)
  #expect(first.configuration == second.configuration && first.extractor == second.extractor)
  // The other library's view of the same.
  let settings = try JSON(path: folder.file("m/config.json"))
  let kind = name == "hubert" ? "HubertForCTC" : "Wav2Vec2ForCTC"
  #expect(settings["architectures"] == [.string(kind)] && settings["dtype"] == "float32")
  #expect(settings["vocab_size"]?.integer == model.tokenizer.vocabulary.count)
  #expect(settings["ctc_loss_reduction"] == "mean" && settings["_name_or_path"] == nil)
  let file = try Safetensors(path: folder.file("m/model.safetensors"))
  #expect(file.metadata.map(\.value) == ["pt"])
}

@Test func `a model is saved onto the folder that it was opened from`() throws {
  let folder = try TemporaryFolder()
  let source = fixturePath("checkpoints/single")
  try FileManager.default.createDirectory(
    atPath: folder.file("m"), withIntermediateDirectories: true)
  for name in try FileManager.default.contentsOfDirectory(atPath: source)
  where name != "expected.safetensors" {
    try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: folder.file("m/\(name)"))
  }
  _ = try folder.write("m/.gitattributes", text: "*.safetensors filter=lfs\n")
  let model = try loadModel(folder.file("m")).model
  let before = model.parameters.map(\.value.elements)
  try model.save(to: folder.file("m"))
  try model.save(to: folder.file("m"))
  // The weights that the open model stands on are those of the file that is no more.
  #expect(model.parameters.map(\.value.elements) == before)
  #expect(try loadModel(folder.file("m")).model.parameters.map(\.value.elements) == before)
  #expect(try folder.names() == ["m"])
  #expect(try !folder.names(in: "m").contains("processor_config.json"))
}

@Test func `numbers that are not finite are counted by parameter`() throws {
  let model = try opened("single")
  #expect(model.nonFiniteParameters.isEmpty)
  let head = try #require(model.parameters.first { $0.name == "lm_head.weight" })
  var numbers = head.value.elements
  numbers[0] = .nan
  numbers[7] = -.infinity
  numbers[63] = .infinity
  head.value = Tensor(numbers, shape: head.value.shape)
  let found = model.nonFiniteParameters
  #expect(found.map(\.name) == ["lm_head.weight"] && found.map(\.count) == [3])
}
