import Foundation
import TestSupport
import Testing

/// Disks of our own: too small ones, and one whose power is cut.
///
/// They need the right to mount; where that is missing they are left out.
@Suite(.enabled(if: isHeavy && geteuid() == 0), .serialized)
struct PowerCutTests {
  private let scratch: TemporaryFolder

  init() throws {
    scratch = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.file("disk"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: scratch.file("copy"), withIntermediateDirectories: true)
  }

  private func check(_ folder: String) throws -> Int? {
    let outcome = try Trial.run(["check", folder])
    return outcome.code == 0 ? Trial.steps("good", outcome.lines).last : nil
  }

  private func unmounting<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    defer { _ = try? Trial.shell("umount '\(scratch.file(name))'") }
    return try body()
  }

  /// Cuts the power so many times, and returns how often what was reported was there afterwards.
  private func survivedCuts(_ count: Int, _ options: [String]) throws -> Int {
    var chance = Randomness(seed: 7)
    var survived = 0
    for cut in 0..<count {
      try shell(
        "truncate -s 64M image && mkfs.ext4 -q -F image && mount -o loop,commit=300 image disk",
        in: scratch.path)
      try unmounting("disk") {
        let file = URL(filePath: scratch.file("output"))
        let trial = try Trial.start(
          ["run", scratch.file("disk/run"), "1000", "floats=50000"] + options, to: file)
        // At least one checkpoint, so that there is something to lose.
        while try !String(contentsOf: file, encoding: .utf8).contains("saved 1\n") { usleep(5000) }
        usleep(UInt32.random(in: 1000...60_000, using: &chance))
        kill(trial.number, SIGSTOP)
        usleep(20_000)
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let reported = Trial.steps("saved", lines.map(String.init)).last ?? 0
        try shell("cp --sparse=always image snapshot", in: scratch.path)
        trial.kill()
        try shell("mount -o loop snapshot copy", in: scratch.path)
        try unmounting("copy") {
          if let good = try check(scratch.file("copy/run")), good >= reported {
            survived += 1
            guard cut % 10 == 0 else { return }
            // The run goes on from there.
            let next = try Trial.run(
              ["run", scratch.file("copy/run"), "\(good + 2)", "floats=50000"])
            #expect(next.code == 0 && next.lines.contains("start \(good)"), "\(next)")
          }
        }
      }
      try shell("rm -f image snapshot", in: scratch.path)
    }
    return survived
  }

  @Test(.timeLimit(.minutes(5)))
  func `a power cut loses nothing that was reported`() throws {
    let survived = try survivedCuts(100, [])
    print("\(survived) of 100 power cuts lost nothing")
    #expect(survived == 100)
  }

  @Test(.timeLimit(.minutes(5)))
  func `without waiting for the disk, a power cut loses what was reported`() throws {
    let survived = try survivedCuts(20, ["control=syncs"])
    print("without fsync \(survived) of 20 power cuts lost nothing")
    #expect(survived <= 1)
  }

  @Test func `a disk that is too small loses nothing`() throws {
    let floats = 200_000
    let size = 4 * floats + 2000
    for times in 1...5 {
      for room in [0, 100_000, 400_000] {
        let bytes = times * size + room
        try shell("mount -t tmpfs -o size=\(bytes) tmpfs disk", in: scratch.path)
        try unmounting("disk") {
          let run = scratch.file("disk/run")
          let outcome = try Trial.run(
            ["run", run, "6", "floats=\(floats)", "reserve=8192", "ballast=16384"])
          let saved = outcome.saved ?? 0
          #expect(try check(run) ?? 0 == saved, "\(times) times: \(outcome)")
          #expect(outcome.code == (saved == 6 ? 0 : 1), "\(times) times: \(outcome)")
          if times >= 4 { #expect(saved == 6, "\(times) times: \(outcome)") }
          // Its text says what is needed and what is there.
          if saved < 6 {
            let words = ["needed", "needs", "No space left"]
            #expect(outcome.lines.contains { line in words.contains { line.contains($0) } })
          }
          // A run that is there can be gone on with on a full disk too.
          _ = try Trial.shell("cat /dev/zero > '\(scratch.file("disk/filler"))'")
          let next = try Trial.run(["run", run, "7", "floats=\(floats)", "ballast=0"])
          if saved > 0 { #expect(next.lines.first == "start \(saved)", "\(next)") }
          #expect(try check(run) ?? 0 == saved)
        }
      }
    }
  }

  @Test func `a disk without room for files loses nothing`() throws {
    for inodes in 4...30 {
      try shell("mount -t tmpfs -o size=8m,nr_inodes=\(inodes) tmpfs disk", in: scratch.path)
      try unmounting("disk") {
        let run = scratch.file("disk/run")
        let outcome = try Trial.run(["run", run, "6", "ballast=0"])
        #expect(try check(run) ?? 0 == outcome.saved ?? 0, "\(inodes) files: \(outcome)")
        if inodes >= 26 { #expect(outcome.saved == 6, "\(inodes) files: \(outcome)") }
      }
    }
  }

  @Test func `a disk that cannot be written can be looked at`() throws {
    try shell("mount -t tmpfs -o size=8m tmpfs disk", in: scratch.path)
    try unmounting("disk") {
      let run = scratch.file("disk/run")
      #expect(try Trial.run(["run", run, "2"]).code == 0)
      try shell("mount -o remount,ro disk", in: scratch.path)
      #expect(try check(run) == 2)
      let next = try Trial.run(["run", run, "3"])
      #expect(next.code == 1 && next.lines.last?.contains("Read-only file system") == true)
    }
  }
}
