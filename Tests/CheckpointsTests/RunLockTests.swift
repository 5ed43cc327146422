import Foundation
import TestSupport
import Testing

@testable import Checkpoints

struct RunLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a second lock is told at once who has the first`() throws {
    let path = folder.file("deep/run")
    var first: RunLock? = try RunLock(folder: path)
    #expect(first?.isEnforced == true)
    let error = #expect(throws: CheckpointError.self) { try RunLock(folder: path) }
    let text = "\(try #require(error))"
    #expect(text.contains("process \(getpid()) on ") && text.contains(" since 20"), "\(text)")
    first?.release()
    _ = try RunLock(folder: path)
    first = nil
    _ = try RunLock(folder: path)
  }

  @Test func `words in the file of the lock are shown without what a terminal obeys`() throws {
    _ = try folder.write("LOCK", text: "\u{1B}[2J nobody\n" + String(repeating: "x", count: 10_000))
    let lock = try RunLock(folder: folder.path)
    let error = #expect(throws: CheckpointError.self) { try RunLock(folder: folder.path) }
    #expect(!"\(try #require(error))".contains("\u{1B}"))
    lock.release()
  }

  @Test func `a folder, a link or a pipe is no lock`() throws {
    for make in ["mkdir LOCK", "ln -s /dev/null LOCK", "mkfifo LOCK"] {
      let folder = try TemporaryFolder()
      try shell(make, in: folder.path)
      let error = #expect(throws: CheckpointError.self) { try RunLock(folder: folder.path) }
      guard case .folder = try #require(error) else {
        Issue.record("\(make): \(error.debugDescription)")
        continue
      }
    }
    _ = try folder.write("file", text: "")
    #expect(throws: CheckpointError.self) { try RunLock(folder: folder.file("file")) }
    #expect(throws: CheckpointError.self) { try RunLock(folder: "a\0b") }
  }

  @Test func `of many that start at once, one gets the lock`() throws {
    let trials = try (0..<50).map { _ in try Trial.start(["hold", folder.path]) }
    let answers = trials.map { $0.firstLine() }
    #expect(answers.count { $0 == "held" } == 1, "\(answers)")
    let others = answers.filter { $0 != "held" }
    #expect(others.allSatisfy { $0.contains("is in use: process ") }, "\(others)")
    for (trial, answer) in zip(trials, answers) where answer != "held" {
      #expect(trial.wait() == 2)
    }
    for (trial, answer) in zip(trials, answers) where answer == "held" { trial.kill() }
    for _ in 0..<5 {
      let next = try Trial.start(["hold", folder.path])
      #expect(next.firstLine() == "held")
      next.kill()
    }
  }
}
