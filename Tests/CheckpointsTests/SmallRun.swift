import Tensors
import TestSupport

@testable import Checkpoints

/// A run with small checkpoints in a folder of its own.
struct SmallRun {
  let folder: TemporaryFolder
  var procedure = SaveProcedure()
  var options: CheckpointStore.Options

  init() throws {
    folder = try TemporaryFolder()
    options = CheckpointStore.Options()
    options.reserve = 0
    options.ballast = 0
  }

  func store(
    _ beginning: CheckpointStore.Beginning = .continuing
  ) throws -> CheckpointStore {
    let lock = try RunLock(folder: folder.path, procedure: procedure)
    return try CheckpointStore(lock: lock, beginning, options: options, procedure: procedure)
  }

  var archive: CheckpointArchive {
    get throws { CheckpointArchive(try DiskFolder(folder.path), procedure: procedure) }
  }

  /// The parts of a step's checkpoint: tensors and bytes that the step decides.
  static func parts(_ step: Int, value: Float = 0.5) throws -> [CheckpointPart] {
    let weights = Tensor((0..<300).map { value * Float($0 + step) }, shape: [3, 100])
    return [
      try CheckpointPart(
        name: "weights.safetensors",
        tensors: [("a.weight", weights), ("a.bias", Tensor([value, 2, Float(step)]))],
        metadata: [("format", "pt")]),
      CheckpointPart(name: "state.json", bytes: Array("{\"step\": \(step)}\n".utf8)),
    ]
  }

  /// A part that fails when some of it is written, as on a disk that is full.
  static func failingPart() -> CheckpointPart {
    CheckpointPart(name: "more.bin", byteCount: 2000) { (sink) throws(DiskFailure) in
      try sink.write([UInt8](repeating: 1, count: 1000))
      throw DiskFailure("write", "more.bin", 28)
    }
  }

  @discardableResult
  func save(_ steps: ClosedRange<Int>, in store: CheckpointStore) throws -> [SaveReport] {
    try steps.map { try store.save(step: $0, parts: Self.parts($0)) }
  }

  func steps() throws -> [Int] { try archive.list().steps }

  /// The newest step that can be used, if there is one.
  func newest() -> Int? {
    do { return try archive.newestGood()?.checkpoint.manifest.step } catch { return nil }
  }
}
