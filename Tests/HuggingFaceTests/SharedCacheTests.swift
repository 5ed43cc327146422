internal import Foundation
internal import Testing
internal import Text

@testable internal import HuggingFace

/// A cache that Python's `huggingface_hub` made: see Tests/Fixtures/hub.py.
@Suite struct SharedCacheTests {
  private let fixture = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/hub").path

  private func expected() throws -> (commit: String, hashes: [(String, String)], links: JSON) {
    let json = try JSON(path: fixture + "/cache.json")
    let files = try #require(json["files"]?.object)
    let links = try #require(json["links"])
    return (
      try #require(json["commit"]?.string),
      files.members.map { ($0.key, $0.value.string ?? "") }, links
    )
  }

  @Test func `what Python downloaded is found without the network`() throws {
    let (commit, hashes, _) = try expected()
    let hub = try Hub(
      environment: ["HF_HUB_CACHE": fixture + "/cache", "HF_HUB_OFFLINE": "1", "HOME": "/none"])
    let wanted = FileSelection(
      patterns: ["*.json"], includesWeights: true)
    for revision in ["main", commit] {
      let folder = try hub.snapshot(of: "owner/model", revision: revision, files: wanted)
      #expect(folder.hasSuffix("models--owner--model/snapshots/\(commit)"))
      for (name, hash) in hashes {
        let found = try bytes("\(folder)/\(name)")
        #expect(sha256(found) == hash)
      }
    }
    // Python's list of all files tells that this one exists and was not downloaded.
    #expect(throws: HubError.offline("owner/model", revision: "main", missing: ["README.md"])) {
      try hub.snapshot(of: "owner/model", files: FileSelection(patterns: ["README.md"]))
    }
  }

  @Test func `the same files make the same cache here`() throws {
    let (commit, hashes, links) = try expected()
    let old = "\(fixture)/cache/models--owner--model"
    var files: [String: LocalHub.File] = [:]
    for (name, _) in hashes {
      let content = try bytes("\(old)/snapshots/\(commit)/\(name)")
      files[name] = .init(bytes: content, isLarge: name.hasSuffix(".safetensors"))
    }
    let hub = LocalHub(files, commit: commit)
    let folder = try hub.client().snapshot(
      of: "owner/model",
      files: FileSelection(
        patterns: ["config.json", "vocab.json", "nested/*", "tokenizer.json"], includesWeights: true
      ))
    for (name, _) in hashes {
      let link = try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
      #expect(link == links[name]?.string)
    }
    let manager = FileManager.default
    let here = Set(try manager.subpathsOfDirectory(atPath: hub.repository))
    let there = Set(try manager.subpathsOfDirectory(atPath: old))
    #expect(there.isSubset(of: here))
    // The weights that are not there are noted too.
    #expect(here.subtracting(there).allSatisfy { $0.hasPrefix(".no_exist/") })
    let noted = try bytes("\(hub.repository)/refs/main")
    #expect(try bytes("\(old)/refs/main") == noted)
  }
}
