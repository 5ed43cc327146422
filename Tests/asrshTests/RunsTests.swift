internal import Foundation
internal import Testing

/// Records of runs through the program itself.
struct RunsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func records() throws -> [String] {
    let root = folder.path + "/runs/a"
    return try FileManager.default.contentsOfDirectory(atPath: root).sorted().map {
      "\(root)/\($0)"
    }
  }

  private func json(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: path + "/run.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `a run leaves a record, a log and a report`() throws {
    _ = try folder.write("in.txt", "one\n")
    _ = try folder.write(
      "a.asr",
      """
      param n = 2 "how many"
      # %% Read
      lines = read_lines("in.txt")
      lines
      # %% Write
      write_text("out.txt", "<b>" * n)
      print("<b>wrote</b>")

      """)
    let outcome = try Binary.run(["a.asr", "n=3"], in: folder)
    #expect(outcome.code == 0 && outcome.messages.contains("report: runs/a/"))
    let run = try #require(try records().first)
    let record = try json(run)
    #expect(record["status"] as? String == "done" && record["exit_code"] as? Int == 0)
    let inputs = try #require(record["inputs"] as? [[String: Any]])
    #expect(inputs.count == 1 && inputs[0]["path"] as? String == "in.txt")
    // printf 'one\n' | sha256sum
    #expect(
      inputs[0]["sha256"] as? String
        == "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806")
    let outputs = try #require(record["outputs"] as? [[String: Any]])
    #expect(outputs.count == 1 && outputs[0]["bytes"] as? Int == 9)
    let steps = try #require(record["steps"] as? [[String: Any]])
    #expect(steps.map { $0["title"] as? String } == ["", "Read", "Write"])
    #expect(steps[1]["output"] as? String == "[\"one\"]\n")
    let log = try String(contentsOfFile: run + "/log.txt", encoding: .utf8)
    #expect(log == "# %% Read\n[\"one\"]\n# %% Write\n<b>wrote</b>\n")
    let report = try String(contentsOfFile: run + "/report.html", encoding: .utf8)
    #expect(report.contains("&lt;b&gt;wrote&lt;/b&gt;") && !report.contains("<b>wrote"))
  }

  @Test func `what the run writes over is recorded as it was read`() throws {
    _ = try folder.write("in.txt", "one\n")
    try FileManager.default.createDirectory(
      atPath: folder.file("data"), withIntermediateDirectories: true)
    _ = try folder.write("data/in.txt", "one\n")
    _ = try folder.write(
      "a.asr",
      """
      lines = read_lines("in.txt") + read_lines("data/in.txt")
      write_text("in.txt", "three")
      write_text("data/in.txt", "three")

      """)
    #expect(try Binary.run(["a.asr"], in: folder).code == 0)
    let record = try json(try #require(try records().first))
    let one = "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806"
    // printf three | sha256sum
    let three = "8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"
    for (name, hash) in [("inputs", one), ("outputs", three)] {
      let files = try #require(record[name] as? [[String: Any]])
      #expect(files.map { $0["sha256"] as? String } == [hash, hash])
    }
  }

  @Test func `the names of runs are never cut, and empty columns are left out`() throws {
    let name = "recipe_of_" + String(repeating: "long", count: 20)
    _ = try folder.write("\(name).asr", "param n = 1\n# %% One\nprint(n)\n")
    #expect(try Binary.run(["\(name).asr"], in: folder).code == 0)
    let run = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("runs/\(name)")).first)
    let piped = try Binary.run(["runs"], in: folder, environment: ["COLUMNS": "40"])
    #expect(piped.output.contains("runs/\(name)/\(run)  done"), "\(piped)")
    #expect(!piped.output.contains("parameters") && !piped.output.contains("figures"))
    let terminal = try PseudoTerminal(
      ["runs"], columns: 60, environment: Binary.environment(home: folder.path),
      folder: folder.path)
    try terminal.see("runs/\(name)/\(run)")
    // A parameter that was given has its column again.
    #expect(try Binary.run(["\(name).asr", "n=2"], in: folder).code == 0)
    #expect(try Binary.run(["runs"], in: folder).output.contains("n=2"))
  }

  @Test func `the checkpoints of a training are no runs that cannot be read`() throws {
    _ = try folder.write("a.asr", "print(1)\n")
    #expect(try Binary.run(["a.asr"], in: folder).code == 0)
    let step = "runs/a/fit/step-20"
    try FileManager.default.createDirectory(
      atPath: folder.file(step), withIntermediateDirectories: true)
    // What fit writes into a checkpoint under this name.
    _ = try folder.write(
      "\(step)/run.json",
      #"{"engine": "asrsh 0.1.0", "settings": {}, "model": "a", "trainingRows": "b"}"#)
    for folderOfRuns in ["runs", "runs/a"] {
      let list = try Binary.run(["runs", folderOfRuns], in: self.folder)
      #expect(list.code == 0 && list.output.contains("done"), "\(list)")
      #expect(!list.output.contains("unreadable") && !list.output.contains("step-20"))
    }
    // A record that is damaged is told all the same.
    try FileManager.default.createDirectory(
      atPath: folder.file("runs/a/broken"), withIntermediateDirectories: true)
    _ = try folder.write("runs/a/broken/run.json", "{\"schema\": 1, ")
    #expect(try Binary.run(["runs"], in: folder).output.contains("unreadable"))
  }

  @Test func `last is the newest run`() throws {
    let none = try Binary.run(["rerun", "last"], in: folder)
    #expect(none.code == 2 && none.message.contains("there is no last run"), "\(none)")
    _ = try folder.write("z.asr", "print(\"first\")\n")
    _ = try folder.write("a.asr", "# %% Say\nprint(\"second\")\n")
    for name in ["z.asr", "a.asr"] { #expect(try Binary.run([name], in: folder).code == 0) }
    let shown = try Binary.run(["runs", "last"], in: folder)
    #expect(shown.code == 0 && shown.output.hasPrefix("a.asr done"), "\(shown)")
    let again = try Binary.run(["rerun", "last"], in: folder)
    #expect(again.code == 0 && again.output.contains("second"), "\(again)")
    #expect(again.output.contains("same results"))
  }

  @Test func `a failed run is recorded as far as it came`() throws {
    _ = try folder.write("a.asr", "# %% One\nprint(1)\n# %% Two\nnowhere\n")
    #expect(try Binary.run(["a.asr"], in: folder).code != 0)
    // What cannot be right may be found before anything runs; a division cannot.
    _ = try folder.write("a.asr", "# %% One\nprint(1)\n# %% Two\n1 / int(\"0\")\n")
    #expect(try Binary.run(["a.asr"], in: folder).code == 1)
    let record = try json(try #require(try records().last))
    #expect(record["status"] as? String == "failed" && record["exit_code"] as? Int == 1)
    #expect((record["error"] as? String)?.contains("a.asr:4") == true)
    let list = try Binary.run(["runs"], in: folder)
    #expect(list.code == 0 && list.output.contains("failed"))
  }

  @Test func `a run that was killed is seen to be dead`() throws {
    _ = try folder.write("a.asr", "print(1)\nwhile true { }\n")
    let process = try Binary.start(Binary.path, ["a.asr"], in: folder)
    while process.isRunning, !FileManager.default.fileExists(atPath: folder.file("runs/a")) {
      usleep(10_000)
    }
    usleep(300_000)
    #expect(try Binary.run(["runs"], in: folder).output.contains("running"))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try Binary.run(["runs"], in: folder).output.contains("killed"))
  }

  @Test func `the same again gives the same, and a changed file is named`() throws {
    _ = try folder.write("in.txt", "one\n")
    _ = try folder.write("a.asr", "# %% Read\nread_lines(\"in.txt\")\nrandn([3]).sum()\n")
    #expect(try Binary.run(["a.asr"], in: folder).code == 0)
    let run = try #require(try records().first)
    let same = try Binary.run(["rerun", run], in: folder)
    #expect(same.code == 0 && same.output.contains("same results"), "\(same)")
    _ = try folder.write("in.txt", "two\n")
    let other = try Binary.run(["rerun", run], in: folder)
    #expect(other.code == 1 && other.output.contains("in.txt: 2c8b08da5ce6"), "\(other)")
    #expect(other.output.contains("\"[\"one\"]\" → \"[\"two\"]\""))
    try FileManager.default.removeItem(atPath: folder.path + "/in.txt")
    let gone = try Binary.run(["rerun", run], in: folder)
    #expect(gone.code == 2 && gone.messages.contains("\"in.txt\" cannot be found"))
  }

  @Test func `a record that cannot be written stops no run`() throws {
    _ = try folder.write("runs", "a file in the place of the folder")
    _ = try folder.write("a.asr", "print(1)\n")
    let outcome = try Binary.run(["a.asr"], in: folder)
    #expect(outcome.code == 0 && outcome.output == "1\n")
    #expect(outcome.message.contains("this run is not recorded"))
  }

  @Test func `no record is kept of what is no recipe, or if none is wanted`() throws {
    _ = try folder.write("a.asr", "print(1)\n")
    _ = try Binary.run(["a.asr", "--no-record"], in: folder)
    _ = try Binary.run(["-e", "1"], in: folder)
    _ = try Binary.run(["-"], in: folder, input: "1\n")
    _ = try Binary.run(["a.asr", "bad=1"], in: folder)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
  }
}
