internal import Language
internal import Testing

@testable import asrsh

/// What is entered at the prompt, and what the command line asks for.
@Suite struct EntryTests {
  @Test(arguments: [
    ("x = 1", true), ("f(", false), ("f(1)", true), ("{a: [1,", false), ("\"abc", true),
    ("\"\"\"abc", false), ("f(]", true), ("x +", false), (":run (", true), ("f?", true), ("", true),
  ])
  func `an entry that is not complete gets more rows`(text: String, isComplete: Bool) {
    #expect(Entry.isComplete(text) == isComplete)
  }

  @Test func `entries are told apart`() throws {
    #expect(try Entry("print?") == .question("print"))
    #expect(try Entry("print ?") == .question("print"))
    #expect(try Entry("data.sort?") == .question("data.sort"))
    #expect(try Entry("data.?") == .statements)
    #expect(try Entry("1 + 1?") == .statements)
    #expect(try Entry("?") == .statements)
    #expect(try Entry("x = 1") == .statements)
    #expect(try Entry(":quit") == .command(.quit))
  }

  @Test func `exit and quit leave, unless they are names of the user`() throws {
    for word in ["exit", "quit", "exit()", "quit()"] {
      #expect(try Entry(word) == .command(.quit))
      #expect(try Entry(word) { ["exit", "quit"].contains($0) } == .statements)
    }
    #expect(try Entry("exit(3)") == .statements)
    #expect(try Entry("quit + 1") == .statements)
  }

  @Test func `history has an entry for each statement`() {
    #expect(Entry.statements(of: "a = 1\nb = f(\n  2)\n") == ["a = 1", "b = f(\n  2)"])
    #expect(Entry.statements(of: "a = (") == ["a = ("])
    #expect(Entry.statements(of: ":help") == [":help"])
    #expect(Entry.statements(of: "a # why") == ["a # why"])
  }

  @Test(arguments: [
    (":help", ShellCommand.help), (":vars", .variables), (":history", .history(20)),
    (":history 5", .history(5)), (":time f(x, 1)", .time("f(x, 1)")),
    (":save a b.asr", .save("a b.asr")),
    (":run \"a b.asr\" ", .run("a b.asr")), (":reset", .reset), (":quit", .quit),
  ])
  func `commands are read`(text: String, command: ShellCommand) throws {
    #expect(try ShellCommand(text) == command)
  }

  @Test(arguments: [
    (":hepl", "there is no command :hepl"), (":", "there is no command :"),
    (":quit now", ":quit takes nothing after it"), (":save", ":save needs a file"),
    (":time ", ":time needs an expression"), (":history x", ":history takes the number of entries"),
    (":history 0", ":history takes the number of entries"),
  ])
  func `wrong commands are refused`(text: String, message: String) {
    let error = #expect(throws: Diagnostic.self) { try ShellCommand(text) }
    #expect(error?.message.hasPrefix(message) == true)
  }

  @Test func `every command is in the help, and is read`() throws {
    for row in ShellCommand.table {
      #expect(ShellCommand.helpText.contains(":\(row.name)"))
      #expect(try ShellCommand(":\(row.name)\(row.argument.isEmpty ? "" : " 1")") != nil)
    }
    let names = ["help", "vars", "history", "time", "save", "run", "reset", "quit"]
    #expect(ShellCommand.table.map(\.name) == names)
  }
}
