import Foundation
import Testing

@testable import Runs

/// Two runs whose trainings lie in other folders are compared by the names of the recipe.
struct ComparedNamesTests {
  private func record(_ folders: [String], output: String, varying: [String] = []) -> RunRecord {
    var record = RunRecord(
      id: "r", started: Date(timeIntervalSince1970: 0), folder: "/",
      recipe: .init(path: "a.asr", text: ""))
    record.trainings = folders.map { .init(output: "run", folder: $0) }
    record.outputs = folders.flatMap { folder in
      ["step-2/model.safetensors", "metrics.jsonl", "RUN", "history.csv"].map { name in
        FileFingerprint(
          path: "\(folder)/\(name)", content: .hash(name + (name == "RUN" ? folder : "")),
          byteCount: 1)
      }
    }
    record.steps = [.init(title: "Train", code: "", seconds: 1, output: output, varying: varying)]
    return record
  }

  @Test func `folders and times are no difference, weights and figures are`() {
    let before = record(
      ["run", "run-2"], output: "1  0.5   1.2 s\nrun run-2\n", varying: ["  1.2 s"])
    let after = record(
      ["runs/t/fit/run", "runs/t/fit/run-2"],
      output: "1  0.5  11.2 s\nruns/t/fit/run runs/t/fit/run-2\n", varying: [" 11.2 s"])
    #expect(RunComparison(before, after).results == [])
    // The journal of a conversion holds the times of its sources.
    var converted = after
    converted.outputs.append(
      FileFingerprint(path: "clips/conversion.jsonl", content: .hash("a"), byteCount: 1))
    #expect(RunComparison(before, converted).results == [])
    var other = after
    other.outputs[0].content = .hash("another")
    #expect(
      RunComparison(before, other).results.map(\.subject) == ["run/step-2/model.safetensors"])
    other = after
    other.steps[0].output = "1  0.6  11.2 s\nruns/t/fit/run runs/t/fit/run-2\n"
    #expect(RunComparison(before, other).results.map(\.subject) == ["step \"Train\", line 1"])
  }

  @Test func `trainings are in the record that is read again`() throws {
    let before = record(["run-2"], output: "a 1 s", varying: ["1 s"])
    let read = try RunRecord(json: before.json)
    #expect(read.trainings == before.trainings && read.steps[0].varying == ["1 s"])
  }
}
