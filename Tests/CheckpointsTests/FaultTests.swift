import Foundation
import TestSupport
import Testing

/// Kills, failing system calls, full disks and power cuts, over and over; minutes of work.
///
/// `make test-faults` runs them.
@Suite(.enabled(if: isHeavy), .serialized)
struct FaultTests {
  private let scratch: TemporaryFolder
  private var folder: String { scratch.file("run") }

  init() throws { scratch = try TemporaryFolder() }

  private func check(_ folder: String) throws -> Int? {
    let outcome = try Trial.run(["check", folder])
    return outcome.code == 0 ? Trial.steps("good", outcome.lines).last : nil
  }

  @Test(.timeLimit(.minutes(5)))
  func `200 kills lose nothing, and the end is the same`() throws {
    let arguments = ["run", folder, "150", "floats=200000"]
    let reference = try Trial.run(["run", scratch.file("reference"), "150", "floats=200000"])
    #expect(reference.code == 0)
    var chance = Randomness(seed: 1)
    var (kills, insideSave, finished, reported) = (0, 0, 0, 0)
    while kills < 200 {
      let file = URL(filePath: scratch.file("output"))
      let trial = try Trial.start(arguments, to: file)
      usleep(UInt32.random(in: 15_000...90_000, using: &chance))
      trial.kill()
      kills += 1
      let outcome = trial.outcome()
      reported = max(reported, outcome.saved ?? 0)
      let left = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      if left.contains(where: { $0.hasPrefix(".tmp-") }) { insideSave += 1 }
      let good = try check(folder) ?? 0
      #expect(good >= reported, "kill \(kills): \(reported) was reported, \(good) is there")
      guard outcome.final != nil else { continue }
      #expect(outcome.final == reference.final)
      finished += 1
      reported = 0
      try FileManager.default.removeItem(atPath: folder)
    }
    let end = try Trial.run(arguments)
    #expect(end.final == reference.final)
    print("\(kills) kills, \(insideSave) of them inside a save, \(finished) runs finished between")
    #expect(insideSave >= 60)
  }

  /// A way in which calls fail.
  private struct Fault {
    let call: String
    let mode: String
    let error: Int32
  }

  private var faults: [Fault] {
    let calls = [
      "write", "fsync", "rename", "open", "mkdir", "close", "truncate", "fallocate", "unlink",
    ]
    var all = calls.flatMap { call in
      ["once", "always", "kill"].map {
        Fault(call: call, mode: $0, error: ["fsync", "close"].contains(call) ? EIO : ENOSPC)
      }
    }
    for call in ["write", "fallocate"] { all.append(Fault(call: call, mode: "once", error: EIO)) }
    all.append(Fault(call: "write", mode: "once", error: EINTR))
    all.append(Fault(call: "write", mode: "short", error: EIO))
    all.append(Fault(call: "rename", mode: "once", error: EINVAL))
    return all
  }

  @Test(.timeLimit(.minutes(8)))
  func `every call of a save that fails leaves the old or the new`() throws {
    let library = scratch.file("interpose.so")
    let source = URL(filePath: fixturePath("")).deletingLastPathComponent()
      .appending(path: "Faults/interpose.c").path
    let build = "cc -shared -fPIC -O1 -o '\(library)' '\(source)' -ldl"
    try #require(try Trial.shell(build).code == 0)
    let floats = "floats=40000"
    let base = scratch.file("base")
    #expect(try Trial.run(["run", base, "2", floats]).code == 0)
    // Half a record, which has to be taken away.
    try shell("printf '{\"step\": 3, \"lo' >> base/metrics.jsonl", in: scratch.path)
    let reference = try Trial.run(["run", scratch.file("reference"), "5", floats])
    var points = 0
    for fault in faults {
      for number in 1... {
        let counter = scratch.file("count")
        try shell("rm -rf run count && cp -a base run", in: scratch.path)
        let outcome = try Trial.run(
          ["run", folder, "4", floats],
          environment: [
            "LD_PRELOAD": library, "FAULT_PATH": folder, "FAULT_CALL": fault.call,
            "FAULT_MODE": fault.mode, "FAULT_AT": "\(number)", "FAULT_ERROR": "\(fault.error)",
            "FAULT_COUNT": counter,
          ])
        let text = (try? String(contentsOfFile: counter, encoding: .utf8)) ?? ""
        let count = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
        if let count, count < number { break }
        points += 1
        let place = "\(fault) at \(number): \(outcome)"
        #expect([0, 1, 137].contains(outcome.code), "\(place)")
        let good = try check(folder) ?? 0
        #expect(good >= max(2, outcome.saved ?? 2), "\(good) is good: \(place)")
        let end = try Trial.run(["run", folder, "5", floats])
        #expect(end.code == 0 && end.final == reference.final, "\(end.lines) after \(place)")
        let names = try scratch.names(in: "run")
        #expect(!names.contains { $0.hasPrefix(".tmp-") || $0.hasPrefix(".del-") }, "\(names)")
      }
    }
    print("\(points) points of \(faults.count) faults")
    #expect(points > 150)
  }

  @Test func `a second process is refused at once, and the next starts when the first is killed`()
    throws
  {
    for _ in 0..<50 {
      let first = try Trial.start(["hold", folder])
      #expect(first.firstLine() == "held")
      let start = ContinuousClock.now
      let second = try Trial.run(["hold", folder])
      #expect(ContinuousClock.now - start < .seconds(1))
      #expect(second.code == 2 && second.lines.first?.contains("process \(first.number)") == true)
      // Who only looks needs no lock.
      #expect(try Trial.run(["check", folder]).code == 3)
      first.kill()
    }
  }

  @Test func `a file that may not grow is a failed save`() throws {
    #expect(try Trial.run(["run", folder, "2"]).code == 0)
    let outcome = try Trial.shell(
      "ulimit -f 20; exec '\(Trial.path)' run '\(folder)' 4 floats=100000")
    #expect(outcome.code == 1 && Trial.steps("failed", outcome.lines) == [3, 4], "\(outcome)")
    #expect(try check(folder) == 2)
  }
}
