internal import Foundation
internal import Testing

@testable import asrsh

/// The recipe of the aligned book, short: every step runs, and its rows can be loaded.
@Suite struct CorpusRecipeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var recipe: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "recipes/align_corpus.asr").path
  }

  @Test func `a book is read aloud, aligned, cut into rows, and trained on`() throws {
    // A model that has learned hardly anything fits everything badly: every row is taken.
    let outcome = try Binary.run(
      [recipe, "epochs=1", "sentences=24", "lines=60", "min_score=0", "output=out"], in: folder)
    #expect(outcome.code == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("60 lines: "))
    #expect(outcome.output.contains("rows, "))
    #expect(outcome.output.contains("WER on "))
    let rows = try folder.text("out/rows.jsonl").split(separator: "\n")
    #expect(rows.count >= 5)
    #expect(
      rows.allSatisfy { $0.contains("\"offset\": ") && $0.contains("\"file\": \"book.wav\"") })
    let clips = try FileManager.default.contentsOfDirectory(atPath: folder.file("out/clips"))
    #expect(clips.filter { $0.hasSuffix(".wav") }.count == rows.count)
    #expect(try folder.text("out/book.TextGrid").contains("name = \"segments\""))

    let own = ["model=out/model", "recording=out/book.wav", "output=own", "min_score=0"]
    let again = try Binary.run([recipe, "text=out/book.txt"] + own, in: folder)
    #expect(again.code == 0, "\(again.messages)")
    #expect(try folder.text("own/rows.jsonl").contains("book.wav"))
    let without = try Binary.run([recipe] + own, in: folder)
    #expect(without.code == 1)
    #expect(without.messages.contains("text= names the file"), "\(without.messages)")
  }
}
