internal import Foundation
internal import Testing

/// Recipes that cannot be run: an error with its place, and nothing is started or left.
@Suite struct BadRecipeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs `a.asr`, which first writes a file, and expects that it is refused at `place` before that.
  private func refuse(
    _ recipe: some Sequence<UInt8>, at place: String, says text: String, _ arguments: [String] = [],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    _ = try folder.write("a.asr", recipe)
    let run = try Binary.run(["a.asr"] + arguments, in: folder)
    #expect(run.code == 2, sourceLocation: location)
    #expect(run.output == "", sourceLocation: location)
    #expect(run.messages.contains(place), "\(run.messages.prefix(600))", sourceLocation: location)
    #expect(run.message.hasPrefix("error: "), sourceLocation: location)
    #expect(run.message.contains(text), "\(run.message)", sourceLocation: location)
    #expect(run.messages.utf8.count < 200_000, sourceLocation: location)
    for name in ["runs", "started"] {
      #expect(!FileManager.default.fileExists(atPath: folder.file(name)), sourceLocation: location)
    }
  }

  private static let start = "write_text(\"started\", \"\")\n"

  @Test(arguments: [
    ("x = load_audio(\"none.wav\")", "a.asr:2:16", "\"none.wav\" does not exist"),
    ("import \"none.asr\"", "a.asr:2:8", "\"none.asr\" does not exist"),
    ("import \".\"", "a.asr:2:8", "is a folder"),
    ("import \"/dev/zero\"", "a.asr:2:8", "is not a regular file"),
    ("\tx = 1\n\tprint(\tx\t+\t)", "a.asr:3:13", "expected a value"),
    ("x = 1 +* 2", "a.asr:2:8", "expected a value"),
    ("synthesize(speeed=1, text=\"a\")", "a.asr:2:12", "has no argument speeed"),
    ("synthesize(7)", "a.asr:2:12", "text expects a string, got 7"),
  ])
  func `what is wrong is found before anything is written`(
    line: String, place: String, text: String
  ) throws {
    try refuse((Self.start + line + "\n").utf8, at: place, says: text)
  }

  @Test(arguments: [
    ("param n = n\n", "a.asr:1:11", "unknown name n"),
    ("param a = b\nparam b = a\n", "a.asr:1:11", "unknown name b"),
    ("param a = f\"{a}{a}\"\n", "a.asr:1:14", "unknown name a"),
    ("param n: int = \"x\"\n", "a.asr:1:16", "n"),
  ])
  func `parameters do not stand for themselves`(
    line: String, place: String, text: String
  ) throws {
    try refuse((line + Self.start).utf8, at: place, says: text)
  }

  @Test func `a value of a parameter is text as it is`() throws {
    _ = try folder.write("b.asr", "param a = \"\"\nprint(a)\n")
    let text = "{a}{a}${a}$(a)`a`%a%"
    #expect(
      try Binary.run(["b.asr", "--no-record", "a=\(text)"], in: folder).output == text + "\n")
  }

  @Test func `files that import each other are refused`() throws {
    _ = try folder.write("b.asr", "x = 1\nimport \"c.asr\"\n")
    _ = try folder.write("c.asr", "import \"a.asr\"\n")
    try refuse(
      (Self.start + "import \"b.asr\"\n").utf8, at: "a.asr:2:8", says: "is being imported already")
  }

  @Test func `an import through the folder above is read, and refused if it is no recipe`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("sub"), withIntermediateDirectories: false)
    _ = try folder.write("good.asr", "def twice(x) { x * 2 }\n")
    _ = try folder.write("sub/b.asr", "import \"../good.asr\"\nprint(twice(21))\n")
    let run = try Binary.run(["sub/b.asr", "--no-record"], in: folder)
    #expect(run.output == "42\n")
    _ = try folder.write("users", "root:x:0:0:root:/root:/bin/sh\n")
    let bad = Self.start + "import \"sub/../users\"\n"
    try refuse(bad.utf8, at: "users:1:5", says: "error")
  }

  @Test func `what is not UTF-8 is refused with its place`() throws {
    let bytes = Array(Self.start.utf8) + Array("x = \"é".utf8) + [0xFF, 0xFE] + Array("\"\n".utf8)
    try refuse(bytes, at: "line 2, column 7 has the byte 0xFF", says: "a.asr")
    _ = try folder.write("binary.asr", bytes)
    try refuse(
      (Self.start + "import \"binary.asr\"\n").utf8, at: "a.asr:2:8",
      says: "line 2, column 7 has the byte 0xFF")
  }

  @Test func `a million lines are read, and the error in the last one is found`() throws {
    let lines = String(repeating: "x = 1\n", count: 999_999)
    try refuse((lines + "y = = 2\n").utf8, at: "a.asr:1000000:5", says: "expected a value")
  }

  @Test func `of a million errors the first ones are shown`() throws {
    let lines = String(repeating: "y = = 2\n", count: 1_000_000)
    try refuse(lines.utf8, at: "a.asr:1:5", says: "expected a value")
  }

  @Test(arguments: ["check", "rehearse", "format", "convert"])
  func `other commands refuse it too, and change nothing`(command: String) throws {
    let bytes = Array("x = 1 +* 2\n\tx = \"".utf8) + [0xFF, 0x0A]
    let path = try folder.write("a.asr", bytes)
    let target = command == "convert" ? ["b.ipynb"] : []
    let run = try Binary.run([command, "a.asr"] + target, in: folder)
    #expect(run.code == 2)
    #expect(run.message.hasPrefix("error: "), "\(run.messages)")
    #expect(try Array(Data(contentsOf: URL(filePath: path))) == bytes)
    #expect(!FileManager.default.fileExists(atPath: folder.file("b.ipynb")))
  }
}
