internal import Foundation
internal import Testing

@testable import asrsh

/// Every recipe that takes recordings, on those that people have: 8 kHz, stereo of 44.1 kHz, mp3; shortened.
///
/// `make recipes` runs the same list whole.
@Suite struct OwnRecordingRecipeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: [
    "quickstart", "wav2vec2_urdu", "xlsr_croatian", "hubert_words", "explore_audio", "augmentation",
    "token_alignment", "align_corpus",
  ])
  func `a recipe runs on recordings of one's own`(recipe: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Binary.run(
      script: "'\(Self.root.path)/scripts/recipes' \"$0\" . --short --own \(recipe)", in: folder)
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.messages)")
    #expect(outcome.output.split(separator: "\n").count == 3, "\(outcome.output)")
  }

  @Test func `all recipes are in the list`() throws {
    let recipes = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "recipes").path
    ).filter { $0.hasSuffix(".asr") }.map { String($0.dropLast(4)) }
    let list = try String(
      contentsOf: Self.root.appending(path: "scripts/recipes"), encoding: .utf8)
    for recipe in recipes { #expect(list.contains("\nrecipe \(recipe) "), "\(recipe)") }
  }

  @Test func `a folder is transcribed past a file that cannot be read, and goes on`() throws {
    let folder = try TemporaryFolder()
    let script = "'\(Self.root.path)/scripts/recipes' \"$0\" . --short transcribe_folder"
    let outcome = try Binary.run(script: script, in: folder)
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.messages)")
    _ = try folder.write("own/8k/broken.wav", "no audio")
    let recipe = Self.root.appending(path: "recipes/transcribe_folder.asr").path
    let arguments = [recipe, "model=model", "folder=own/8k", "output=mine", "subtitles=true"]
    let first = try Binary.run(arguments, in: folder)
    #expect(first.code == 0, "\(first.messages)")
    #expect(first.output.contains("31 to hear, 0 heard before"), "\(first.output)")
    #expect(first.output.contains("not heard: row") && first.output.contains("broken.wav"))
    let table = try folder.text("mine/transcripts.csv").split(whereSeparator: \.isNewline)
    #expect(table[0] == "\"file\",\"text\",\"confidence\",\"duration\"" && table.count == 32)
    #expect(try folder.text("mine/unread.txt").contains("broken.wav"))
    // Again: nothing is heard twice; a new recording is.
    _ = try Binary.run(script: "cp own/8k/1.wav own/8k/new.wav", in: folder)
    let second = try Binary.run(arguments, in: folder)
    #expect(second.code == 0, "\(second.messages)")
    #expect(second.output.contains("1 to hear, 31 heard before"), "\(second.output)")
    let longer = try folder.text("mine/transcripts.csv").split(whereSeparator: \.isNewline)
    #expect(longer.count == 33)
  }

  @Test func `a folder whose rows name no parts is split, and one with a part missing is refused`()
    throws
  {
    let folder = try TemporaryFolder()
    let recipe = Self.root.appending(path: "recipes/quickstart.asr").path
    let maker = Self.root.appending(path: "scripts/own_recordings.asr").path
    #expect(try Binary.run([maker, "output=own", "sentences=8"], in: folder).code == 0)
    let lines = try folder.text("own/8k/transcripts.tsv").split(separator: "\n").map {
      $0.split(separator: "\t")
    }
    func write(_ name: String, _ columns: Int, _ replace: (String) -> String) throws {
      let rows = lines.map { $0.prefix(columns).joined(separator: "\t") }
      _ = try folder.write(name, replace(rows.joined(separator: "\n")) + "\n")
    }
    try write("own/8k/plain.tsv", 2) { $0 }
    let plain = try Binary.run(
      [recipe, "epochs=1", "folder=own/8k/plain.tsv", "output=plain"], in: folder)
    #expect(plain.code == 0, "\(plain.messages)")
    #expect(plain.output.contains("there is no column split: 2 of 8 rows are drawn for the test"))
    try write("own/8k/odd.tsv", 3) { $0.replacing("\ttest", with: "\tdev") }
    let odd = try Binary.run(
      [recipe, "epochs=1", "folder=own/8k/odd.tsv", "output=odd"], in: folder)
    #expect(odd.code == 1)
    #expect(odd.messages.contains("train for 6 rows and test for 0"), "\(odd.messages)")
  }
}
