import Foundation
import Testing

/// Files that recipes read: those that are not there, and that nothing before writes.
struct PathTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/asrsh-check-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = FileManager.default.createFile(atPath: folder + "/speech.wav", contents: Data())
  }

  private func missing(_ text: String, parameters: [String: String] = [:]) -> [Found] {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return check(text.replacing("HERE", with: folder), parameters: parameters)
      .filter { $0.message.hasSuffix("does not exist") }
  }

  @Test(arguments: [
    ("load_audio(\"HERE/speach.wav\")", "did you mean \"HERE/speech.wav\"?"),
    ("load_audio(\"HERE/none/speech.wav\")", "the folder \"HERE/none\" does not exist"),
    ("param file: path = \"HERE/x\"\nload_audio(file)", nil),
    ("name = \"x\"\nload_audio(f\"HERE/{name}.wav\")", nil),
    ("load_audio(\"HERE/x.wav\")\nload_audio(\"HERE/speech.wav\").save(\"HERE/x.wav\")", nil),
    (
      "def f(p) { load_audio(\"HERE/speech.wav\").save(p) }\nf(\"HERE/b\"); load_audio(\"HERE/a\")",
      nil
    ),
    ("if anything() { load_audio(\"HERE/x.wav\") }", nil),
  ])
  func `that are missing are found`(text: String, hint: String?) {
    let found = missing(text)
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hint == hint?.replacing("HERE", with: folder))
  }

  @Test(arguments: ["nowhere", "a", "b"])
  func `that are links without an end are called so`(name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (link, target) in [("nowhere", "none"), ("a", "b"), ("b", "a")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/\(link)", withDestinationPath: target)
    }
    let path = "\(folder)/\(name)"
    let found = check("load_audio(\"\(path)\")").map(\.message)
    #expect(found == ["load_audio: \"\(path)\" is a link that leads nowhere"])
  }

  @Test(arguments: [
    "load_audio(\"HERE/speech.wav\")", "load_dataset(\"HERE\")",
    "load_audio(\"HERE/speech.wav\").save(\"HERE/x.wav\")\nload_audio(\"HERE/x.wav\")",
    "load_audio(\"HERE/speech.wav\").save(\"HERE/new/x.wav\")\nload_dataset(\"HERE/new\")",
    "make_folder(\"HERE/new\")\nload_audio(\"HERE/new/any.wav\")",
    "x = load_audio(\"HERE/speech.wav\")\nx.save(\"HERE/./a//b.wav\")\nload_audio(\"HERE/a/b.wav\")",
    "for i in range(3) { if i > 0 { load_audio(\"HERE/x\") }\n load_audio(\"HERE/speech.wav\").save(\"HERE/x\") }",
    "def f(p) { load_audio(\"HERE/speech.wav\").save(p) }\nf(\"HERE/x\")\nload_audio(\"HERE/x\")",
    "def f(p) { load_audio(\"HERE/speech.wav\").save(f\"{p}/x\") }\nf(\"HERE/n\")\nload_audio(\"HERE/n/x\")",
    "def f(p) { g(p) }\ndef g(p) { load_audio(\"HERE/speech.wav\").save(p) }\nf(\"HERE/x\")\nload_audio(\"HERE/x\")",
    "for p in [\"a\", \"b\"] { load_audio(\"HERE/speech.wav\").save(f\"HERE/n{p}\") }\nload_audio(\"HERE/na\")",
    "load_audio(\"HERE/speech.wav\").save(anything())\nload_audio(\"HERE/x\")",
    "[\"HERE/x\"].map(p => load_audio(\"HERE/speech.wav\").save(p))\nload_audio(\"HERE/x\")",
    "param output: path = \"HERE/out\"\nload_dataset(\"HERE\").fit(rates=[1], output=f\"{output}/m\")\nload_dataset(f\"{output}/m\")",
    "try { load_audio(\"HERE/x\") } catch problem { print(problem) }",
    "param folder: path = \"\"\nif folder != \"\" { load_audio(folder) }",
  ])
  func `that are there, or may be by then, are not`(text: String) {
    #expect(missing(text) == [])
  }

  @Test(arguments: [
    ("deep/x", 0), ("link/../x", 0), ("deep/in/../x", 0), ("link/./../x", 0), ("x", 1),
    ("link/x", 1),
  ])
  func `that are written behind a link are where the system has them`(
    name: String, count: Int
  ) throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/deep/in", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: "deep/in")
    let recipe = """
      load_audio("HERE/speech.wav").save("HERE/link/../x")
      load_audio("HERE/\(name)")
      """
    #expect(missing(recipe).count == count)
  }

  @Test func `that the command line names are looked for`() {
    let recipe = "param file: path = \"\"\nif file != \"\" { load_audio(file) }"
    #expect(missing(recipe, parameters: ["file": "HERE-nowhere"]).count == 1)
  }
}
