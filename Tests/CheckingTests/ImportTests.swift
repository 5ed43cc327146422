import Foundation
import Testing

/// Recipes that import others.
struct ImportTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/asrsh-check-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func check(_ text: String, _ files: [String: String]) throws -> [Found] {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files {
      let path = "\(folder)/\(name)"
      let parent = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    return CheckingTests.check(text, path: "\(folder)/test.asr")
  }

  @Test func `know what the others define`() throws {
    let found = try check(
      "import \"lib/a.asr\"\nprint(double(2), rate, deep, n)\ndouble(2, 3)",
      [
        "lib/a.asr":
          "import \"../b.asr\"\nparam n = 1\nrate = 2\ndef double(x) { x * factor }\nprint(nowhere)",
        "b.asr": "deep = 1\nfactor = 2\nunused = 3",
      ])
    #expect(found.map(\.message) == ["double: takes 1 argument, got 2"])
    #expect(found.first?.isCertain == true)
  }

  @Test func `find that one is missing`() throws {
    let found = try check("import \"a.asr\"\nprint(1)", [:])
    #expect(found.map(\.message) == ["\"\(folder)/a.asr\" does not exist"])
    #expect(found.first?.marked == "\"a.asr\"")
  }

  @Test func `find circles`() throws {
    let found = try check(
      "import \"a.asr\"", ["a.asr": "import \"b.asr\"", "b.asr": "import \"a.asr\""])
    #expect(found.map(\.message) == ["a.asr is being imported already, by a file that it imports"])
    let own = try check("import \"test.asr\"", ["test.asr": "import \"test.asr\""])
    #expect(own.map(\.message) == ["test.asr is being imported already, by a file that it imports"])
  }

  @Test func `find errors in the others, and say how they come there`() throws {
    let found = try check(
      "print(1)\nimport \"a.asr\"\nprint(f(1))",
      ["a.asr": "def f(x) { x.lowr() }\ndef g() { nowhere }\nunused = 1\ny = = 2"])
    #expect(found.count == 1)
    #expect(found.first?.message == "expected a value, found =")
    let semantic = try check(
      "import \"a.asr\"\nprint(f(1))", ["a.asr": "def f(x) { x.lowr() }\ndef g() { nowhere }"])
    #expect(semantic.map(\.message) == ["there is no function lowr", "unknown name nowhere"])
    #expect(semantic.map(\.isCertain) == [true, false])
  }

  @Test func `may come again and again without more work`() throws {
    var files = ["f0.asr": "x = 1"]
    for level in 1..<40 {
      files["f\(level).asr"] = String(repeating: "import \"f\(level - 1).asr\"\n", count: 4)
    }
    #expect(try check("import \"f39.asr\"\nprint(x)", files) == [])
  }
}
