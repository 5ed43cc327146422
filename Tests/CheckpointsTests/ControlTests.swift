import TestSupport
import Testing

@testable import Checkpoints

/// Each step of saving is left out once, to show that what it protects is then lost.
struct ControlTests {
  /// Whether the checkpoint of a step outlives a second save of that step which fails.
  private func survivesFailedSave(_ procedure: SaveProcedure, keep: Int, step: Int) throws -> Bool {
    var run = try SmallRun()
    run.procedure = procedure
    run.options.keep = keep
    let store = try run.store()
    try run.save(5...5, in: store)
    let parts = try SmallRun.parts(step) + [SmallRun.failingPart()]
    #expect(throws: CheckpointError.self) { try store.save(step: step, parts: parts) }
    return run.newest() == 5
  }

  @Test func `without the rename, a save that fails takes the good one with it`() throws {
    var procedure = SaveProcedure()
    #expect(try survivesFailedSave(procedure, keep: 2, step: 5))
    procedure.renames = false
    #expect(try !survivesFailedSave(procedure, keep: 2, step: 5))
  }

  @Test func `with rotation first, a save that fails leaves nothing`() throws {
    var procedure = SaveProcedure()
    #expect(try survivesFailedSave(procedure, keep: 1, step: 6))
    procedure.rotatesLast = false
    #expect(try !survivesFailedSave(procedure, keep: 1, step: 6))
  }

  @Test func `without hashes, a flipped bit is taken for good`() throws {
    func findsFlip(_ procedure: SaveProcedure) throws -> Bool {
      var run = try SmallRun()
      run.procedure = procedure
      try run.save(1...2, in: run.store())
      var bytes = try run.folder.bytes("step-2/weights.safetensors")
      bytes[bytes.count - 1] ^= 1
      _ = try run.folder.write("step-2/weights.safetensors", bytes)
      return run.newest() == 1
    }
    var procedure = SaveProcedure()
    #expect(try findsFlip(procedure))
    procedure.hashes = false
    #expect(try !findsFlip(procedure))
  }

  @Test func `without the lock, two begin`() throws {
    func keepsOthersOff(_ procedure: SaveProcedure) throws -> Bool {
      let folder = try TemporaryFolder()
      let first = try RunLock(folder: folder.path, procedure: procedure)
      defer { first.release() }
      do {
        _ = try RunLock(folder: folder.path, procedure: procedure)
        return false
      } catch {
        return true
      }
    }
    var procedure = SaveProcedure()
    #expect(try keepsOthersOff(procedure))
    procedure.locks = false
    #expect(try !keepsOthersOff(procedure))
  }
}
