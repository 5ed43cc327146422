internal import Foundation
internal import Testing

@testable import asrsh

/// The recipe of the token table, short: every step runs, without and with a model.
@Suite struct AlignmentRecipeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var recipe: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "recipes/token_alignment.asr").path
  }

  @Test func `a text is aligned frame by frame, by a model made here and by a saved one`() throws {
    let first = try Binary.run(
      [
        recipe, "epochs=1", "takes=1", "measured=2", "output=out", "text=show the red box now",
      ], in: folder)
    #expect(first.code == 0, "\(first.messages)")
    #expect(first.output.contains("said: show the red box now"))
    #expect(
      first.output.contains("10 words begin: ") && first.output.contains("ms off in the mean"))
    #expect(first.output.contains("tokens in silence: "))
    #expect(first.output.contains("alignment: 5 words in "))
    #expect(first.output.contains("frame  time"))
    #expect(first.output.contains("saved in out: alignment(5 words in "))
    let svg = try folder.text("out/alignment.svg")
    #expect(svg.hasPrefix("<svg "))
    let words = try folder.text("out/alignment.ctm").split(separator: "\n")
    #expect(words.count == 5 && words[0].contains(" show "))
    let grid = try folder.text("out/alignment.TextGrid")
    #expect(grid.contains("name = \"words\"") && grid.contains("name = \"tokens\""))
  }
}
