internal import ArgumentParser
internal import Language
internal import Testing

@testable import asrsh

/// The commands that the first word of the command line names.
@Suite struct SubcommandTests {
  @Test func `the first word chooses a subcommand`() throws {
    let command = try Subcommands.read(["check", "a.asr", "-"]) as? CheckCommand
    #expect(command?.words == ["a.asr", "-"])
    #expect(command?.common.noColor == false)
    #expect(try Subcommands.read(["check", "a.asr", "--no-color"])?.common.noColor == true)
  }

  @Test(arguments: [[], ["a.asr"], ["./check"], ["-e", "check"], ["a.asr", "check"], ["--help"]])
  func `other words choose none`(arguments: [String]) throws {
    #expect(try Subcommands.read(arguments) == nil)
  }

  @Test(arguments: [
    (["check"], "asrsh check needs a recipe"), (["check", "--bogus"], "unknown option '--bogus'"),
  ])
  func `wrong arguments are refused in one line`(arguments: [String], message: String) {
    let error = #expect(throws: Diagnostic.self) { _ = try Subcommands.read(arguments) }
    #expect(error?.message.hasPrefix(message) == true)
    #expect(error?.message.contains("\n") == false)
  }

  @Test func `every subcommand has its own name, its help and its place in the list`() throws {
    let names = Subcommands.all.map { $0.name }
    #expect(Set(names).count == names.count)
    guard case .show(let text) = try Invocation.read(["--help"]).invocation else {
      Issue.record("--help shows a text")
      return
    }
    for type in Subcommands.all {
      #expect(try Subcommands.read([type.name, "--help"])?.common.help == true)
      #expect(type.helpText.contains("asrsh \(type.name) \(type.arguments)"))
      #expect(text.contains("asrsh \(type.name) \(type.arguments)"))
      #expect(text.contains("\(type.name)  "))
      #expect(text.contains(type.configuration.abstract))
    }
  }

  @Test func `a subcommand explains itself`() throws {
    let folder = try TemporaryFolder()
    let run = try Binary.run(["check", "--help"], in: folder)
    #expect(run.code == 0)
    #expect(run.output.contains("asrsh check RECIPE ..."))
    #expect(run.messages == "")
  }
}
