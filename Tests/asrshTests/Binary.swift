internal import Foundation

/// The program as it was built next to these tests, run as users run it.
enum Binary {
  /// Where it is.
  static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "asrsh").path

  /// An environment that does not depend on who runs the tests.
  static func environment(home: String) -> [String: String] {
    ["PATH": "/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color"]
  }

  /// How a run ended.
  struct Outcome {
    let code: Int32
    let output: String
    let messages: String
    /// The first line of the messages.
    var message: String { messages.split(separator: "\n").first.map(String.init) ?? "" }
  }

  /// Runs the program to its end in `folder`; standard input holds `input`.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, input: String = "",
    environment extra: [String: String] = [:]
  ) throws -> Outcome {
    try finish(start(path, arguments, in: folder, input: input, environment: extra), in: folder)
  }

  /// Runs the shell command `script`, in which `$0` is the program.
  static func run(script: String, in folder: TemporaryFolder) throws -> Outcome {
    try finish(start("/bin/sh", ["-c", script, path], in: folder), in: folder)
  }

  /// Starts a program with its streams connected to files in `folder`.
  static func start(
    _ program: String, _ arguments: [String], in folder: TemporaryFolder, input: String = "",
    environment extra: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = environment(home: folder.path).merging(extra) { $1 }
    let input = try folder.write("stdin", input)
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: input))
    process.standardOutput = try writing(to: "stdout", in: folder)
    process.standardError = try writing(to: "stderr", in: folder)
    try process.run()
    return process
  }

  /// Waits for the end of a process started here.
  static func finish(_ process: Process, in folder: TemporaryFolder) throws -> Outcome {
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus, output: try folder.text("stdout"),
      messages: try folder.text("stderr"))
  }

  private static func writing(to name: String, in folder: TemporaryFolder) throws -> FileHandle {
    try FileHandle(forWritingTo: URL(filePath: folder.write(name, "")))
  }
}
