internal import Foundation
internal import Testing

@testable internal import Datasets

/// Runs a shell script as if it were the speech program.
private func run(
  _ script: String, input: String = "", seconds: Int = 5, limit: Int = 1 << 20,
  isCancelled: () -> Bool = { false }
) throws -> String {
  let child = ChildProcess(
    program: "/bin/sh", arguments: ["-c", script], input: Array(input.utf8),
    environment: ["PATH=/usr/bin:/bin"], timeLimit: .seconds(seconds), outputLimit: limit)
  return String(decoding: try child.run(isCancelled: isCancelled), as: UTF8.self)
}

@Test func `text goes in and comes out`() throws {
  #expect(try run("cat", input: "ü\n-f /etc/passwd $(x)") == "ü\n-f /etc/passwd $(x)")
  #expect(try run("printf '%s' \"$0 $#\"") == "/bin/sh 0")
  let large = try run("head -c 900000 /dev/zero | tr '\\0' a")
  #expect(large.utf8.count == 900_000)
}

@Test func `an error status comes with the program's own words`() {
  #expect(throws: ChildProcess.Failure.failed(status: 3, message: "no voice")) {
    try run("echo trace >&2; echo no voice >&2; echo >&2; exit 3")
  }
  // However much a program says, it is heard to the end.
  #expect(throws: ChildProcess.Failure.failed(status: 4, message: "the end")) {
    try run("head -c 500000 /dev/zero | tr '\\0' a >&2; echo >&2; echo the end >&2; exit 4")
  }
  #expect(throws: ChildProcess.Failure.killed(signal: 9)) { try run("kill -9 $$") }
}

@Test func `a program that is missing or cannot run does not start`() throws {
  try withTemporaryFolder { folder in
    try write("text", folder + "/plain")
    for program in [folder + "/none", folder + "/plain", folder] {
      let child = ChildProcess(
        program: program, arguments: [], input: [], environment: [], timeLimit: .seconds(1),
        outputLimit: 1)
      #expect(throws: ChildProcess.Failure.self) { try child.run(isCancelled: { false }) }
    }
  }
}

@Test func `a program that hangs is stopped with all that it started`() throws {
  try withTemporaryFolder { folder in
    let start = ContinuousClock.now
    #expect(throws: ChildProcess.Failure.timeout) {
      try run("(sleep 3; touch \(folder)/late) & sleep 30", seconds: 1)
    }
    #expect(ContinuousClock.now - start < .seconds(3))
    Thread.sleep(forTimeInterval: 2.5)
    #expect(!FileManager.default.fileExists(atPath: folder + "/late"))
  }
}

@Test func `a program that leaves another behind is not waited for`() throws {
  let start = ContinuousClock.now
  #expect(try run("sleep 20 & echo done") == "done\n")
  #expect(ContinuousClock.now - start < .seconds(5))
}

@Test func `a program that writes without end is stopped`() {
  #expect(throws: ChildProcess.Failure.tooMuchOutput) { try run("cat /dev/zero", limit: 1 << 22) }
  #expect(throws: ChildProcess.Failure.tooMuchOutput) { try run("echo 12345", limit: 5) }
}

@Test func `closing its ends early harms nobody`() throws {
  #expect(try run("exec <&-; exec >&-; exit 0", input: "text") == "")
}

@Test func `the user stops a program`() {
  let start = ContinuousClock.now
  #expect(throws: ChildProcess.Failure.cancelled) {
    try run("sleep 30", isCancelled: { ContinuousClock.now - start > .milliseconds(100) })
  }
  #expect(ContinuousClock.now - start < .seconds(3))
}

@Test func `a file that grows beyond the limit ends the program`() throws {
  try withTemporaryFolder { folder in
    let child = ChildProcess(
      program: "/bin/sh", arguments: ["-c", "exec cat /dev/zero > \(folder)/large"], input: [],
      environment: ["PATH=/usr/bin:/bin"], timeLimit: .seconds(20), outputLimit: 1 << 20,
      outputFile: folder + "/large")
    #expect(throws: ChildProcess.Failure.tooMuchOutput) { try child.run(isCancelled: { false }) }
  }
}

@Test func `a program that never stops complaining is stopped in time`() throws {
  let start = ContinuousClock.now
  #expect(throws: ChildProcess.Failure.timeout) { try run("yes >&2", seconds: 1) }
  #expect(ContinuousClock.now - start < .seconds(5))
}
