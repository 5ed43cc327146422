internal import Checkpoints
internal import Foundation
internal import Testing

/// `asrsh verify` through the program itself.
struct VerifyTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var options = CheckpointStore.Options()
    (options.reserve, options.ballast) = (0, 0)
    let lock = try RunLock(folder: folder.path + "/run")
    let store = try CheckpointStore(lock: lock, .new, options: options)
    for step in 1...2 {
      let part = CheckpointPart(name: "state.bin", bytes: Array(repeating: 7, count: 100 * step))
      _ = try store.save(step: step, parts: [part], isBest: step == 1)
    }
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `checkpoints that are whole are said to be`() throws {
    let outcome = try Binary.run(["verify", "run"], in: folder)
    #expect(outcome.code == 0, "\(outcome)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("step-1 (best)") && $0.contains("100 bytes") })
    #expect(lines.last == "a resumed training goes on from step 2")
    let found = try json(try Binary.run(["verify", "run", "--json"], in: folder).output)
    #expect(found["resume_step"] as? Int == 2 && found["best_step"] as? Int == 1)
    #expect((found["checkpoints"] as? [[String: Any]])?.count == 2)
  }

  @Test func `damage is named, with the step that is left`() throws {
    _ = try folder.write("run/step-2/state.bin", "seven")
    _ = try folder.write("run/.tmp-1-3", "")
    _ = try folder.write("run/step-03", "")
    let outcome = try Binary.run(["verify", "run"], in: folder)
    #expect(outcome.code == 1)
    #expect(
      outcome.output.contains("step-2 is damaged: \"state.bin\" has 5 bytes of 200\n"),
      "\(outcome.output)")
    #expect(outcome.output.contains("goes on from step 1\n"))
    #expect(outcome.output.contains(".tmp-1-3: left of a save"))
    #expect(outcome.output.contains("step-03: no checkpoint"))
    let found = try json(try Binary.run(["verify", "run", "--json"], in: folder).output)
    #expect(found["resume_step"] as? Int == 1)
    _ = try folder.write("run/step-1/MANIFEST", "")
    let none = try Binary.run(["verify", "run"], in: folder)
    #expect(none.code == 1 && none.output.hasSuffix("no checkpoint can be resumed from\n"))
  }

  @Test func `where there are none, nothing starts`() throws {
    for arguments in [["verify"], ["verify", "nowhere"], ["verify", "."], ["verify", "stdin"]] {
      let outcome = try Binary.run(arguments, in: folder)
      #expect(outcome.code == 2 && outcome.message.hasPrefix("error: "), "\(arguments) \(outcome)")
    }
  }

  @Test func `a training that goes on is not disturbed`() throws {
    let lock = try RunLock(folder: folder.path + "/run")
    #expect(try Binary.run(["verify", "run"], in: folder).code == 0)
    lock.release()
  }
}
