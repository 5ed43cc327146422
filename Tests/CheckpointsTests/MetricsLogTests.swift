import Checkpoints
import TestSupport
import Testing
import Text

struct MetricsLogTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func record(_ step: Int) -> JSONObject {
    JSONObject([("step", .integer(step)), ("loss", .number(1 / Double(step + 1)))])
  }

  private let whole = "{\"step\": 1, \"loss\": 0.5}\n{\"step\": 2, \"loss\": 0.3333333333333333}\n"

  @Test func `records come back in their order`() throws {
    do {
      let log = try MetricsLog(lock: RunLock(folder: folder.path))
      for step in 1...2 { try log.append(record(step)) }
      try log.synchronize()
    }
    #expect(try folder.bytes("metrics.jsonl") == Array(whole.utf8))
    let log = try MetricsLog(lock: RunLock(folder: folder.path))
    #expect(log.records == [.object(record(1)), .object(record(2))] && log.notice == nil)
    try log.append(record(3))
    #expect(try folder.bytes("metrics.jsonl").count { $0 == 0x0A } == 3)
  }

  @Test(arguments: ["{\"step\": 3", "{\"step\": 3, \"lo\0\0\0\0\n\0", "\0\0\0\0", "\n", "7\n"])
  func `what a power cut left at the end is taken away`(tail: String) throws {
    _ = try folder.write("metrics.jsonl", text: whole + tail)
    let log = try MetricsLog(lock: RunLock(folder: folder.path))
    #expect(log.records.count == 2)
    #expect(log.notice?.contains("\(tail.utf8.count) bytes") == true)
    #expect(try folder.bytes("metrics.jsonl") == Array(whole.utf8))
  }

  @Test func `what came after the step of a checkpoint is taken away`() throws {
    _ = try folder.write("metrics.jsonl", text: whole)
    let log = try MetricsLog(lock: RunLock(folder: folder.path), through: 1)
    #expect(log.records == [.object(record(1))] && log.notice == nil)
    try log.append(record(2))
    #expect(try folder.bytes("metrics.jsonl") == Array(whole.utf8))
  }

  @Test func `every cut of a log leaves its whole records`() throws {
    let bytes = Array(whole.utf8)
    for count in 0...bytes.count {
      _ = try folder.write("metrics.jsonl", bytes[..<count])
      let log = try MetricsLog(lock: RunLock(folder: folder.path))
      let expected = bytes[..<count].count { $0 == 0x0A }
      #expect(log.records.count == expected, "cut to \(count) bytes")
    }
  }

  @Test func `a folder in its place is refused`() throws {
    _ = try folder.write("metrics.jsonl/x", text: "")
    let lock = try RunLock(folder: folder.path)
    #expect(throws: CheckpointError.self) { try MetricsLog(lock: lock) }
  }
}
