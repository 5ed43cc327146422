internal import Foundation
internal import Testing

@testable import asrsh

/// The program as it is run from a command line: what it says, and how it exits.
@Suite struct ProgramTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `an expression is displayed`() throws {
    let run = try Binary.run(["-e", "6 * 7"], in: folder)
    #expect(run.output == "42\n")
    #expect(run.messages == "")
    #expect(run.code == 0)
  }

  @Test func `standard input is run, with and without a dash`() throws {
    for arguments in [["-"], []] {
      let run = try Binary.run(arguments, in: folder, input: "x = 6\nprint(x * 7)\n")
      #expect(run.output == "42\n")
      #expect(run.code == 0)
    }
  }

  @Test func `a recipe is run with its parameters`() throws {
    let path = try folder.write("a.asr", "param n = 1 \"a number\"\nprint(n * 7)\n")
    #expect(try Binary.run([path], in: folder).output == "7\n")
    #expect(try Binary.run([path, "n=6"], in: folder).output == "42\n")
  }

  @Test func `steps are shown with their numbers`() throws {
    let path = try folder.write("a.asr", "# %% Load\nprint(1)\n# %% Train\nprint(2)\n")
    let run = try Binary.run([path], in: folder)
    #expect(run.output == "[1/2] Load\n1\n\n[2/2] Train\n2\n")
    #expect(run.messages.split(separator: "\n").count == 3)
    #expect(run.messages.hasPrefix("[1/2] took "))
    #expect(run.messages.contains("report: runs/a/"))
    #expect(run.code == 0)
  }

  @Test func `a recipe that fails exits with 1`() throws {
    let path = try folder.write("a.asr", "print(1)\n[1][5]\nprint(2)\n")
    let run = try Binary.run([path], in: folder)
    #expect(run.code == 1)
    #expect(run.output == "1\n")
    #expect(run.message.hasPrefix("error: "))
    #expect(run.messages.contains("\(path):2:5"))
  }

  @Test(arguments: ["n=abc", "m=1", "n=1.5", "n=", "x"])
  func `wrong parameters stop a recipe before it starts`(argument: String) throws {
    let path = try folder.write("a.asr", "param n = 1\nprint(n)\n")
    let run = try Binary.run([path, argument], in: folder)
    #expect(run.code == 2)
    #expect(run.output == "")
    #expect(run.message.hasPrefix("error: "))
  }

  @Test func `what cannot start exits with 2 and says why`() throws {
    let broken = try folder.write("a.asr", "print(1)\nx = (\n")
    let binary = try folder.write("b.asr", [0x61, 0xFF])
    for arguments in [[broken], [binary], ["none.asr"], [folder.path], ["--bogus"], ["-e"]] {
      let run = try Binary.run(arguments, in: folder)
      #expect(run.code == 2)
      #expect(run.output == "")
      #expect(run.message.hasPrefix("error: "))
    }
  }

  @Test func `check finds what parsing finds`() throws {
    let good = try folder.write("good.asr", "x = 1\n")
    let bad = try folder.write("bad.asr", "x = 1\ny = = 2\nz = (\n")
    #expect(try Binary.run(["check", good], in: folder).code == 0)
    let run = try Binary.run(["check", good, bad], in: folder)
    #expect(run.code == 2)
    #expect(run.messages.contains("bad.asr:2:"))
    #expect(run.messages.split(separator: "\n").count { $0.hasPrefix("error: ") } == 2)
  }

  @Test func `the parameters of a recipe are listed`() throws {
    let path = try folder.write("a.asr", "param n = 1 \"a number\"\nprint(n)\n")
    let run = try Binary.run([path, "--help"], in: folder)
    #expect(run.code == 0)
    #expect(run.output.contains("n  int  = 1  a number"))
  }

  @Test(arguments: ["--help", "--version"])
  func `the program explains itself`(option: String) throws {
    let run = try Binary.run([option], in: folder)
    #expect(run.code == 0)
    #expect(run.output.contains("asrsh"))
    #expect(run.messages == "")
  }

  @Test(arguments: ["\"$0\" -e '1' >&-", "\"$0\" -e '1' >/dev/full", "\"$0\" --help >/dev/full"])
  func `output that cannot be written is an error`(script: String) throws {
    let run = try Binary.run(script: script, in: folder)
    #expect(run.code == 1)
    #expect(run.message.hasPrefix("error: standard output cannot be written: "))
  }

  @Test func `a reader that leaves ends the run`() throws {
    let script = "{ \"$0\" -e 'while true { print(1) }'; echo $? >code; } | head -n 1"
    let run = try Binary.run(script: script, in: folder)
    #expect(run.output == "1\n")
    #expect(try folder.text("code") == "141\n")
    #expect(run.messages == "")
  }

  @Test func `standard input that is closed is an error`() throws {
    let run = try Binary.run(script: "\"$0\" - <&-", in: folder)
    #expect(run.code == 2)
    #expect(run.message.hasPrefix("error: standard input cannot be read: "))
  }

  @Test func `Ctrl-C stops a recipe with 130 and one line`() throws {
    let path = try folder.write("a.asr", "print(\"ready\")\nwhile true { }\n")
    let process = try Binary.start(Binary.path, [path], in: folder)
    while try folder.text("stdout") != "ready\n" { Thread.sleep(forTimeInterval: 0.02) }
    process.interrupt()
    let run = try Binary.finish(process, in: folder)
    #expect(run.code == 130)
    #expect(run.messages.hasPrefix("interrupted at \(path):2:"))
    #expect(run.messages.split(separator: "\n").count == 1)
  }

  @Test func `Ctrl-C ends a wait for the recipe`() throws {
    let script = "mkfifo pipe; \"$0\" pipe & sleep 0.5; kill -INT $!; wait $!"
    #expect(try Binary.run(script: script, in: folder).code == 130)
  }

  @Test func `no colours go where no terminal is`() throws {
    let run = try Binary.run(["-e", "nothing_of_that_name"], in: folder)
    #expect(!run.messages.contains("\u{1B}"))
  }

  @Test func `an abyss of calls is an error`() throws {
    let run = try Binary.run(["-e", "def f(x) { f(x + 1) }\nf(0)"], in: folder)
    #expect(run.code == 1)
    #expect(run.message.hasPrefix("error: "))
  }
}
