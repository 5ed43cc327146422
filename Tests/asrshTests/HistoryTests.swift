internal import Foundation
internal import Testing

@testable import asrsh

/// The entries and the file that keeps them.
@Suite struct HistoryTests {
  let folder: TemporaryFolder
  let file: HistoryFile

  init() throws {
    folder = try TemporaryFolder()
    file = HistoryFile(path: folder.file("history"), compactionSize: 2_000)
  }

  @Test func `of equal entries the newest stays`() {
    var entries = HistoryEntries(["a", "b", "", "a", "c"])
    #expect(entries.statements == ["b", "a", "c"])
    entries.add("b")
    #expect(entries.statements == ["a", "c", "b"])
  }

  @Test func `statements that only look alike are two`() {
    var entries = HistoryEntries(["\u{E9}", "e\u{301}"])
    #expect(entries.statements.count == 2)
    entries.add("\u{E9}")
    #expect(entries.statements.map(\.unicodeScalars.count) == [2, 1])
  }

  @Test func `the oldest entries are forgotten`() {
    var entries = HistoryEntries((0...HistoryEntries.capacity).map(String.init))
    #expect(entries.statements.count == HistoryEntries.capacity)
    #expect(entries.statements.first == "1")
    entries.add("new")
    #expect(entries.statements.count == HistoryEntries.capacity)
    #expect(entries.statements.first == "2")
  }

  @Test func `no file is an empty history`() throws {
    #expect(try file.load().statements.isEmpty)
  }

  @Test func `what is added is read again`() throws {
    let statements = ["x = 1", "def f(a) {\n  a\n}", "ż = \"漢字\\n\"", "/a/b", "\u{1}\u{2028}👩‍🚀"]
    for statement in statements { try file.append(statement) }
    #expect(try file.load().statements == statements)
  }

  @Test func `each entry is one line of JSON in a file for the user alone`() throws {
    try file.append("a\nb")
    try file.append("c/d")
    #expect(try folder.text("history") == "{\"text\":\"a\\nb\"}\n{\"text\":\"c/d\"}\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a statement that is a file of its own is not kept`() throws {
    try file.append(String(repeating: "x", count: 70_000))
    try file.append("y")
    #expect(try file.load().statements == ["y"])
  }

  @Test func `damaged lines are left out`() throws {
    let good = ["{\"text\":\"a\"}", "{\"text\":\"b\",\"later\":1}"]
    let bad = ["{\"text\":", "[1]", "\u{0}", "{\"text\":2}"]
    _ = try folder.write("history", (good + bad + ["{\"text\":\"c\"}"]).joined(separator: "\n"))
    #expect(try file.load().statements == ["a", "b", "c"])
  }

  @Test func `a line that was cut off costs itself only`() throws {
    try file.append("a")
    _ = try folder.write("history", folder.text("history") + "{\"text\":\"cut")
    try file.append("b")
    #expect(try file.load().statements == ["a", "b"])
  }

  @Test func `a file that has grown is written anew with its newest entries`() throws {
    for number in 0..<300 { try file.append("entry \(number % 150)") }
    let size = try folder.text("history").utf8.count
    #expect(size <= 2_000)
    let statements = try file.load().statements
    #expect(statements.last == "entry 149")
    #expect(statements.count > 20)
    #expect(Set(statements).count == statements.count)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["history"])
  }

  @Test func `sessions that write at the same time lose nothing`() async throws {
    let path = folder.file("history")
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          let file = HistoryFile(path: path)
          for number in 0..<50 { do { try file.append("\(writer) \(number)") } catch {} }
        }
      }
    }
    #expect(try HistoryFile(path: path).load().statements.count == 400)
  }

  @Test func `a long file is read from its end`() throws {
    for number in 0..<100 { try HistoryFile(path: file.path).append("entry \(number)") }
    let tail = HistoryFile(path: file.path, compactionSize: 200)
    let statements = try tail.load().statements
    #expect(statements.last == "entry 99")
    #expect((5..<40).contains(statements.count))
  }

  @Test(arguments: [
    "ls -l\ncd /tmp\n", "[1, 2]\n", "{\"name\": 1}\n", "\n\n# notes\n", "\u{0}\u{0}",
    "{\"texts\": 1}", "{",
  ])
  func `a file of somebody else's stays as it is, however large`(line: String) throws {
    for count in [1, 400] {
      let text = String(repeating: line, count: count)
      _ = try folder.write("history", text)
      #expect(throws: HistoryProblem.foreign) { try file.load() }
      #expect(throws: HistoryProblem.foreign) { try file.append("x = 1") }
      #expect(try folder.text("history") == text)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["history"])
  }

  @Test func `a history may be empty, begin with blank lines, or have lost its end`() throws {
    for text in ["", "\n", "\n\n{\"text\":\"a\"}\n", "{\"text\":\"cut"] {
      _ = try folder.write("history", text)
      try file.append("b")
      #expect(try file.load().statements.last == "b")
    }
  }

  @Test func `what is no file is refused`() throws {
    #expect(throws: HistoryProblem.system(SystemError(code: EISDIR))) {
      try HistoryFile(path: folder.path).load()
    }
    #expect(throws: HistoryProblem.self) {
      try HistoryFile(path: folder.file("none/history")).append("x")
    }
    #expect(throws: HistoryProblem.self) { try HistoryFile(path: "/dev/null").append("x") }
  }

  @Test func `the environment says where the file is`() {
    #expect(HistoryFile(environment: ["HOME": "/home/a"])?.path == "/home/a/.asrsh_history")
    #expect(HistoryFile(environment: ["ASRSH_HISTORY": "/x", "HOME": "/y"])?.path == "/x")
    #expect(HistoryFile(environment: ["ASRSH_HISTORY": "", "HOME": "/y"]) == nil)
    #expect(HistoryFile(environment: [:]) == nil)
  }
}
