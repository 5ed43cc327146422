internal import Foundation
internal import Glibc
internal import Testing

/// The shell in a terminal, as it is used by a person.
@Suite struct ShellTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Opens the shell and waits for its first prompt.
  private func open(
    _ arguments: [String] = [], _ extra: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let environment = Binary.environment(home: folder.path).merging(extra) { $1 }
    let terminal = try PseudoTerminal(arguments, environment: environment, folder: folder.path)
    try terminal.seePrompt()
    return terminal
  }

  /// Leaves the shell; a shell that does not leave, or not well, fails the test.
  private func leave(_ terminal: PseudoTerminal) throws {
    terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
  }

  @Test func `an expression is displayed, and Ctrl-D leaves`() throws {
    let terminal = try open()
    terminal.type("6 * 7\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `what is typed is UTF-8, whatever the locale`() throws {
    for locale in [["LANG": "C.UTF-8"], ["LANG": ""], ["LANG": "C", "LC_ALL": "POSIX"]] {
      let terminal = try open([], locale)
      terminal.type("print(\"żółw 漢字 \" + \"e\u{301}\")\r")
      try terminal.see(answer: "żółw 漢字 e\u{301}")
      try terminal.seePrompt()
      try leave(terminal)
    }
  }

  @Test func `an incomplete statement goes on in the next row`() throws {
    let terminal = try open()
    terminal.type("x = (40 +\r")
    try terminal.see("\n   | ")
    terminal.type("2)\r")
    try terminal.seePrompt()
    terminal.type("x\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `the arguments of a call are completed where one begins`() throws {
    let terminal = try open()
    terminal.type("softmax(tensor([1, 1]), \t")
    try terminal.see("axis=")
    terminal.type("0)[0]\r")
    try terminal.see(answer: "0.5")
    try terminal.seePrompt()
    terminal.type("def double(number) { number * 2 }\r")
    try terminal.seePrompt()
    terminal.type("double(\t21)\r")
    try terminal.see("number=")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `rows are indented and brackets closed where they belong`() throws {
    let terminal = try open()
    terminal.type("if true {\rx = [\r7,\r]\r}\r")
    try terminal.seePrompt()
    terminal.type(":save saved.asr\r")
    try terminal.seePrompt()
    let saved = try String(contentsOfFile: "\(folder.path)/saved.asr", encoding: .utf8)
    #expect(saved.contains("if true {\n  x = [\n    7,\n  ]\n}\n"))
    try leave(terminal)
  }

  @Test func `Ctrl-C gives up what is typed`() throws {
    let terminal = try open()
    terminal.type("x = (1 +\r")
    try terminal.see("\n   | ")
    terminal.type("abc\u{3}")
    try terminal.see("^C")
    try terminal.seePrompt()
    terminal.type("7 * 7\r")
    try terminal.see(answer: "49")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `Ctrl-C stops what is running and keeps the session`() throws {
    let terminal = try open()
    terminal.type("x = 41\r")
    try terminal.seePrompt()
    terminal.type("while true { }\r")
    try terminal.see("\u{1B}[?2004l")
    usleep(300_000)
    terminal.type("\u{3}")
    try terminal.see("interrupted")
    try terminal.seePrompt()
    terminal.type("x + 1\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `an error is shown and the session goes on`() throws {
    let terminal = try open()
    terminal.type("1 +* 2\r")
    try terminal.see("error:")
    try terminal.seePrompt()
    terminal.type("nothing_of_that_name\r")
    try terminal.see("error:")
    try terminal.seePrompt()
    terminal.type("2 + 2\r")
    try terminal.see(answer: "4")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `statements are remembered from one session to the next`() throws {
    let first = try open()
    first.type("y = [1,\r")
    try first.see("\n   | ")
    first.type("2]\r")
    try first.seePrompt()
    try leave(first)
    #expect(try folder.text(".asrsh_history") == "{\"text\":\"y = [1,\\n2]\"}\n")
    let second = try open()
    second.type("\u{1B}[A")
    try second.see("2]")
    second.type("\r")
    try second.seePrompt()
    second.type("y[1] + 40\r")
    try second.see(answer: "42")
    try second.seePrompt()
    second.type("y = 0\r")
    try second.seePrompt()
    second.type("\u{12}")
    try second.see("search the history:")
    second.type("1,\r")
    try second.seePrompt()
    second.type("y[0] + 41\r")
    try second.see(answer: "42")
    try second.seePrompt()
    try leave(second)
  }

  @Test func `Ctrl-R searches in whole words, and Ctrl-G gives what stood there back`() throws {
    let terminal = try open()
    for statement in ["alpha = 1", "beta = 20", "alphabet = 300"] {
      terminal.type("\(statement)\r")
      try terminal.seePrompt()
    }
    terminal.type("\u{12}ALPHA")
    try terminal.see("search the history:")
    terminal.type("\u{12}")
    usleep(200_000)
    // The older one of two; an arrow ends the search, and what was found can be changed.
    terminal.type("\u{1B}[D2\r")
    try terminal.seePrompt()
    terminal.type("alpha\r")
    try terminal.see(answer: "21")
    try terminal.seePrompt()
    terminal.type("6 * 7\u{12}nowhere")
    usleep(200_000)
    terminal.type("\u{7}\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    terminal.type("\u{12}beta\u{3}")
    try terminal.see("^C")
    try terminal.seePrompt()
    terminal.type("beta + 22\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `Tab completes one match and lists several`() throws {
    let terminal = try open()
    terminal.type("zebra_one = 1\r")
    try terminal.seePrompt()
    terminal.type("zebra_two = 2\r")
    try terminal.seePrompt()
    terminal.type("zeb\t")
    try terminal.see("\nzebra_one  zebra_two\r\n")
    terminal.type("o\t + 41\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    terminal.type(":qui\t\r")
    #expect(try terminal.end() == 0)
  }

  @Test func `a paste of several lines waits for Enter`() throws {
    let terminal = try open()
    terminal.type("\u{1B}[200~a = 6\rdef double(x) {\r\tx * 2\r}\rdouble(a) + 30\r\u{1B}[201~")
    try terminal.see("double(a) + 30")
    terminal.type("\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    let statements = try folder.text(".asrsh_history").split(separator: "\n")
    #expect(statements.count == 3)
    try leave(terminal)
  }

  @Test func `a window that changes its size does no harm`() throws {
    let terminal = try open()
    terminal.type("1 + ")
    try terminal.see("1 + ")
    terminal.resize(columns: 40)
    usleep(200_000)
    terminal.type("41\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `what is typed ahead is not lost`() throws {
    let terminal = try open()
    terminal.type("time(() => sum(range(1000000)));\r")
    try terminal.see("\u{1B}[?2004l")
    terminal.type("6 * 7\r\u{4}")
    try terminal.see(answer: "42")
    #expect(try terminal.end() == 0)
  }

  @Test func `a dumb terminal will do`() throws {
    let environment = Binary.environment(home: folder.path).merging(["TERM": "dumb"]) { $1 }
    let terminal = try PseudoTerminal([], environment: environment, folder: folder.path)
    try terminal.see("asr> ")
    terminal.type("6 * 7\r")
    let shown = try terminal.see("42\r\n")
    #expect(!shown.contains("\u{1B}"))
    try terminal.see("asr> ")
    try leave(terminal)
  }

  @Test func `the shell opens on what a recipe leaves`() throws {
    let path = try folder.write("a.asr", "x = 6\n")
    let terminal = try open(["-i", path])
    terminal.type("x * 7\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    terminal.type(":save b.asr\r")
    try terminal.see("1 entry written")
    terminal.type(":run b.asr\r")
    try terminal.see(answer: "42")
    terminal.type(":reset\r:vars\r")
    try terminal.see("no names are bound")
    terminal.type(":quit\r")
    #expect(try terminal.end() == 0)
    #expect(try folder.text("b.asr") == "x * 7\n")
  }

  @Test func `help that is longer than the window is shown a page at a time`() throws {
    let terminal = try open()
    terminal.type("help()\r")
    let first = try terminal.see("-- Enter shows more, q ends --")
    // In Swift, "\r\n" is one letter.
    let rows = first.split(separator: "\r\n").count
    #expect(rows > 10 && rows < 25)
    terminal.type(" ")
    let second = try terminal.see("-- Enter shows more, q ends --")
    #expect(second.contains("\r\u{1B}[K") && second != first)
    terminal.type("q")
    try terminal.seePrompt()
    // What fits is shown at once, and Ctrl-C ends what does not.
    terminal.type("help(seed)\r")
    #expect(!(try terminal.see("seed(42)")).contains("-- Enter"))
    try terminal.seePrompt()
    terminal.type("help(load_model)\r")
    try terminal.see("-- Enter shows more")
    terminal.type("\u{3}")
    try terminal.seePrompt()
    terminal.type("6 * 7\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try leave(terminal)
  }

  @Test func `help is about methods, and searches what is said of arguments`() throws {
    let help = try Binary.run(
      [
        "-e",
        "t = tensor([1]); help(t.softmax)\nhelp(t.shape)\nhelp(\"csv\")\nhelp(\"tensorboard\")",
      ],
      in: folder)
    #expect(help.code == 0, "\(help)")
    #expect(help.output.contains("tensor.softmax(axis=-1) →"))
    #expect(help.output.contains("load_dataset(path"))
    #expect(help.output.contains("model.fit(train, eval=none, text_column=\"text\""))
    #expect(help.output.contains("more arguments)"))
    let page = try Binary.run(["-e", "help(\"beam search\")"], in: folder)
    #expect(page.output.contains("docs/decoding.md"), "\(page)")
    let none = try Binary.run(["-e", "t = tensor([1]); help(t.nothing)"], in: folder)
    #expect(none.code == 1 && none.message.contains("a tensor has no field nothing"), "\(none)")
  }

  @Test func `what is piped is not paged`() throws {
    let piped = try Binary.run(["-e", "help()"], in: folder)
    #expect(!piped.output.contains("-- Enter"))
    #expect(piped.output.split(separator: "\n").count > 200)
  }

  @Test(arguments: ["exit", "quit", "exit()", "quit()"])
  func `the words of other shells leave this one`(word: String) throws {
    let terminal = try open()
    terminal.type("\(word)\r")
    #expect(try terminal.end() == 0)
  }

  @Test func `a terminal that goes away ends the shell`() throws {
    let terminal = try open()
    terminal.type("1 + ")
    _ = kill(terminal.process, SIGHUP)
    #expect(try terminal.end() == -SIGHUP)
  }
}
