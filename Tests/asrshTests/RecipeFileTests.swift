internal import Language
internal import Testing

@testable import asrsh

/// The texts that are run, and what is said about them.
@Suite struct RecipeFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func message(_ path: String) -> String {
    let error = #expect(throws: Diagnostic.self) { try RecipeFile.read(path) }
    return error?.message ?? ""
  }

  @Test func `a recipe is read`() throws {
    let path = try folder.write("a.asr", "x = \"ż\"\n")
    let source = try RecipeFile.read(path)
    #expect(source.name == path)
    #expect(source.path == path)
    #expect(source.bytes == Array("x = \"ż\"\n".utf8))
  }

  @Test func `what is no recipe is refused with its reason`() throws {
    #expect(message(folder.file("none")).hasSuffix("cannot be read: No such file or directory"))
    #expect(message(folder.path).hasSuffix("cannot be read: Is a directory"))
    #expect(message("/dev/zero").contains("longer than 16 MB"))
    let path = try folder.write("bad", [0x61, 0x0A, 0x62, 0xFF, 0x0A])
    #expect(message(path).hasSuffix("is not UTF-8 text: line 2, column 2 has the byte 0xFF"))
    let cut = try folder.write("cut", [0x61, 0xC5])
    #expect(message(cut).hasSuffix("is not UTF-8 text: line 1, column 2 has the byte 0xC5"))
  }

  @Test func `no file is written over`() throws {
    let path = folder.file("new.asr")
    try RecipeFile.writeNew(path, "a\n")
    #expect(try folder.text("new.asr") == "a\n")
    let error = #expect(throws: Diagnostic.self) { try RecipeFile.writeNew(path, "b\n") }
    #expect(error?.message.hasSuffix("cannot be written: File exists") == true)
    #expect(try folder.text("new.asr") == "a\n")
  }

  @Test func `help lists parameters and steps in columns`() throws {
    let text = """
      #!/usr/bin/env asrsh
      # Train on a folder
      # of recordings.

      param folder: path = "data/ż"  "where the recordings are"
      param epochs = 30
      param rate = -1e-4 "speed"
      # %% Load
      # %% Train
      """
    let recipe = try Recipe(SourceText(text, name: "a.asr"))
    #expect(
      RecipeHelp(recipe: recipe).text == """
        Train on a folder
        of recordings.

        usage: asrsh a.asr [name=value …]

        parameters:
          folder  path   = "data/ż"  where the recordings are
          epochs  int    = 30
          rate    float  = -1e-4     speed

        steps:
          1. Load
          2. Train

        """)
  }

  @Test func `help on a recipe without parameters is short`() throws {
    let recipe = try Recipe(SourceText("print(1)\n", name: "a\u{1B}.asr"))
    #expect(RecipeHelp(recipe: recipe).text == "usage: asrsh a\\u{1b}.asr\n")
  }
}
