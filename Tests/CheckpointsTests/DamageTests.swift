import Foundation
import Models
import Tensors
import TestSupport
import Testing

@testable import Checkpoints

/// What happens to a file of a checkpoint that nobody wanted.
enum Damage: CaseIterable {
  case flip, truncation, deletion, zeroing

  /// Damages a file, and returns whether it is another than before.
  func apply(to path: String, _ chance: inout Randomness) throws -> Bool {
    let url = URL(filePath: path)
    let before = try Data(contentsOf: url)
    var bytes = before
    guard !bytes.isEmpty else { return false }
    let place = Int.random(in: 0..<bytes.count, using: &chance)
    switch self {
    case .flip: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
    case .truncation: bytes.removeLast(bytes.count - place)
    case .zeroing:
      let end = min(bytes.count, place + Int.random(in: 1...64, using: &chance))
      bytes.resetBytes(in: place..<end)
    case .deletion:
      try FileManager.default.removeItem(at: url)
      return true
    }
    try bytes.write(to: url)
    return bytes != before
  }
}

struct DamageTests {
  private let run: SmallRun

  init() throws {
    run = try SmallRun()
    try run.save(1...2, in: run.store())
  }

  private func restored(_ name: String, _ body: (String) throws -> Void) throws {
    let path = run.folder.file("step-2/" + name)
    let bytes = try Data(contentsOf: URL(filePath: path))
    try body(path)
    try bytes.write(to: URL(filePath: path))
  }

  @Test func `damage of the newest is found and named, and the one before is used`() throws {
    var chance = Randomness(seed: 1)
    var count = 0
    let archive = try run.archive
    while count < 200 {
      let file = try #require(
        ["weights.safetensors", "state.json", "MANIFEST"].randomElement(using: &chance))
      let damage = try #require(Damage.allCases.randomElement(using: &chance))
      try restored(file) { path in
        guard try damage.apply(to: path, &chance) else { return }
        count += 1
        let found = try #require(try archive.newestGood())
        #expect(found.checkpoint.manifest.step == 1, "\(damage) of \(file)")
        #expect(found.skipped.map(\.name) == ["step-2"])
        let problem = "\(try #require(found.skipped.first).problem)"
        #expect(problem.contains(file), "\(damage) of \(file): \(problem)")
        #expect(archive.verify(step: 2).problems.first?.isDamage == true)
        #expect(throws: CheckpointError.self) { try archive.load(step: 2) }
      }
      #expect(run.newest() == 2)
    }
  }

  @Test func `all damaged files are named at once`() throws {
    _ = try run.folder.write("step-2/state.json", text: "")
    try FileManager.default.removeItem(atPath: run.folder.file("step-2/weights.safetensors"))
    #expect(
      try run.archive.verify(step: 2).problems == [
        .missing(file: "weights.safetensors"),
        .length(file: "state.json", found: 0, expected: 12),
      ])
  }

  @Test func `a run whose checkpoints are all damaged does not begin anew`() throws {
    for step in 1...2 { _ = try run.folder.write("step-\(step)/state.json", text: "") }
    let store = try run.store()
    let error = #expect(throws: CheckpointError.self) { try store.resume() }
    let text = "\(try #require(error))"
    #expect(text.contains("step-2 is damaged") && text.contains("step-1 is damaged"), "\(text)")
    // Also when they have been set aside.
    for step in 1...2 { _ = store.setAside(step) }
    #expect(throws: CheckpointError.self) { try store.resume() }
  }

  @Test func `a file that changes after it was read changes nothing`() throws {
    let checkpoint = try run.archive.load(step: 2)
    let weights = try checkpoint.tensors(of: "weights.safetensors")
    let zeros = try run.folder.bytes("step-2/weights.safetensors").map { _ in UInt8(0) }
    _ = try run.folder.write("step-2/weights.safetensors", zeros)
    #expect(try weights.tensor("a.bias").elements == [0.5, 2, 2])
    #expect(throws: CheckpointError.self) { try checkpoint.tensors(of: "weights.safetensors") }
  }
}
