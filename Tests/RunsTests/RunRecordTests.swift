import Foundation
import Testing
import Text

@testable import Runs

struct RunRecordTests {
  @Test func `a record is read as it was written`() throws {
    var record = RunRecord(
      id: "runs/a/1", started: Date(timeIntervalSince1970: 1_234_567.5), folder: "/work",
      recipe: .init(path: "a.asr", text: "print(\"بات\")\n"))
    record.status = .failed
    record.exitCode = 1
    record.error = "error: no"
    record.ended = Date(timeIntervalSince1970: 1_234_569)
    record.seed = .max
    record.parameters = [.init(name: "n", value: "3", given: "3")]
    record.steps = [.init(title: "One", code: "x", seconds: 0.1)]
    record.steps[0].notices = ["look"]
    record.figures = [.init(name: "a", value: .infinity), .init(name: "b", value: 0.1)]
    record.environment = JSONObject([(key: "TZ", value: "UTC")])
    let text = try record.json.text(order: .sorted)
    let read = try RunRecord(json: JSON(parsing: Array(text.utf8)))
    #expect(try read.json.text(order: .sorted) == text)
    #expect(read.seed == .max && read.started == record.started)
    #expect(read.figures == record.figures && read.recipe == record.recipe)
  }

  @Test func `a newer record and another file are refused`() throws {
    let newer = try JSON(parsing: Array("{\"schema\": 2}".utf8))
    #expect(
      throws: RunError.badRecord(path: "", problem: "a newer asrsh wrote it (schema 2)")
    ) { try RunRecord(json: newer) }
    #expect(throws: RunError.badRecord(path: "", problem: "it is no record of a run")) {
      try RunRecord(json: .array([]))
    }
  }
}
