import Foundation
import Testing

/// A process that saves checkpoints, or looks at them: the program `checkpoint-trial`.
final class Trial {
  private let process = Process()
  private let output = Pipe()
  private let input = Pipe()
  private var file: URL?

  /// Where the program is.
  static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "checkpoint-trial").path

  /// Starts the program; with `file` its output goes there instead of to a pipe.
  static func start(
    _ arguments: [String], environment: [String: String] = [:], to file: URL? = nil
  ) throws -> Trial {
    try Trial(path, arguments, environment, file)
  }

  private init(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ file: URL?
  ) throws {
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
      .merging(environment) { $1 }
    process.standardInput = input
    if let file {
      try Data().write(to: file)
      process.standardOutput = try FileHandle(forWritingTo: file)
      self.file = file
    } else {
      process.standardOutput = output
    }
    process.standardError = FileHandle.standardError
    try process.run()
  }

  /// The number of the process.
  var number: Int32 { process.processIdentifier }

  /// The first line that the process says.
  func firstLine() -> String {
    var bytes = Data()
    while let more = try? output.fileHandleForReading.read(upToCount: 1), let byte = more.first,
      byte != 0x0A
    { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits for the end, and returns the exit code, or 128 and the signal that ended the process.
  @discardableResult
  func wait() -> Int32 {
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return process.terminationStatus + (isSignal ? 128 : 0)
  }

  /// Ends the process at once.
  func kill() {
    Foundation.kill(number, SIGKILL)
    wait()
  }

  /// How a process ended.
  struct Outcome {
    let code: Int32
    let lines: [String]

    /// The last step that was said to be saved.
    var saved: Int? { Trial.steps("saved", lines).last }
    /// The line that says what the whole run came to.
    var final: String? { lines.last { $0.hasPrefix("final ") } }
  }

  /// The steps that lines of a kind name.
  static func steps(_ kind: String, _ lines: [String]) -> [Int] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      return words.first.map(String.init) == kind && words.count > 1 ? Int(words[1]) : nil
    }
  }

  /// Reads what the process says to its end.
  func outcome() -> Outcome {
    let bytes: Data
    if let file {
      wait()
      bytes = (try? Data(contentsOf: file)) ?? Data()
    } else {
      bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
      wait()
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    return Outcome(code: wait(), lines: lines)
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try start(arguments, environment: environment).outcome()
  }

  /// Runs a command of the shell to its end.
  @discardableResult
  static func shell(_ command: String) throws -> Outcome {
    try Trial("/bin/sh", ["-c", command], [:], nil).outcome()
  }
}

/// Runs a command of the shell in a folder.
func shell(_ command: String, in folder: String) throws {
  #expect(try Trial.shell("cd '\(folder)' && \(command)").code == 0, "\(command)")
}
