import Dispatch
import Foundation
import Interpreter
import Language
import Testing

struct SessionTests {
  @Test func `keeps its names from one entry to the next, errors or not`() {
    let outcome = run(sources: ["x = 1", "y = x + nowhere", "x = x + 1; x"])
    #expect(outcome.lines == ["2"])
    #expect(outcome.errors == ["unknown name nowhere"])
  }

  @Test func `displays bare expressions unless they end in a semicolon`() {
    let outcome = run("1\n2;\n\"a\"\nnone\nx = 3\nif true { 4 }\nfor i in range(2) { i }")
    #expect(outcome.lines == ["1", "\"a\"", "4"])
  }

  @Test(arguments: [
    "while true { }", "for i in range(1000000000000) { }",
    "def f() { f2() }\ndef f2() { while true { 1 } }\nf()",
    "sum(range(1000000000000))", "range(40000000).map(x => x)",
    "while true { try { while true { } } catch p { } }",
  ])
  func `stops an endless run when asked`(source: String) {
    let interruption = Interruption()
    let started = ContinuousClock.now
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { interruption.request() }
    let failure = run(sources: [source], interruption: interruption).failure
    guard case .interrupted(let diagnostic)? = failure else {
      Issue.record("ended with \(String(describing: failure))")
      return
    }
    #expect(diagnostic.message == "interrupted")
    #expect(failure?.exitCode == 130)
    #expect(ContinuousClock.now - started < .seconds(30))
  }

  @Test func `tells listeners about steps, prose, and how they ended`() {
    let told = runOnDeepStack {
      let told = Transcript()
      let session = Session(
        registry: Registry(Core.builtins), output: { _ in }, diagnostics: { _ in })
      session.listeners.append { event in
        switch event {
        case .exhibits, .varying: break
        case .prose(let text): told.text += "prose \(text)\n"
        case .started(let step): told.text += "\(step.number)/\(step.total) \(step.title)\n"
        case .ended(let step, let time, let failed):
          told.text += "end \(step.number) \(time >= .zero) \(failed)\n"
        case .shown(let text, let exhibits):
          told.text += "shown \(text)\(exhibits().count)\n"
        case .notice(let text): told.text += "notice \(text)\n"
        case .figure(let name, let value): told.text += "\(name) \(value)\n"
        }
      }
      let text =
        "x = 1\n# %% One\ny = 2\nx\n# %% [markdown]\n# Why.\n# %% Two\nnowhere\n# %% Three\n"
      do throws(RunFailure) {
        try session.run(SourceText(text, name: "test"))
      } catch {
        told.text += "exit \(error.exitCode)"
      }
      return told.text
    }
    #expect(
      told == "1/3 One\nshown 1\n0\nprose Why.\nend 1 true false\n2/3 Two\nend 2 true true\nexit 1")
  }

  @Test func `adds a million numbers in under a second`() {
    let start = ContinuousClock.now
    let outcome = run("total = 0\nfor i in range(1000000) { total = total + i }\ntotal")
    #expect(outcome.lines == ["499999500000"])
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test func `appends in a loop without copying the list each time`() {
    let start = ContinuousClock.now
    let text =
      "xs = []\nfor i in range(200000) { xs = xs.append(i) }\nys = xs\nxs = xs.append(1)\nlen(xs) - len(ys)"
    #expect(run(text).lines == ["1"])
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test func `knows what completion asks for`() {
    let (names, methods) = runOnDeepStack {
      let session = Session(
        registry: Registry(Core.builtins), output: { _ in }, diagnostics: { _ in })
      session.bind("row", to: .record(Record([("text", Value("a"))])))
      session.bind("n", to: Value(1))
      let methods = session.registry.methods(of: Value("a")).map(\.name)
      return (session.globalNames + (session.global("row")?.fieldNames ?? []), methods)
    }
    #expect(names == ["n", "row", "text"])
    #expect(methods.contains("upper") && !methods.contains("append"))
  }

  @Test func `reads and writes text files`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("words.txt").path
    let outcome = run("write_text(\"\(path)\", \"one\\r\\ntwo\\n\\nधन\")\nread_lines(\"\(path)\")")
    #expect(outcome.lines == ["[\"one\", \"two\", \"\", \"धन\"]"])
    try Data([0xFF, 0x0A]).write(to: URL(fileURLWithPath: path))
    #expect(
      run("read_lines(\"\(path)\")").errors == [
        "read_lines: \"\(path)\" is not UTF-8 text: line 1, column 1 has the byte 0xFF"
      ])
    let missing = run("read_lines(\"/nowhere/a.txt\")")
    #expect(missing.errors == ["read_lines: \"/nowhere/a.txt\" does not exist"])
    let folderError = run("write_text(\"/nowhere/a.txt\", \"\")")
    #expect(
      folderError.failure?.diagnostics.first?.hint == "the folder \"/nowhere\" does not exist")

    #expect(
      run("write_text(\"/tmp\", \"\")").failure?.diagnostics.first?.hint == "it is a folder")
    #expect(
      run("read_lines(\"a\\u{0}b\")").errors
        == ["read_lines: path expects a path, got the string \"a\\u{0}b\""])
  }
}
