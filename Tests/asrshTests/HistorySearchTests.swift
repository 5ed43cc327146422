internal import Testing

@testable import asrsh

/// The search of Ctrl-R, key by key.
@Suite struct HistorySearchTests {
  private let statements = ["load_audio(\"a\")", "x = 1", "Load_model(\"b\")", "x = 2"]

  private func search(_ keys: String) -> (found: String, line: String) {
    var search = HistorySearch(statements, from: "typed")
    for key in keys.unicodeScalars { _ = search.take(key) }
    return (search.found, search.line)
  }

  @Test(arguments: [
    ("", "typed", "search the history: "), ("x", "x = 2", "search the history: x"),
    ("x\u{12}", "x = 1", "search the history: x"),
    ("x\u{12}\u{12}", "x = 1", "not in the history: x"),
    ("x\u{12}\u{13}", "x = 2", "search the history: x"),
    ("load", "Load_model(\"b\")", "search the history: load"),
    ("load_a", "load_audio(\"a\")", "search the history: load_a"),
    ("load_ax\u{7F}", "load_audio(\"a\")", "search the history: load_a"),
    ("zz", "typed", "not in the history: zz"), ("z\u{7F}", "typed", "search the history: "),
    ("x\u{7}", "typed", "search the history: x"),
  ])
  func `finds the newest statement that has the words`(
    _ keys: String, _ found: String, _ line: String
  ) {
    let seen = search(keys)
    #expect(seen.found == found)
    #expect(seen.line == line)
  }

  @Test func `other keys end it and are left to the editor`() {
    var search = HistorySearch(statements, from: "")
    #expect(search.take("x") == .goesOn)
    #expect(search.take("\u{1B}") == .ends(["\u{1B}"]))
    #expect(search.found == "x = 2")
    #expect(search.take("\r") == .ends(["\r"]))
    #expect(search.take("\u{7}") == .ends([]))
  }
}
