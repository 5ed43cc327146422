import Foundation
import TestSupport
import Testing

@testable import Checkpoints

struct RotationTests {
  private var run: SmallRun

  init() throws { run = try SmallRun() }

  @Test func `the newest are kept, the best, and the one resumed from`() throws {
    do {
      let store = try run.store()
      _ = try store.save(step: 1, parts: SmallRun.parts(1), isBest: true)
      try run.save(2...4, in: store)
      #expect(try run.steps() == [1, 3, 4])
      try store.markBest(step: 3)
      try run.save(5...6, in: store)
      #expect(try run.steps() == [3, 5, 6])
    }
    let store = try run.store()
    #expect(store.bestStep == 3)
    _ = try store.resume()
    try run.save(7...9, in: store)
    #expect(try run.steps() == [3, 6, 8, 9])
    #expect(throws: CheckpointError.self) { try store.markBest(step: 7) }
  }

  @Test func `one that was damaged does not count`() throws {
    let store = try run.store()
    try run.save(1...2, in: store)
    _ = try run.folder.write("step-2/state.json", text: "{\"step\": 9}\n")
    let reports = try run.save(3...3, in: store)
    #expect(reports[0].warnings.contains { $0.contains("step-2 was set aside as .bad-2") })
    #expect(try run.steps() == [1, 3])
  }

  @Test func `nothing is removed where nothing can be used`() throws {
    let store = try run.store()
    try run.save(1...2, in: store)
    for step in 3...6 { _ = try run.folder.write("step-\(step)/MANIFEST", text: "") }
    for step in 1...2 { _ = try run.folder.write("step-\(step)/state.json", text: "") }
    _ = store.rotate()
    #expect(try run.steps() == [] && run.folder.names().count { $0.hasPrefix(".bad-") } == 6)
  }

  @Test(.timeLimit(.minutes(5)))
  func `no history loses the last good, the best or the one resumed from`() throws {
    let count = isHeavy ? 10_000 : 150
    for seed in 0..<count {
      var history = try History(seed: UInt64(seed))
      for _ in 0..<8 {
        try history.act()
        if let fault = try history.fault() {
          Issue.record("seed \(seed): \(fault) after \(history.log)")
          return
        }
      }
    }
  }

  @Test func `a history with rotation first is caught`() throws {
    var caught = 0
    for seed in 0..<100 where caught == 0 {
      var history = try History(seed: UInt64(seed)) { $0.rotatesLast = false }
      for _ in 0..<8 where caught == 0 {
        try history.act()
        if try history.fault() != nil { caught += 1 }
      }
    }
    #expect(caught == 1)
  }
}

/// Whether the tests that take minutes are wanted.
let isHeavy = ProcessInfo.processInfo.environment["ASRSH_FAULTS"] != nil

/// A random history of a run, and what must be true of it.
private struct History {
  private(set) var log: [String] = []
  private var chance: Randomness
  private var run: SmallRun
  private var store: CheckpointStore?
  /// The steps that were reported and not damaged since, whether rotated or not.
  private var good: Set<Int> = []
  private var step = 0

  init(seed: UInt64, _ change: (inout SaveProcedure) -> Void = { _ in }) throws {
    chance = Randomness(seed: seed)
    run = try SmallRun()
    run.options.keep = Int.random(in: 1...3, using: &chance)
    // What is tested is what is removed, not what a power cut takes.
    run.procedure.syncs = false
    change(&run.procedure)
    store = try run.store()
  }

  /// Does something that may happen.
  mutating func act() throws {
    switch Int.random(in: 0..<10, using: &chance) {
    case 0..<5: try save(fails: false)
    case 5: try save(fails: true)
    case 6: try evaluate()
    case 7: try damage()
    case 8: try die()
    default:
      log.append("rotate")
      _ = store?.rotate()
    }
  }

  private mutating func save(fails: Bool) throws {
    step += Int.random(in: 1...3, using: &chance)
    log.append(fails ? "fail \(step)" : "save \(step)")
    let parts = try SmallRun.parts(step) + (fails ? [SmallRun.failingPart()] : [])
    do throws(CheckpointError) {
      _ = try store?.save(step: step, parts: parts, isBest: Bool.random(using: &chance))
      good.insert(step)
    } catch {
      if !fails { throw error }
    }
  }

  private mutating func evaluate() throws {
    guard let last = store?.lastGood, good.contains(last) else { return }
    log.append("best \(last)")
    try store?.markBest(step: last)
  }

  /// Damages a checkpoint, but never the last one that can be used.
  private mutating func damage() throws {
    let there = try run.steps()
    guard good.count(where: there.contains) > 1, let victim = there.randomElement(using: &chance)
    else { return }
    log.append("damage \(victim)")
    let file = ["weights.safetensors", "state.json", "MANIFEST"].randomElement(using: &chance)
    let path = run.folder.file("step-\(victim)/\(file ?? "")")
    let damage = Damage.allCases.randomElement(using: &chance) ?? .flip
    guard FileManager.default.fileExists(atPath: path) else { return }
    if try damage.apply(to: path, &chance) { good.remove(victim) }
  }

  /// The process dies in the middle of a save and of a removal, and the next goes on.
  private mutating func die() throws {
    log.append("die")
    store = nil
    _ = try run.folder.write(".tmp-1-\(step + 1)/weights.safetensors", text: "half")
    _ = try run.folder.write(".del-0/state.json", text: "half")
    let next = try run.store()
    store = next
    if !good.isEmpty, let found = try next.resume() { step = found.checkpoint.manifest.step }
  }

  /// What is wrong, if something is.
  mutating func fault() throws -> String? {
    let there = Set(try run.steps())
    let usable = good.intersection(there)
    // Of those that were removed nothing is expected any more.
    let removed = good.subtracting(there)
    defer { good = usable }
    if good.isEmpty { return nil }
    guard let newest = usable.max(), run.newest() == newest else {
      return "the newest is \(run.newest().map(String.init) ?? "none") of \(there.sorted())"
    }
    if let last = good.max(), last != newest { return "the last, \(last), was removed" }
    if let best = store?.bestStep, removed.contains(best) { return "the best was removed" }
    if let first = store?.resumedFrom, removed.contains(first) {
      return "that resumed from is gone"
    }
    guard usable.count >= min(run.options.keep, good.count) else {
      return "\(usable.count) of \(good.count) good ones are left"
    }
    return nil
  }
}
