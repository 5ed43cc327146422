internal import Foundation
internal import Synchronization
internal import Testing

@testable internal import HuggingFace

/// Downloads that go well, and what they leave in the cache.
@Suite struct HubSnapshotTests {
  @Test func `a model comes whole, under the names that Python gives it`() throws {
    let hub = LocalHub(smallModel)
    let folder = try hub.client().snapshot(of: "owner/model")
    #expect(folder == hub.snapshot)
    for name in ["config.json", "vocab.json", "model.safetensors"] {
      let found = try bytes("\(folder)/\(name)")
      #expect(found == smallModel[name]?.bytes)
      let link = try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
      #expect(link == "../../blobs/\(smallModel[name]?.hash ?? "")")
    }
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/README.md"))
    let commit = try String(contentsOfFile: hub.repository + "/refs/main", encoding: .utf8)
    #expect(commit == LocalHub.commit)
    let missing = hub.repository + "/.no_exist/\(LocalHub.commit)/tokenizer.json"
    #expect(FileManager.default.fileExists(atPath: missing))
    let blobs = try FileManager.default.contentsOfDirectory(atPath: hub.repository + "/blobs")
    #expect(blobs.count == 3 && blobs.allSatisfy { !$0.contains(".") })
  }

  @Test func `files in folders link up as many steps as they are deep`() throws {
    let hub = LocalHub(["a/b/c.json": .init(bytes: [1, 2, 3])])
    let folder = try hub.client().snapshot(
      of: "owner/model", files: FileSelection(patterns: ["a/*"]))
    let found = try bytes("\(folder)/a/b/c.json")
    #expect(found == [1, 2, 3])
  }

  @Test func `what is there is not asked for again`() throws {
    let hub = LocalHub(smallModel)
    let client = try hub.client()
    _ = try client.snapshot(of: "owner/model")
    let before = hub.count { _ in true }
    let folder = try client.snapshot(of: "owner/model")
    #expect(folder == hub.snapshot)
    #expect(hub.count { _ in true } == before + 1)
    _ = try client.snapshot(of: "owner/model", revision: LocalHub.commit)
    #expect(hub.count { _ in true } == before + 1)
  }

  @Test func `progress adds up to all bytes, and only grows`() throws {
    let hub = LocalHub(smallModel)
    let seen = Mutex<[HubProgress]>([])
    _ = try hub.client().snapshot(
      of: "owner/model", progress: { step in seen.withLock { $0.append(step) } })
    let steps = seen.withLock { $0 }
    let total = ["config.json", "vocab.json", "model.safetensors"].reduce(0) {
      $0 + (smallModel[$1]?.bytes.count ?? 0)
    }
    #expect(steps.last == HubProgress(file: "model.safetensors", completed: total, total: total))
    #expect(steps.map(\.completed) == steps.map(\.completed).sorted())
    #expect(steps.allSatisfy { $0.total == total })
  }

  @Test func `shards come with their index, and pytorch_model.bin stays away`() throws {
    let index = #"{"weight_map": {"x": "model-1.safetensors", "y": "model-2.safetensors"}}"#
    let hub = LocalHub([
      "config.json": .init(bytes: [1]), "pytorch_model.bin": .init(bytes: [2]),
      "model.safetensors.index.json": .init(bytes: Array(index.utf8)),
      "model-1.safetensors": .init(bytes: [3], isLarge: true),
      "model-2.safetensors": .init(bytes: [4], isLarge: true),
    ])
    let client = try hub.client()
    let folder = try client.snapshot(of: "owner/model")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(
      names == [
        "config.json", "model-1.safetensors", "model-2.safetensors", "model.safetensors.index.json",
      ])
    let offline = try hub.client(["HF_HUB_OFFLINE": "1"])
    #expect(try offline.snapshot(of: "owner/model") == folder)
    try FileManager.default.removeItem(atPath: folder + "/model-2.safetensors")
    #expect(
      throws: HubError.offline("owner/model", revision: "main", missing: ["model-2.safetensors"])
    ) { try offline.snapshot(of: "owner/model") }
  }

  @Test func `without the network the cache answers, or says what it lacks`() throws {
    let hub = LocalHub(smallModel)
    let offline = try hub.client(["HF_HUB_OFFLINE": "yes"])
    #expect(throws: HubError.offline("owner/model", revision: "main", missing: [])) {
      try offline.snapshot(of: "owner/model")
    }
    _ = try hub.client().snapshot(of: "owner/model")
    let asked = hub.count { _ in true }
    #expect(try offline.snapshot(of: "owner/model") == hub.snapshot)
    #expect(try offline.snapshot(of: "owner/model", revision: LocalHub.commit) == hub.snapshot)
    #expect(hub.count { _ in true } == asked)
    try FileManager.default.removeItem(atPath: hub.snapshot + "/vocab.json")
    #expect(throws: HubError.offline("owner/model", revision: "main", missing: ["vocab.json"])) {
      try offline.snapshot(of: "owner/model")
    }
  }

  @Test(arguments: [500, 503, 401])
  func `a hub that fails leaves the last snapshot in use, and it is said`(status: Int) throws {
    let isBroken = Atomic(false)
    let hub = LocalHub(smallModel) { _ in
      isBroken.load(ordering: .relaxed) ? .error(status) : nil
    }
    let client = try hub.client()
    _ = try client.snapshot(of: "owner/model")
    isBroken.store(true, ordering: .relaxed)
    let notices = Mutex<[String]>([])
    let folder = try client.snapshot(
      of: "owner/model", notice: { text in notices.withLock { $0.append(text) } })
    #expect(folder == hub.snapshot)
    #expect(notices.withLock { $0.last?.hasSuffix("; using what was downloaded before") == true })
  }

  @Test func `no server at all leaves the last snapshot in use`() throws {
    let hub = LocalHub(smallModel)
    _ = try hub.client().snapshot(of: "owner/model")
    let nowhere = try hub.client(["HF_ENDPOINT": "http://127.0.0.1:1"])
    #expect(try nowhere.snapshot(of: "owner/model") == hub.snapshot)
    #expect(throws: HubError.self) { try nowhere.snapshot(of: "owner/other") }
  }

  @Test func `a cache that cannot be written serves what it has`() throws {
    let hub = LocalHub(smallModel)
    let client = try hub.client()
    _ = try client.snapshot(of: "owner/model")
    let manager = FileManager.default
    for name in ["refs", "trees", ".no_exist"] {
      try manager.removeItem(atPath: "\(hub.repository)/\(name)")
      // A file where a folder belongs: nothing can be written there, even by root.
      try Data().write(to: URL(fileURLWithPath: "\(hub.repository)/\(name)"))
    }
    #expect(try client.snapshot(of: "owner/model") == hub.snapshot)
  }

  @Test func `a new commit shares the files that did not change`() throws {
    let next = String(repeating: "b", count: 40)
    let old = LocalHub(smallModel)
    _ = try old.client().snapshot(of: "owner/model")
    var files = smallModel
    files["vocab.json"] = .init(bytes: [7])
    let new = LocalHub(files, commit: next)
    let folder = try new.client(["HF_HOME": old.folder]).snapshot(of: "owner/model")
    #expect(folder.hasSuffix(next))
    #expect(try bytes(folder + "/vocab.json") == [7])
    #expect(try bytes(old.snapshot + "/vocab.json") == smallModel["vocab.json"]?.bytes)
    #expect(new.count { $0.method == "GET" && $0.path.hasPrefix("/store/") } == 0)
    let commit = try String(contentsOfFile: old.repository + "/refs/main", encoding: .utf8)
    #expect(commit == next)
  }

  @Test func `a model without weights that can be read says what it has`() throws {
    let hub = LocalHub(["config.json": .init(bytes: [1]), "tf_model.h5": .init(bytes: [2])])
    #expect(throws: HubError.noWeights("owner/model", found: ["tf_model.h5"])) {
      try hub.client().snapshot(of: "owner/model")
    }
  }
}
