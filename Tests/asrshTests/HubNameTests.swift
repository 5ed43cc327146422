internal import Foundation
internal import Testing

@testable import asrsh

/// Models by their names on the hub, as far as that goes without a network.
@Suite struct HubNameTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var offline: [String: String] {
    ["HF_HUB_OFFLINE": "1", "HF_HOME": "\(folder.path)/hf"]
  }

  private func run(_ expression: String) throws -> Binary.Outcome {
    try Binary.run(["-e", expression], in: folder, environment: offline)
  }

  /// Writes a file into a folder that is made first.
  private func writeBelow(_ path: String, _ name: String, _ text: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: folder.path).appending(path: path), withIntermediateDirectories: true)
    _ = try folder.write("\(path)/\(name)", text)
  }

  @Test func `a name is found in the cache, and a folder of that name comes first`() throws {
    let maker =
      "hubert(ctc_tokenizer(build_vocab([\"ab\"])), hidden_size=16, num_hidden_layers=1, "
      + "num_attention_heads=2, intermediate_size=16, conv_dim=[8, 8, 8, 8, 8, 8, 8], "
      + "num_conv_pos_embeddings=8, num_conv_pos_embedding_groups=2)"
    let saved = try run("\(maker).save(\"model\")")
    #expect(saved.code == 0, "\(saved.messages)")
    let commit = String(repeating: "a1", count: 20)
    let repository = "hf/hub/models--somebody--small"
    try writeBelow("\(repository)/refs", "main", commit)
    let files = FileManager.default
    let snapshots = URL(filePath: folder.path).appending(path: "\(repository)/snapshots")
    try files.createDirectory(at: snapshots, withIntermediateDirectories: true)
    try files.copyItem(
      at: URL(filePath: folder.path).appending(path: "model"),
      to: snapshots.appending(path: commit))
    let opened = try run("print(load_model(\"somebody/small\").family)")
    #expect(opened.output == "hubert\n", "\(opened.messages)")

    try writeBelow("somebody/small", "config.json", "{}")
    let refused = try run("load_model(\"somebody/small\")")
    #expect(refused.code == 1)
    #expect(refused.message.hasPrefix("error: load_model: \"somebody/small\" is not a model"))
  }

  @Test func `a name that was never downloaded says so in one line`() throws {
    let outcome = try run("load_model(\"somebody/unknown\")")
    #expect(outcome.code == 1)
    let missing = "error: load_model: \"somebody/unknown\" at main was not downloaded"
    #expect(outcome.message.hasPrefix(missing), "\(outcome.messages)")
    let sent = try run(
      "deepspeech2(ctc_tokenizer(build_vocab([\"ab\"])), rnn_layers=1, rnn_size=8).push(\"a/b\")")
    #expect(sent.code == 1)
    let refusal = "error: push: nothing can be sent while HF_HUB_OFFLINE is set; unset it"
    #expect(sent.message == refusal)
  }
}
