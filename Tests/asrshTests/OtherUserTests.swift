internal import Foundation
internal import Glibc
internal import Testing

/// Whether the tests may become another user.
private let canChangeUser =
  geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

/// Limits that hold only for users without all rights; a test that has them gives them up.
@Suite(.enabled(if: canChangeUser)) struct OtherUserTests {
  let folder: TemporaryFolder
  /// A user that has no process but those of a test.
  private let user = Int.random(in: 200_000...900_000)

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write("a.asr", "print(6 * 7)\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o777], ofItemAtPath: folder.path)
    // The folder of the build may be closed to others. A copy that this process wrote could still be open
    // for writing in a child that another test starts meanwhile, and then would not run.
    let copied = try Binary.run(script: "cp '\(Binary.path)' asrsh", in: folder)
    try #require(copied.code == 0, "\(copied)")
  }

  private func run(_ limits: String, _ arguments: String) throws -> Binary.Outcome {
    let change = "setpriv --reuid=\(user) --regid=\(user) --clear-groups"
    return try Binary.run(
      script: "\(limits); exec \(change) timeout -s KILL 20 ./asrsh \(arguments)", in: folder)
  }

  @Test func `files that nobody may read are an error where they are read`() throws {
    let recipe = try run("umask 777", "a.asr")
    #expect(recipe.code == 0)
    #expect(recipe.output == "42\n")
    #expect(recipe.message.hasPrefix("this run is not recorded: "))
    #expect(recipe.message.hasSuffix("Permission denied"))
    let speech = try run("umask 777", "-e 'synthesize_dataset([\"a\"], \"speech\")'")
    #expect(speech.code == 1)
    #expect(speech.message.hasSuffix("Permission denied"), "\(speech.message)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("speech")) == [])
  }

  @Test(arguments: 3...8)
  func `few threads end in an error or a result`(count: Int) throws {
    // The shell's own `ulimit` has no such limit, or by another letter.
    let run = try run(
      "prlimit --pid $$ --nproc=\(count) || exit 99",
      "-e '(ones([300, 200]) @ ones([200, 300])).sum()'")
    // The libraries that start threads before the program begins end it themselves.
    let isRefused = run.code == SIGINT && run.messages.contains("Resource temporarily unavailable")
    let isError = run.code == 2 && run.message.hasSuffix("Resource temporarily unavailable")
    #expect(isRefused || isError || run.output == "18000000.0\n", "\(run)")
    #expect([0, 2, SIGINT].contains(run.code), "\(run)")
  }
}
