import Foundation
import Glibc
import Hashing
import Tensors
import Text

@testable import Checkpoints

// A run without a model, which tests start, kill and deny the disk to.
//
//   checkpoint-trial run FOLDER STEPS [floats= keep= reserve= ballast= pause= control=]
//   checkpoint-trial check FOLDER       says which step is good: 0, or 1 if none is, or 3 if none is there
//   checkpoint-trial hold FOLDER        holds the lock until standard input ends, or exits with 2
//   checkpoint-trial measure FOLDER [floats=]

func say(_ text: String) {
  do { try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8)) } catch {}
}

/// Makes steps, each with a record in the log and a checkpoint; a save that fails stops nothing.
func run(_ folder: String, _ steps: Int, _ options: TrialOptions) throws -> Int32 {
  let lock = try RunLock(folder: folder, procedure: options.procedure)
  let store = try CheckpointStore(
    lock: lock, .continuing, options: options.store, procedure: options.procedure)
  var state = TrialState.after(0)
  if let found = try store.resume() {
    guard let read = try TrialState(found.checkpoint) else {
      say("wrong state in \(found.checkpoint.path)")
      return 4
    }
    state = read
    for skipped in found.skipped { say("skipped \(skipped.name) \(skipped.problem)") }
  }
  say("start \(state.step)")
  let log = try MetricsLog(lock: lock, through: state.step)
  var failure: CheckpointError?
  while state.step < steps {
    state.advance()
    try log.append(state.record)
    do throws(CheckpointError) {
      failure = nil
      if options.procedure.syncs { try log.synchronize() }
      let parts = try parts(of: state, options)
      let report = try store.save(step: state.step, parts: parts, isBest: state.step % 7 == 0)
      for warning in report.warnings { say("warning \(warning)") }
      say("saved \(state.step)")
    } catch {
      failure = error
      say("failed \(state.step) \(error)")
    }
    usleep(UInt32(options.number("pause", 0)) * 1000)
  }
  if let failure { throw failure }
  let bytes = try Array(Data(contentsOf: URL(filePath: folder + "/metrics.jsonl")))
  say("final \(state.step) \(state.chain) \(sha256(of: bytes))")
  return 0
}

func parts(
  of state: TrialState, _ options: TrialOptions
) throws(CheckpointError) -> [CheckpointPart] {
  do {
    return try state.parts(count: options.number("floats", 3000))
  } catch {
    throw error as? CheckpointError ?? .badPart(name: "", problem: "\(error)")
  }
}

func check(_ folder: String) throws -> Int32 {
  guard let found = try CheckpointArchive(folder: folder).newestGood() else {
    say("nothing")
    return 3
  }
  guard let state = try TrialState(found.checkpoint) else {
    say("wrong state in \(found.checkpoint.path)")
    return 4
  }
  say("good \(state.step)")
  return 0
}

func hold(_ folder: String) throws -> Int32 {
  do throws(CheckpointError) {
    let lock = try RunLock(folder: folder)
    say("held")
    _ = try? FileHandle.standardInput.readToEnd()
    lock.release()
    return 0
  } catch {
    say("\(error)")
    return 2
  }
}

/// Says how long saving and verifying take.
func measure(_ folder: String, _ options: TrialOptions) throws {
  let count = options.number("floats", 94_000_000)
  let tensors = TrialState.after(1).tensors(count: count)
  let store = try CheckpointStore(lock: RunLock(folder: folder), .continuing)
  func timed(_ name: String, _ work: () throws -> Void) rethrows {
    let start = ContinuousClock.now
    try work()
    let time = (ContinuousClock.now - start) / .milliseconds(1)
    say("\(name): \(Int(time)) ms for \(4 * count / 1_000_000) MB")
  }
  for step in 1...3 {
    try timed("save") {
      let part = try CheckpointPart(name: "weights.safetensors", tensors: tensors)
      _ = try store.save(step: step, parts: [part])
    }
  }
  timed("verify") { _ = store.archive.verify(step: 3) }
  let piece = [UInt8](repeating: 7, count: 1 << 20)
  timed("sha-256") {
    guard let digest = Digest(.sha256) else { return }
    for _ in 0..<(4 * count >> 20) { digest.update(piece) }
    _ = digest.finish()
  }
  timed("statistics") { for (name, tensor) in tensors { _ = TensorStatistics(tensor, name: name) } }
}

signal(SIGXFSZ, SIG_IGN)
let options = TrialOptions(Array(CommandLine.arguments.dropFirst()))
do {
  switch options.words.first {
  case "run" where options.words.count == 3:
    exit(try run(options.words[1], Int(options.words[2]) ?? 0, options))
  case "check" where options.words.count == 2: exit(try check(options.words[1]))
  case "hold" where options.words.count == 2: exit(try hold(options.words[1]))
  case "measure" where options.words.count == 2: try measure(options.words[1], options)
  default: exit(64)
  }
} catch {
  say("error \(error)")
  exit(1)
}
