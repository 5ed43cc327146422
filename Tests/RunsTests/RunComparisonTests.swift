import Foundation
import Testing

@testable import Runs

struct RunComparisonTests {
  private func record() -> RunRecord {
    var record = RunRecord(
      id: "runs/a/1", started: Date(timeIntervalSince1970: 0), folder: "/work",
      recipe: .init(path: "a.asr", text: "x = 1\n"))
    record.parameters = [.init(name: "n", value: "3", given: nil)]
    record.steps = [
      .init(title: "", code: "", seconds: nil), .init(title: "One", code: "print(1)", seconds: 1),
    ]
    record.steps[1].output = "first\nsecond\n"
    record.figures = [.init(name: "wer", value: 0.25), .init(name: "loss", value: .nan)]
    return record
  }

  @Test func `a run equals itself, whatever its time, name and memory`() {
    var other = record()
    other.id = "runs/a/2"
    other.started = Date(timeIntervalSince1970: 5000)
    other.steps[1].seconds = 7
    other.steps[1].peakMegabytes = 12
    let comparison = RunComparison(record(), other)
    #expect(comparison.causes.isEmpty && comparison.isIdentical)
    #expect(comparison.text.contains("same results"))
  }

  @Test func `outputs, folders and values that only look alike are other ones`() {
    var (one, other) = (record(), record())
    (one.steps[1].output, other.steps[1].output) = ("caf\u{E9}\n", "cafe\u{301}\n")
    (one.folder, other.folder) = ("/\u{212B}", "/\u{C5}")
    (one.parameters[0].value, other.parameters[0].value) = ("\u{3A9}", "\u{2126}")
    let comparison = RunComparison(one, other)
    #expect(comparison.causes.count == 2 && !comparison.isIdentical)
  }

  @Test func `every difference is named with both sides`() {
    var other = record()
    other.parameters[0].value = "4"
    other.steps[1].output = "first\nother\n"
    other.figures[0].value = 0.25.nextUp
    let comparison = RunComparison(record(), other)
    #expect(comparison.causes == [.init("parameter n", "3", "4")])
    #expect(
      comparison.results == [
        .init("wer", "0.25", "0.25000000000000006"),
        .init("step \"One\", line 2", "\"second\"", "\"other\""),
      ])
  }

  @Test func `files are compared by their bytes`() {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "asrsh-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var (before, after) = (record(), record())
    before.inputs = [FileFingerprint(path: "data.txt", at: folder.path + "/none")]
    after.inputs = before.inputs
    #expect(RunComparison(before, after).causes.isEmpty)
    after.inputs[0].content = .hash(String(repeating: "a", count: 64))
    #expect(
      RunComparison(before, after).causes == [
        .init("data.txt", "it cannot be read", "aaaaaaaaaaaa, 0 bytes")
      ])
  }
}
