internal import Autograd
internal import Foundation
internal import Models
internal import Tensors
internal import TestSupport
internal import Testing
internal import Text

/// Saves a small model under other names of its tensors, and opens it.
private func opened(
  _ rename: (String) -> String, adding more: [(name: String, tensor: Tensor)] = []
) throws -> LoadedModel {
  let folder = try TemporaryFolder()
  try smallModel().save(to: folder.file("m"))
  let path = folder.file("m/model.safetensors")
  let renamed = try tensors(of: Safetensors(path: path)).map { (rename($0.name), $0.tensor) }
  try Safetensors.save(renamed + more, to: path)
  return try loadModel(folder.file("m"))
}

@Test(arguments: ["module.", "_orig_mod.", "module._orig_mod.", "model."])
func `what DataParallel and torch.compile put before every name is left out`(prefix: String) throws
{
  let plain = try opened { $0 }
  let wrapped = try opened { prefix + $0 }
  #expect(plain.notices.isEmpty)
  #expect(
    wrapped.notices.contains { $0.contains("begin with \"\(prefix)\"") }, "\(wrapped.notices)")
  let (mine, theirs) = (plain.model.parameters, wrapped.model.parameters)
  #expect(mine.map(\.name) == theirs.map(\.name))
  for (one, other) in zip(mine, theirs) { #expect(one.value == other.value) }
}

@Test func `a prefix that some names lack stays, and the names are listed`() throws {
  var isFirst = true
  #expect {
    try opened { name in
      defer { isFirst = false }
      return isFirst ? name : "module." + name
    }
  } throws: {
    "\($0)".contains("unexpected: \"module.")
  }
}

@Test func `tensors of LoRA that are not merged are named`() throws {
  let lora = (name: "base_model.model.q_proj.lora_A.weight", tensor: Tensor(zeros: [2, 2]))
  #expect {
    try opened({ $0 }, adding: [lora])
  } throws: {
    "\($0)".contains(
      "1 of its tensors are LoRA's, not merged into those that they change "
        + "(\"base_model.model.q_proj.lora_A.weight\")") && "\($0)".contains("merge_and_unload()")
  }
}

@Test(arguments: [true, false])
func `the folder of an adapter is named, with its base`(hasSettings: Bool) throws {
  let folder = try TemporaryFolder()
  try smallModel().save(to: folder.file("m"))
  try FileManager.default.removeItem(atPath: folder.file("m/model.safetensors"))
  if !hasSettings { try FileManager.default.removeItem(atPath: folder.file("m/config.json")) }
  _ = try folder.write(
    "m/adapter_config.json",
    text: "{\"peft_type\": \"LORA\", \"base_model_name_or_path\": \"facebook/wav2vec2-base\"}")
  #expect {
    try loadModel(folder.file("m"))
  } throws: {
    "\($0)".contains(
      "it is a PEFT adapter of the kind \"LORA\" (adapter_config.json) without the model that it changes, "
        + "which is \"facebook/wav2vec2-base\"; merge them in Python:")
  }
}
