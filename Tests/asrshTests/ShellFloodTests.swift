internal import Foundation
internal import Glibc
internal import TestSupport
internal import Testing

@testable import asrsh

/// What no person types: floods of letters, bytes that are none, and ends at bad times.
@Suite struct ShellFloodTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ extra: [String: String] = [:]) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      environment: Binary.environment(home: folder.path).merging(extra) { $1 }, folder: folder.path)
    try terminal.seePrompt()
    return terminal
  }

  /// Expects that the shell still computes, then leaves it.
  private func finish(_ terminal: PseudoTerminal) throws {
    terminal.type("6 * 7\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
  }

  @Test func `a paste of ten megabytes is refused, and the prompt is back`() throws {
    let terminal = try open()
    terminal.type("\u{1B}[200~x = \"" + String(repeating: "a", count: 10_000_000) + "\"\u{1B}[201~")
    try terminal.see("The pasted text is longer than 1 MB")
    try finish(terminal)
  }

  @Test func `a line of thirty thousand letters is a statement`() throws {
    let terminal = try open()
    terminal.type("x = \"" + String(repeating: "a", count: 30_000) + "\"\r")
    try terminal.seePrompt()
    terminal.type("len(x)\r")
    try terminal.see(answer: "30000")
    try terminal.seePrompt()
    try finish(terminal)
  }

  /// Bytes without those keys that stop a process (Ctrl-Z) or hold the terminal (Ctrl-S).
  private func junk(_ count: Int, seed: UInt64) -> [UInt8] {
    var randomness = Randomness(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &randomness) }
      .filter { ![0x1A, 0x13].contains($0) }
  }

  @Test func `a paste of bytes that are no text does no harm`() throws {
    let terminal = try open()
    let bytes = junk(100_000, seed: 1).filter { ![0x1B, 3, 0x1C].contains($0) }
    terminal.type(Array("\u{1B}[200~".utf8) + bytes + PastedText.end)
    usleep(300_000)
    terminal.type("\u{3}")
    try terminal.see("^C")
    try terminal.seePrompt()
    try finish(terminal)
  }

  @Test(arguments: 0..<4)
  func `bytes that come as if they were typed do no harm`(seed: UInt64) throws {
    let terminal = try open()
    terminal.type(junk(2_000, seed: seed).filter { $0 != 4 })
    // The first Ctrl-C may end a paste or a search, the next one gives up the statement.
    for _ in 0..<3 {
      usleep(100_000)
      terminal.type("\u{3}")
    }
    usleep(200_000)
    try finish(terminal)
  }

  @Test func `half a letter is given up with its statement`() throws {
    let terminal = try open()
    terminal.type(Array("x".utf8) + [0xE6, 0xBC])
    try terminal.see("x")
    terminal.type("\u{3}")
    try terminal.see("^C")
    try terminal.seePrompt()
    try finish(terminal)
  }

  @Test func `Ctrl-backslash does not end the shell while a statement is written`() throws {
    let terminal = try open()
    terminal.type("x =")
    try terminal.see("x =")
    terminal.type("\u{1C}")
    usleep(100_000)
    terminal.type(" 5; 6 * 7\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try finish(terminal)
  }

  @Test func `Ctrl-D and Ctrl-C while a statement runs keep the session`() throws {
    let terminal = try open()
    terminal.type("x = 41; while true { }\r")
    try terminal.see("\u{1B}[?2004l")
    usleep(100_000)
    terminal.type("\u{4}")
    usleep(100_000)
    terminal.type("\u{3}")
    try terminal.see("interrupted")
    try terminal.seePrompt()
    terminal.type("x + 1\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    try finish(terminal)
  }

  @Test func `Ctrl-Z stops the shell, which goes on when it is taken up again`() throws {
    let script = "set -m; \"$0\"; echo stopped; fg >/dev/null; echo stopped again; fg >/dev/null"
    let terminal = try PseudoTerminal(
      ["-c", script, Binary.path], program: "/bin/sh",
      environment: Binary.environment(home: folder.path), folder: folder.path)
    try terminal.seePrompt()
    terminal.type("x\u{1A}")
    try terminal.see("stopped\r\n")
    try terminal.seePrompt()
    terminal.type("\u{15}while true { }\r")
    try terminal.see("\u{1B}[?2004l")
    usleep(100_000)
    terminal.type("\u{1A}")
    try terminal.see("stopped again\r\n")
    usleep(200_000)
    terminal.type("\u{3}")
    try terminal.see("interrupted")
    try terminal.seePrompt()
    terminal.type("6 * 7\r")
    try terminal.see(answer: "42")
    try terminal.seePrompt()
    terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
  }

  @Test func `the history is whole whenever the shell is killed`() throws {
    let path = folder.file("history")
    // So long that every statement makes the file be written anew.
    let old = (0..<300).map { "old_\($0) = \"" + String(repeating: "x", count: 4_000) + "\"" }
    for statement in old { try HistoryFile(path: path).append(statement) }
    var known = Set(try HistoryFile(path: path).load().statements.suffix(50))
    for attempt in 0..<10 {
      let terminal = try open(["ASRSH_HISTORY": path])
      for number in 0..<4 {
        terminal.type("k\(attempt)_\(number) = \"\(String(repeating: "y", count: 500))\"\r")
      }
      // Other instants each time.
      usleep(UInt32(attempt * 12_000))
      kill(terminal.process, SIGKILL)
      _ = try terminal.end()
      let lines = try folder.text("history").split(separator: "\n")
      #expect(lines.allSatisfy { $0.hasPrefix("{\"text\":\"") && $0.hasSuffix("\"}") })
      let statements = Set(try HistoryFile(path: path).load().statements)
      #expect(statements.isSuperset(of: known), "attempt \(attempt)")
      known.formUnion(statements.filter { $0.hasPrefix("k") })
    }
    #expect(known.count > 60)
    try finish(try open(["ASRSH_HISTORY": path]))
  }

  @Test func `a history of another program is left alone, and that is said once`() throws {
    let text = String(repeating: "ls -l\n", count: 200_000)
    _ = try folder.write("history", text)
    let terminal = try PseudoTerminal(
      environment: Binary.environment(home: folder.path)
        .merging(["ASRSH_HISTORY": folder.file("history")]) { $1 }, folder: folder.path)
    try terminal.see("it is no history of asrsh, and stays as it is")
    try terminal.seePrompt()
    terminal.type("x = 1\r")
    #expect(!(try terminal.see("\u{1B}[?2004h")).contains("history"))
    try finish(terminal)
    #expect(try folder.text("history") == text)
  }
}
