import Models
import Tensors
import TestSupport
import Testing

@testable import Checkpoints

struct CheckpointStoreTests {
  private var run: SmallRun

  init() throws { run = try SmallRun() }

  @Test func `what is saved comes back`() throws {
    let store = try run.store(.new)
    #expect(try store.resume() == nil)
    let report = try store.save(step: 7, parts: SmallRun.parts(7))
    #expect(report.step == 7 && report.warnings.isEmpty && store.lastGood == 7)
    let found = try #require(try run.archive.newestGood())
    #expect(found.skipped.isEmpty && found.checkpoint.manifest.runID == store.runID)
    #expect(try found.checkpoint.bytes(of: "state.json") == Array("{\"step\": 7}\n".utf8))
    let weights = try found.checkpoint.tensors(of: "weights.safetensors")
    #expect(try weights.tensor("a.bias") == Tensor([0.5, 2, 7]))
    #expect(weights.metadata.first?.value == "pt")
    #expect(try weights.tensor("a.weight").shape == [3, 100])
    let size = try run.folder.bytes("step-7/weights.safetensors").count
    #expect(found.checkpoint.manifest.files[0].byteCount == size)
    #expect(throws: CheckpointError.self) { try found.checkpoint.bytes(of: "other") }
  }

  @Test func `a checkpoint leaves nothing but itself and the hints`() throws {
    let store = try run.store()
    _ = try store.save(step: 1, parts: SmallRun.parts(1), isBest: true)
    #expect(try run.folder.names() == ["LOCK", "RUN", "best", "last", "step-1"])
    let names = ["MANIFEST", "state.json", "weights.safetensors"]
    #expect(try run.folder.names(in: "step-1") == names)
    #expect(try run.folder.bytes("best") == Array("step-1\n".utf8))
  }

  @Test func `the manifest knows the tensors and the checkpoint before`() throws {
    let store = try run.store()
    try run.save(1...2, in: store)
    let manifest = try #require(try run.archive.verify(step: 2).manifest)
    #expect(manifest.parentStep == 1 && manifest.step == 2)
    let bias = try #require(manifest.files[0].tensors.last)
    #expect(bias.name == "a.bias" && bias.count == 3 && !bias.isConstant)
    #expect(abs(bias.norm - 8.25.squareRoot()) < 1e-9)
    let read = try CheckpointManifest(manifest.bytes())
    #expect(read == manifest)
  }

  @Test func `numbers that are not finite are never saved`() throws {
    let store = try run.store()
    try run.save(1...1, in: store)
    for value in [Float.nan, .infinity, -.infinity] {
      let error = #expect(throws: CheckpointError.self) {
        try store.save(step: 2, parts: SmallRun.parts(2, value: value))
      }
      #expect(
        error == .notFinite(step: 2, tensors: ["a.weight", "a.bias"], lastGood: 1))
      #expect("\(try #require(error))".contains("the checkpoint of step 1 is good"))
    }
    #expect(try run.steps() == [1])
  }

  @Test func `weights that die or explode are told`() throws {
    let store = try run.store()
    try run.save(1...1, in: store)
    let exploded = try store.save(step: 2, parts: SmallRun.parts(2, value: 1e20))
    #expect(exploded.warnings.count == 2 && exploded.warnings[0].contains("has grown"))
    let zeros = Tensor(zeros: [3, 100])
    let dead = try store.save(
      step: 3,
      parts: [CheckpointPart(name: "weights.safetensors", tensors: [("a.weight", zeros)])])
    #expect(dead.warnings.contains { $0.contains("have become equal") }, "\(dead.warnings)")
  }

  @Test func `a part that fails leaves what was there`() throws {
    let store = try run.store()
    try run.save(1...1, in: store)
    let error = #expect(throws: CheckpointError.self) {
      try store.save(step: 2, parts: SmallRun.parts(2) + [SmallRun.failingPart()])
    }
    let text = "\(try #require(error))"
    #expect(text.contains("more.bin") && text.contains("No space left on device"))
    #expect(text.contains("needed") && text.contains("free") && text.contains("step 1 is good"))
    #expect(try run.folder.names() == ["LOCK", "RUN", "last", "step-1"])
    try run.save(2...2, in: store)
    #expect(run.newest() == 2)
  }

  @Test func `a part of another length than it says is refused`() throws {
    let store = try run.store()
    let part = CheckpointPart(name: "a", byteCount: 3) { (sink) throws(DiskFailure) in
      try sink.write([1, 2])
    }
    #expect(throws: CheckpointError.self) { try store.save(step: 1, parts: [part]) }
    #expect(try run.steps() == [])
  }

  @Test(arguments: ["", "../x", "a/b", ".hidden", "MANIFEST", "ä", "a\n", "a\0b"])
  func `a part needs a plain name`(name: String) throws {
    let store = try run.store()
    let part = CheckpointPart(name: name, bytes: [1])
    #expect(throws: CheckpointError.self) { try store.save(step: 1, parts: [part]) }
    let good = CheckpointPart(name: "a", bytes: [1])
    #expect(throws: CheckpointError.self) { try store.save(step: 1, parts: [good, good]) }
  }

  @Test(arguments: [-1, .max, .min, 1_000_000_000_001])
  func `a step needs a reasonable number`(step: Int) throws {
    let store = try run.store()
    #expect(throws: CheckpointError.badStep(step)) {
      try store.save(step: step, parts: SmallRun.parts(1))
    }
  }

  @Test func `the same step again stays, is exchanged, or is set aside`() throws {
    let store = try run.store()
    try run.save(1...2, in: store)
    let manifest = try run.folder.bytes("step-2/MANIFEST")
    try run.save(2...2, in: store)
    #expect(try run.folder.bytes("step-2/MANIFEST") == manifest)
    _ = try store.save(step: 2, parts: SmallRun.parts(2, value: 3))
    let weights = try run.archive.load(step: 2).tensors(of: "weights.safetensors")
    #expect(try weights.tensor("a.bias")[0] == 3)
    #expect(try run.folder.names() == ["LOCK", "RUN", "last", "step-1", "step-2"])
    _ = try run.folder.write("step-2/state.json", text: "{\"step\": 3}\n")
    let report = try store.save(step: 2, parts: SmallRun.parts(2))
    #expect(report.warnings == ["step-2 was set aside as .bad-2"])
    #expect(run.newest() == 2)
  }

  @Test func `a new run begins in no other's folder`() throws {
    do { try run.save(1...1, in: run.store(.new)) }
    #expect(throws: CheckpointError.occupied(folder: run.folder.path)) { try run.store(.new) }
    let store = try run.store()
    #expect(try store.resume()?.checkpoint.manifest.step == 1)
    let known = try run.archive.runID
    #expect(store.resumedFrom == 1 && store.runID == known)
  }

  @Test func `a start of which nothing is kept is tried again, as another run`() throws {
    var run = run
    run.options.reserve = 1 << 60
    var first = ""
    do {
      let store = try run.store(.new)
      first = store.runID
      #expect(throws: CheckpointError.self) { try store.checkRoom(forCheckpointsOf: 1000) }
    }
    _ = try run.folder.write(MetricsLog.name, text: "")
    run.options.reserve = 0
    do {
      let store = try run.store(.new)
      let known = try run.archive.runID
      #expect(store.runID != first && known == store.runID)
      try run.save(1...1, in: store)
    }
    #expect(throws: CheckpointError.occupied(folder: run.folder.path)) { try run.store(.new) }
  }

  @Test(arguments: ["best", "last", "metrics.jsonl", ".bad-3/MANIFEST", "step-4/MANIFEST"])
  func `a folder with a trace of an update is not begun anew`(name: String) throws {
    do { _ = try run.store(.new) }
    _ = try run.folder.write(name, text: "{}\n")
    #expect(throws: CheckpointError.occupied(folder: run.folder.path)) { try run.store(.new) }
    #expect(try run.store().runID == run.archive.runID)
  }

  @Test func `the run is known without its file, and the best without its hint`() throws {
    var known = ""
    do {
      let store = try run.store()
      known = store.runID
      _ = try store.save(step: 1, parts: SmallRun.parts(1), isBest: true)
      try run.save(2...3, in: store)
    }
    for name in ["RUN", "best", "last"] { _ = try run.folder.write(name, text: "{\"half") }
    let store = try run.store()
    #expect(store.runID == known && store.bestStep == 1)
    #expect(try run.archive.runID == known)
  }

  @Test func `room is asked for before anything is written`() throws {
    var run = run
    run.options.reserve = 1 << 60
    let store = try run.store()
    let error = #expect(throws: CheckpointError.self) { try run.save(1...1, in: store) }
    guard case .noRoom(_, let needed, let free, nil) = try #require(error) else {
      Issue.record("\(error.debugDescription)")
      return
    }
    #expect(needed > 1 << 60 && free < needed && free > 0)
    #expect(throws: CheckpointError.self) { try store.checkRoom(forCheckpointsOf: 1000) }
    #expect(try run.folder.names() == ["LOCK", "RUN"])
  }

  @Test func `what was cut short is removed at the next start`() throws {
    do { try run.save(1...2, in: run.store()) }
    for name in [".tmp-77-3/weights.safetensors", ".del-0/MANIFEST", ".tmp-77-last", "mine.txt"] {
      _ = try run.folder.write(name, text: "x")
    }
    _ = try run.store()
    #expect(
      try run.folder.names() == ["LOCK", "RUN", "last", "mine.txt", "step-1", "step-2"])
  }
}

extension Tensor {
  fileprivate subscript(_ index: Int) -> Float { span[index] }
}
