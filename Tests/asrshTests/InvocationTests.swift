internal import Language
internal import Testing

@testable import asrsh

/// What the command line asks for.
@Suite struct InvocationTests {
  @Test(arguments: [
    ([], Invocation.open),
    (["a.asr"], .run(.file("a.asr"), parameters: [:], stays: false, runs: "runs")),
    (
      ["a.asr", "n=3", "lr=-1e-4", "s=a=b", "e="],
      .run(
        .file("a.asr"), parameters: ["n": "3", "lr": "-1e-4", "s": "a=b", "e": ""], stays: false,
        runs: "runs")
    ),
    (
      ["-i", "a.asr", "n=3"],
      .run(.file("a.asr"), parameters: ["n": "3"], stays: true, runs: "runs")
    ),
    (["a.asr", "-i"], .run(.file("a.asr"), parameters: [:], stays: true, runs: "runs")),
    (["-"], .run(.standardInput, parameters: [:], stays: false)),
    (["-e", "1 + 1"], .run(.expression("1 + 1"), parameters: [:], stays: false)),
    (["-e", "-1"], .run(.expression("-1"), parameters: [:], stays: false)),
    (["-e", "check"], .run(.expression("check"), parameters: [:], stays: false)),
    (["a.asr", "--help"], .explain(.file("a.asr"))),
    (["--help", "a.asr"], .explain(.file("a.asr"))),
    (["./check"], .run(.file("./check"), parameters: [:], stays: false, runs: "runs")),
    (["--version"], .show("asrsh \(version)\n")),
  ])
  func `arguments are read`(arguments: [String], invocation: Invocation) throws {
    #expect(try Invocation.read(arguments).invocation == invocation)
  }

  @Test(arguments: [
    (["--bogus"], "unknown option '--bogus'"), (["a.asr", "3"], "\"3\" is not of the form"),
    (["a.asr", "=3"], "\"=3\" is not of the form"),
    (["a.asr", "n=1", "n=2"], "the parameter n is given"),
    (["-e"], "missing value"), (["-e", "1", "a.asr"], "-e stands alone"),
  ])
  func `wrong arguments are refused in one line`(arguments: [String], message: String) {
    let error = #expect(throws: Diagnostic.self) { try Invocation.read(arguments) }
    #expect(error?.message.hasPrefix(message) == true)
    #expect(error?.message.contains("\n") == false)
  }

  @Test func `colours can be refused`() throws {
    #expect(try Invocation.read(["--no-color"]).refusesColor)
    #expect(try Invocation.read(["a.asr", "--no-color"]).refusesColor)
    #expect(try !Invocation.read(["a.asr"]).refusesColor)
  }

  @Test func `help names all options`() throws {
    guard case .show(let text) = try Invocation.read(["--help"]).invocation else {
      Issue.record("--help shows a text")
      return
    }
    for option in ["-e ", "-i", "--no-color", "--version", "--help", "asrsh check"] {
      #expect(text.contains(option))
    }
  }
}
