import Foundation
import TestSupport
import Testing

@testable import Checkpoints

/// Folders of runs as nobody would leave them.
struct HostileFolderTests {
  private let run: SmallRun

  init() throws {
    run = try SmallRun()
    try run.save(1...2, in: run.store())
  }

  /// Gives step 2 a manifest with a good hash that says something else.
  private func forge(_ change: (String) -> String) throws {
    let bytes = try run.folder.bytes("step-2/MANIFEST")
    let line = try #require(String(decoding: bytes, as: UTF8.self).split(separator: "\n").first)
    let forged = change(String(line)) + "\n"
    #expect(forged != line + "\n")
    let seal = "{\"sha256\": \"\(sha256(of: Array(forged.utf8)))\"}\n"
    _ = try run.folder.write("step-2/MANIFEST", text: forged + seal)
  }

  private func problem() throws -> CheckpointProblem? {
    let found = try #require(try run.archive.newestGood())
    #expect(found.checkpoint.manifest.step == 1)
    return found.skipped.first?.problem
  }

  @Test func `a checkpoint of another run is passed over and stays`() throws {
    let id = try #require(try run.archive.runID)
    try forge { $0.replacing(id, with: "another") }
    #expect(try problem() == .otherRun("another"))
    let store = try run.store()
    #expect(try store.resume()?.checkpoint.manifest.step == 1)
    try run.save(3...6, in: store)
    #expect(try run.steps() == [1, 2, 5, 6])
  }

  @Test func `a newer format is refused, not set aside`() throws {
    try forge { $0.replacing("\"format\": 1", with: "\"format\": 2") }
    #expect(try problem() == .newer(version: 2))
    #expect(CheckpointProblem.newer(version: 2).isDamage == false)
  }

  @Test(arguments: [
    "\"name\": \"../state.json\"", "\"name\": \"/etc/passwd\"", "\"name\": \"MANIFEST\"",
    "\"name\": \"\"", "\"name\": 7", "\"name\": \"weights.safetensors\"", "\"name\": \"a\\u0000b\"",
  ])
  func `a manifest can name no file but those beside it`(name: String) throws {
    try forge { $0.replacing("\"name\": \"state.json\"", with: name) }
    guard case .badManifest = try problem() else {
      Issue.record("\(String(describing: try problem()))")
      return
    }
  }

  @Test(arguments: ["-1", "9223372036854775807", "1e3", "\"12\"", "99999999999999999999"])
  func `a length that cannot be is refused before memory is taken`(length: String) throws {
    try forge { $0.replacing("\"bytes\": 12", with: "\"bytes\": \(length)") }
    #expect(try problem()?.isDamage == true)
  }

  @Test func `a manifest of another step is none`() throws {
    try forge { $0.replacing("\"step\": 2", with: "\"step\": 3") }
    #expect(try problem() == .otherStep(3))
  }

  @Test func `names that are not quite those of steps are told and left alone`() throws {
    let names = [
      "step-007", "step--1", "step-9223372036854775808", "step-1000000000001", "step-",
      "step-2a", "step-\u{663}",
    ]
    for name in names { _ = try run.folder.write(name + "/MANIFEST", text: "") }
    try shell("ln -s step-2 step-9 && touch step-8", in: run.folder.path)
    let listing = try run.archive.list()
    #expect(listing.steps == [1, 2])
    #expect(Set(listing.ignored) == Set(names + ["step-9", "step-8"]))
    let store = try run.store()
    #expect(store.notices.count == names.count + 2)
    #expect(run.newest() == 2)
    try run.save(3...5, in: store)
    #expect(try run.archive.list().ignored.count == names.count + 2)
  }

  @Test func `a link, a pipe or a folder in the place of a file is not followed`() throws {
    for make in ["ln -s ../step-1/state.json", "mkfifo", "mkdir"] {
      let file = "step-2/state.json"
      try shell("rm -rf \(file) && \(make) \(file)", in: run.folder.path)
      guard case .unreadable(file: "state.json", _) = try problem() else {
        Issue.record("\(make): \(String(describing: try problem()))")
        continue
      }
    }
  }

  @Test func `a manifest that is huge, empty, deep or no text is refused`() throws {
    let manifest = "step-2/MANIFEST"
    for text in ["", "{}", "{}\n", "\n\n", String(repeating: "[", count: 100_000) + "\n", "\u{0}"] {
      _ = try run.folder.write(manifest, text: text)
      #expect(try problem()?.isDamage == true)
    }
    try shell("truncate -s 10G \(manifest)", in: run.folder.path)
    #expect(try problem() == .badManifest("it has 10737418240 bytes"))
  }

  @Test func `what stands where a checkpoint is to be is set aside`() throws {
    try shell("echo mine > step-3 && ln -s step-1 step-4", in: run.folder.path)
    let store = try run.store()
    let reports = try run.save(3...4, in: store)
    #expect(
      reports.map { $0.warnings.first } == [3, 4].map { "step-\($0) was set aside as .bad-\($0)" })
    #expect(run.newest() == 4)
    #expect(try run.folder.bytes(".bad-3") == Array("mine\n".utf8))
  }
}
