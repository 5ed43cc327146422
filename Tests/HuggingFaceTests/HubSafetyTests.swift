internal import Foundation
internal import Testing

@testable internal import HuggingFace

/// Names, hashes and commits that try to get out of the cache.
@Suite struct HubSafetyTests {
  /// All that a hub's client has written, as paths below its folder.
  private func written(_ hub: LocalHub) -> [String] {
    (FileManager.default.subpaths(atPath: hub.folder) ?? []).sorted()
  }

  @Test(arguments: [
    "../x", "/etc/x", "a/../../b", "a//b", "a/./b", "..", "a\\\\..\\\\b", "a\\u0000",
  ])
  func `a file whose name leads elsewhere is refused`(name: String) throws {
    let list = #"{"sha": "\#(LocalHub.commit)", "siblings": [{"rfilename": "\#(name)"}]}"#
    let hub = LocalHub([:]) { $0.path.hasPrefix("/api/") ? .json(list) : nil }
    #expect {
      try hub.client().snapshot(of: "owner/model", files: FileSelection(patterns: ["*"]))
    } throws: { error in
      guard case HubError.unsafeName("owner/model", _) = error else { return false }
      return true
    }
    #expect(written(hub).isEmpty)
  }

  @Test func `a file in the place of another's folder is refused`() throws {
    let hub = LocalHub(["a": .init(bytes: [1]), "a/b": .init(bytes: [2])])
    #expect(throws: HubError.self) {
      try hub.client().snapshot(of: "owner/model", files: FileSelection(patterns: ["*"]))
    }
  }

  @Test func `a shard whose name leads elsewhere is refused`() throws {
    let index = #"{"weight_map": {"x": "../../../../x"}}"#
    let hub = LocalHub(["model.safetensors.index.json": .init(bytes: Array(index.utf8))])
    #expect(throws: HubError.unsafeName("owner/model", file: "../../../../x")) {
      try hub.client().snapshot(of: "owner/model")
    }
  }

  @Test(arguments: [
    "../../../evil", "abc", "\"\"", "\"\(String(repeating: "A", count: 40))\"", "W/\"..\"",
  ])
  func `an ETag that is no hash is refused`(tag: String) throws {
    let hub = LocalHub(smallModel) { request in
      request.method == "HEAD"
        ? HTTPAnswer(headers: [("X-Repo-Commit", LocalHub.commit), ("ETag", tag)]) : nil
    }
    #expect {
      try hub.client().snapshot(of: "owner/model")
    } throws: { error in
      guard case HubError.badAnswer = error else { return false }
      return true
    }
    #expect(!written(hub).contains { $0.hasSuffix("evil") || $0.contains("/blobs/") })
  }

  @Test(arguments: ["../../../x", "main", "0123", String(repeating: "A", count: 40), ""])
  func `a commit that is none is refused`(commit: String) throws {
    let hub = LocalHub(smallModel) { request in
      request.path.hasPrefix("/api/") ? .json(#"{"sha": "\#(commit)", "siblings": []}"#) : nil
    }
    #expect(throws: HubError.self) { try hub.client().snapshot(of: "owner/model") }
    #expect(written(hub).isEmpty)
  }

  @Test func `a file of another commit is refused`() throws {
    let hub = LocalHub(smallModel) { request in
      request.method == "HEAD"
        ? HTTPAnswer(headers: [
          ("X-Repo-Commit", String(repeating: "c", count: 40)), ("ETag", "\"\(gitHash([]))\""),
        ]) : nil
    }
    #expect(throws: HubError.self) { try hub.client().snapshot(of: "owner/model") }
  }

  @Test func `a damaged note of a commit is as if it were not there`() throws {
    let hub = LocalHub(smallModel)
    _ = try hub.client().snapshot(of: "owner/model")
    try Data("../../..".utf8).write(to: URL(fileURLWithPath: hub.repository + "/refs/main"))
    let offline = try hub.client(["HF_HUB_OFFLINE": "1"])
    #expect(throws: HubError.offline("owner/model", revision: "main", missing: [])) {
      try offline.snapshot(of: "owner/model")
    }
    #expect(try hub.client().snapshot(of: "owner/model") == hub.snapshot)
    #expect(try offline.snapshot(of: "owner/model") == hub.snapshot)
  }

  @Test(arguments: [
    "", "a/b/c", "/a", "a/", "../a", "a/..", "a--b", "a..b/c", ".a/b", "a/b.", "-a/b", "a/b.git",
    "ä/b", "a b", "a\0", String(repeating: "a", count: 97), "https://huggingface.co/a/b",
  ])
  func `a text that is no repository's name is refused`(name: String) throws {
    let hub = LocalHub(smallModel)
    #expect(throws: HubError.badRepository(name)) { try hub.client().snapshot(of: name) }
    #expect(!Hub.isRepositoryName(name))
    #expect(hub.count { _ in true } == 0)
  }

  @Test(arguments: ["bert", "facebook/wav2vec2-base-960h", "a_b/c.d-e", "1/2"])
  func `names of repositories are known`(name: String) {
    #expect(Hub.isRepositoryName(name))
  }

  @Test(arguments: [
    "", "..", "a/../b", "/a", "a/", "a b", "a\n", "-x", "a~1", "a:b", ".a", "a.lock",
  ])
  func `a text that is no revision is refused`(revision: String) throws {
    let hub = LocalHub(smallModel)
    #expect(throws: HubError.badRevision(revision)) {
      try hub.client().snapshot(of: "owner/model", revision: revision)
    }
  }

  @Test func `a branch with slashes is one branch`() throws {
    let hub = LocalHub(smallModel)
    _ = try hub.client().snapshot(of: "owner/model", revision: "refs/pr/1")
    #expect(hub.server.requests.first?.path == "/api/models/owner/model/revision/refs%2Fpr%2F1")
    let noted = hub.repository + "/refs/refs/pr/1"
    #expect(try bytes(noted) == Array(LocalHub.commit.utf8))
  }
}
