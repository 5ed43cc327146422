internal import Foundation
internal import Testing

@testable import asrsh

/// `asrsh check`, and what a run checks before it starts.
@Suite struct CheckTests {
  let folder: TemporaryFolder
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init() throws { folder = try TemporaryFolder() }

  /// The names of the files with `suffix` below a folder of the repository.
  private static func files(_ place: String, _ suffix: String = ".asr") -> [String] {
    let all = FileManager.default.enumerator(atPath: root.appending(path: place).path)
    return (all?.allObjects ?? []).compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }
      .sorted().map { "\(place)/\($0)" }
  }

  @Test(
    arguments: files("recipes")
      + files("Tests/InterpreterTests/Scripts").filter { !$0.contains("import/files") })
  func `nothing is found in a recipe that runs`(name: String) throws {
    let path = Self.root.appending(path: name).path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let run = try Binary.run(["check", path], in: folder)
    if text.contains("# expect error: ") {
      #expect(run.code == 0 || run.messages.contains("error: "))
    } else {
      #expect(run.messages == "")
      #expect(run.output == "\(path): no errors found\n")
      #expect(run.code == 0)
    }
  }

  @Test func `nothing is found in the examples of the tour`() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "docs/language.md"), encoding: .utf8)
    let parts = page.components(separatedBy: "\n```\n")
    for index in parts.indices where !index.isMultiple(of: 2) {
      let run = try Binary.run(["check", "-"], in: folder, input: parts[index])
      #expect(run.messages == "", "\(parts[index])")
      #expect(run.code == 0)
    }
  }

  @Test func `all is shown in order, and counted`() throws {
    let path = try folder.write("a.asr", "x = 1\nprnt(2)\nload_audio(\"no.wav\", chanel=1)\n")
    let run = try Binary.run(["check", path], in: folder)
    #expect(run.code == 2)
    #expect(run.output == "")
    #expect(
      run.messages.split(separator: "\n").filter { !$0.contains("│") && !$0.contains("┌") } == [
        "warning: x is never read", " = hint: a name that starts with _ is left alone",
        "error: unknown name prnt", " = hint: did you mean print?",
        "error: load_audio: has no argument chanel", " = hint: did you mean channel?",
        "\(path): 2 errors, 1 warning",
      ])
  }

  @Test func `warnings alone are no failure`() throws {
    let path = try folder.write("a.asr", "x = 1\nprint(2)\n")
    let run = try Binary.run(["check", path], in: folder)
    #expect(run.code == 0)
    #expect(run.messages.hasSuffix("\(path): 1 warning\n"))
    #expect(try Binary.run([path], in: folder).code == 0)
  }

  @Test(arguments: [
    (
      "warmup_steps=1000, max_steps=1080",
      "warning: fit: the learning rate climbs over 1000 of 1080 updates: "
    ),
    ("warmup_ratio=share", "warning: fit: the learning rate climbs over 0.5 of the updates: "),
    ("warmup_steps=int(\"1000\"), max_steps=1080", nil), ("warmup_steps=1000", nil),
    ("warmup_steps=100, max_steps=1080", nil), ("warmup_ratio=0.1", nil),
    ("warmup_ratio=0.9, lr_scheduler=\"tri_stage\"", nil),
  ])
  func `a warm-up of more than a third is told where its numbers are known`(
    _ arguments: String, _ words: String?
  ) throws {
    let recipe = """
      param share = 0.5
      data = load_dataset(".", transcripts="a.csv")
      model = deepspeech2(ctc_tokenizer(build_vocab(data)))
      model.fit(data, \(arguments))
      print(share)
      """
    _ = try folder.write("a.csv", "file,text\n")
    let path = try folder.write("a.asr", recipe)
    let run = try Binary.run(["check", path], in: folder)
    #expect(run.code == 0, "\(run)")
    #expect(words.map(run.messages.contains) ?? run.messages.isEmpty, "\(run.messages)")
  }

  @Test func `several recipes are counted together`() throws {
    let first = try folder.write("a.asr", "prnt(1)\n")
    let second = try folder.write("b.asr", "print(1)\n")
    let run = try Binary.run(["check", first, second, "none.asr"], in: folder)
    #expect(run.code == 2)
    #expect(run.messages.contains("\"none.asr\" cannot be read"))
    #expect(run.messages.hasSuffix("3 recipes: 2 errors\n"))
  }

  @Test func `parameters are taken as a run takes them`() throws {
    let path = try folder.write(
      "a.asr", "param data: path = \"\"\nparam n = 1\nif data != \"\" { load_dataset(data); }\nn;\n"
    )
    #expect(try Binary.run(["check", path], in: folder).code == 0)
    let missing = try Binary.run(["check", path, "data=nowhere"], in: folder)
    #expect(missing.code == 2)
    #expect(missing.message == "error: load_dataset: \"nowhere\" does not exist")
    #expect(try Binary.run(["check", path, "n=x"], in: folder).code == 2)
    #expect(try Binary.run(["check", path, "m=1"], in: folder).code == 2)
    #expect(try Binary.run(["check", "n=1"], in: folder).code == 2)
  }

  @Test func `editors get JSON`() throws {
    let path = try folder.write("a.asr", "x = \"😀é\" + lenght(1)\nprint(\n  nowhere)\n")
    let run = try Binary.run(["check", "--json", path], in: folder)
    #expect(run.code == 2)
    #expect(run.messages == "")
    let data = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let findings = try #require(data as? [[String: Any]])
    #expect(findings.map { $0["line"] as? Int } == [1, 1, 3])
    // The emoji has two UTF-16 code units.
    #expect(findings.map { $0["column"] as? Int } == [1, 13, 3])
    #expect(findings.map { $0["end_column"] as? Int } == [2, 19, 10])
    #expect(findings.map { $0["end_line"] as? Int } == [1, 1, 3])
    #expect(findings.map { $0["severity"] as? String } == ["warning", "error", "error"])
    #expect(findings.map { $0["kind"] as? String } == ["unused", "name", "name"])
    #expect(findings.map { $0["file"] as? String } == [path, path, path])
    #expect(findings[2]["message"] as? String == "unknown name nowhere")
    #expect(findings[2]["hint"] is NSNull)
    let clean = try Binary.run(["check", "--json", "-"], in: folder, input: "print(1)\n")
    #expect(clean.output == "[]\n" && clean.code == 0)
    let unreadable = try Binary.run(["check", "--json", "none.asr"], in: folder)
    #expect(unreadable.output.contains("\"line\": null"))
    #expect(unreadable.code == 2)
  }

  @Test(arguments: [
    "print(1)\nprint(nowhere)\n", "print(1)\nrange(stpo=2)\n", "print(1)\nload_audio(\"no.wav\")\n",
    "print(1)\ndef f(x) { x.lowr() }\nf(\"a\")\n", "print(1)\nimport \"none.asr\"\n",
  ])
  func `what must fail does not start`(text: String) throws {
    let path = try folder.write("a.asr", text)
    let run = try Binary.run([path], in: folder)
    #expect(run.code == 2)
    #expect(run.output == "")
    #expect(run.messages.hasPrefix("error: "))
    #expect(!FileManager.default.fileExists(atPath: folder.file("runs")))
  }

  @Test(arguments: [
    "print(1)\nif len([1]) > 1 { print(nowhere) }\n",
    "print(1)\nprint(if true { 2 } else { no })\n",
    "print(1)\ndef f() { nowhere }\n", "print(1)\ntry { nowhere } catch problem { print(2) }\n",
    "print(1)\nfor i in [] { nowhere }\n", "print(1)\nx = 5 > 3 or nowhere\n",
    "print(1)\nwrite_text(\"a.txt\", \"a\")\nread_lines(\"a.txt\")\n",
  ])
  func `what may run is run`(text: String) throws {
    let path = try folder.write("a.asr", text)
    let run = try Binary.run([path], in: folder)
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.output.hasPrefix("1\n"))
  }
}
