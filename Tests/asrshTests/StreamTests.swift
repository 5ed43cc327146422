internal import Foundation
internal import Testing

/// Streams that cannot be written or read, and terminals that can do little.
@Suite struct StreamTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write("a.asr", "param n = 1\n# %% Show\nprint(n)\n")
  }

  @Test(arguments: [
    "--version", "a.asr", "a.asr --help", "check a.asr", "check --json a.asr", "check --help",
    "format - < a.asr", "rehearse a.asr", "runs", "-e 1", "- < a.asr",
  ])
  func `output that cannot be written is an error of every command`(command: String) throws {
    // A run to be listed.
    #expect(try Binary.run(script: "\"$0\" a.asr >/dev/null", in: folder).code == 0)
    for target in [">/dev/full", ">&-"] {
      let run = try Binary.run(script: "\"$0\" \(command) \(target)", in: folder)
      #expect(run.code == 1, "\(target): \(run.messages)")
      #expect(run.messages.contains("error: standard output cannot be written: "), "\(target)")
    }
  }

  @Test(arguments: [
    "-e 'for i in range(1000000) { print(i) }'", "a.asr --no-record",
    "- <a.asr",
  ])
  func `a reader that has left ends the program silently, as SIGPIPE would`(
    command: String
  ) throws {
    _ = try folder.write("a.asr", "for i in range(1000000) { print(i) }\n")
    let script = "{ \"$0\" \(command); echo $? >code; } | head -1"
    let run = try Binary.run(script: script, in: folder)
    #expect(run.output == "0\n")
    #expect(run.messages == "")
    #expect(try folder.text("code") == "141\n")
  }

  @Test(arguments: ["2>/dev/full", "2>&-"])
  func `messages that cannot be written are lost, and nothing else is`(target: String) throws {
    let run = try Binary.run(script: "\"$0\" a.asr --no-record \(target)", in: folder)
    #expect(run.code == 0)
    #expect(run.output == "[1/1] Show\n1\n")
    #expect(try Binary.run(script: "\"$0\" -e '1 +' \(target)", in: folder).code == 2)
  }

  @Test func `no stream at all is no crash`() throws {
    let script = "(exec <&- >&- 2>&-; \"$0\" a.asr); echo $?"
    #expect(try Binary.run(script: script, in: folder).output == "1\n")
  }

  @Test(arguments: [("</dev/null", 0), ("<&-", 2), ("</", 2)])
  func `an input that holds nothing ends the shell`(input: String, code: Int) throws {
    let run = try Binary.run(script: "\"$0\" \(input)", in: folder)
    #expect(run.code == code)
    #expect(run.output == "")
    #expect(code == 0 || run.message.hasPrefix("error: standard input cannot be read: "))
  }

  @Test func `a recipe of a line of ten megabytes is read`() throws {
    let text = "x = \"" + String(repeating: "ż", count: 5_000_000) + "\"\nprint(len(x))\n"
    let run = try Binary.run(["-"], in: folder, input: text)
    #expect(run.output == "5000000\n")
    let long = String(repeating: "x", count: 17 << 20)
    let refused = try Binary.run(["-"], in: folder, input: long)
    #expect(refused.code == 2)
    #expect(refused.message == "error: standard input is longer than 16 MB; it is no recipe")
  }

  @Test(arguments: [
    ["TERM": "xterm-256color"], ["TERM": ""], ["TERM": "no-such-terminal"],
    ["LANG": "C", "LC_ALL": "C"], ["LANG": "xx_YY.EBCDIC"], ["COLUMNS": "1"],
  ])
  func `letters are shown, whatever the terminal is`(extra: [String: String]) throws {
    for columns: UInt16 in [0, 1, 2, 80, .max] {
      let terminal = try PseudoTerminal(
        columns: columns, environment: Binary.environment(home: folder.path).merging(extra) { $1 },
        folder: folder.path)
      terminal.type("print(\"<\" + \"żó\" * 3 + \">\")\r")
      try terminal.see("<żóżóżó>\r\n")
      terminal.type("[1] * 50\r")
      try terminal.see("(50 items)\r\n")
      terminal.type("\u{4}")
      #expect(try terminal.end() == 0, "\(columns) columns")
    }
  }

  @Test func `a table fits a window of one column`() throws {
    let run = try Binary.run(
      ["-e", "synthesize_dataset([\"one\"], \"speech\").show()"], in: folder,
      environment: ["COLUMNS": "1"])
    #expect(run.code == 0)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count == 1 })
  }
}
