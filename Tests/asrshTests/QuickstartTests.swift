internal import Foundation
internal import Testing

@testable import asrsh

/// The recipe of `make quickstart`, short: every step runs, twice alike, and on recordings too.
@Suite struct QuickstartTests {
  let folder: TemporaryFolder
  let recipe = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "recipes/quickstart.asr").path

  init() throws { folder = try TemporaryFolder() }

  @Test func `the recipe runs, and again to the same bits`() throws {
    let first = try Binary.run([recipe, "epochs=1", "output=out"], in: folder)
    #expect(first.code == 0, "\(first.messages)")
    #expect(first.output.contains("[7/7] Save, load again, and hear the same"))
    #expect(first.output.contains("saved in out/model:"))
    let weights = try Data(contentsOf: url("out/model/model.safetensors"))
    let second = try Binary.run(
      [recipe, "epochs=1", "output=out"], in: folder, environment: ["ASRSH_THREADS": "1"])
    #expect(second.code == 0, "\(second.messages)")
    #expect(try Data(contentsOf: url("out/model/model.safetensors")) == weights)
    // All that is printed but the times, which end the rows of the training table.
    #expect(withoutTimes(second.output) == withoutTimes(first.output))

    // The same recipe on recordings with a manifest: some of those that were just made.
    let spoken = try String(contentsOf: url("out/speech/train/transcripts.tsv"), encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    let column = try #require(spoken[0].firstIndex(of: "file"))
    let text = try #require(spoken[0].firstIndex(of: "text"))
    let rows = spoken[1..<25].enumerated().map { index, cells in
      "\(cells[column])\t\(cells[text])\tsomebody\t\(index < 18 ? "train" : "test")"
    }
    let manifest = (["path\tsentence\tspeaker\tsplit"] + rows).joined(separator: "\n")
    try manifest.write(
      to: url("out/speech/train/own.tsv"), atomically: true, encoding: .utf8)
    let own = try Binary.run(
      [recipe, "epochs=1", "output=own", "folder=out/speech/train/own.tsv"], in: folder)
    #expect(own.code == 0, "\(own.messages)")
    #expect(own.output.contains("18 values, mean"))
  }

  private func url(_ path: String) -> URL { URL(filePath: folder.path).appending(path: path) }

  private func withoutTimes(_ output: String) -> [String] {
    output.split(separator: "\n").map { line in
      var words = line.split(separator: " ")
      while let last = words.last, ["s", "ms", "min", "µs"].contains(last) { words.removeLast(2) }
      return words.joined(separator: " ")
    }
  }
}
