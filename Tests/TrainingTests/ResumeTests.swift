import Audio
import Autograd
import Checkpoints
import Foundation
import Models
import Synchronization
import Tensors
import TestSupport
import Testing

@testable import Training

private func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = try TemporaryFolder()
  try body(folder.path)
}

private var evaluationRows: [Utterance] { Tones.utterances(6, seed: 3) }

/// Eleven updates of two batches each, evaluations after 4, 8 and 11, checkpoints after every third too.
private func options() -> FitOptions {
  var options = FitOptions()
  options.maxSteps = 11
  options.batchSize = 4
  options.gradientAccumulationSteps = 2
  options.learningRate = 1e-2
  options.warmupSteps = 3
  options.schedule = .cosine()
  options.weightDecay = 0.01
  options.evalSteps = 4
  options.loggingSteps = 1
  options.saveSteps = 3
  options.specAugment = SpecAugment()
  return options
}

private func model() throws -> any SpeechModel { try Tones.model(seed: 4, dropout: 0.2) }

private func folder(_ path: String, resumes: Bool, allowsChanges: Bool = false) throws
  -> TrainingFolder
{
  var policy = TrainingFolder.Policy()
  policy.resumes = resumes
  policy.allowsChanges = allowsChanges
  return try TrainingFolder(path, policy)
}

/// What is left of a run: weights, its table without the clock, its log.
private struct Outcome: Equatable {
  var weights: [UInt32]
  var rows: [String]
  var losses: [Int: Double]
  var log: String

  init(_ model: any SpeechModel, _ history: TrainingHistory, _ path: String) throws {
    weights = model.bits
    losses = history.rowLosses
    rows = history.rows.map { row in
      "\(row.step) \(row.epoch) \(row.trainingLoss) \(row.learningRate) \(row.gradientNorm) "
        + "\(row.evaluation.map { "\($0)" } ?? "")"
    }
    log = try String(contentsOfFile: "\(path)/metrics.jsonl", encoding: .utf8)
  }
}

/// Trains from the start, or from where a folder is, until `stop` says so; `nil` if it did.
private func train(
  in path: String, resumes: Bool, stoppingAt stop: Int? = nil,
  change: (inout FitOptions) -> Void = { _ in },
  listener: @escaping (TrainingEvent) -> Void = { _ in }
) throws -> Outcome? {
  let model = try model()
  var options = options()
  change(&options)
  var trainer = Trainer(model, options: options)
  trainer.folder = try folder(path, resumes: resumes)
  var done = -1
  trainer.listener = { event in
    if case .step(let report) = event { done = report.step }
    listener(event)
  }
  trainer.shouldStop = { done == stop }
  do {
    let history = try trainer.fit(Tones.utterances(22), evaluation: evaluationRows)
    return try Outcome(model, history, path)
  } catch TrainingError.interrupted {
    return nil
  }
}

@Suite struct ResumeTests {
  @Test func `a run stopped behind any update goes on to the same bits`() throws {
    try withTemporaryFolder { place in
      let whole = try #require(try train(in: "\(place)/whole", resumes: false))
      #expect(whole.rows.count == 11 && whole.log.split(separator: "\n").count == 11)
      for stop in 1...10 {
        let path = "\(place)/\(stop)"
        #expect(try train(in: path, resumes: false, stoppingAt: stop) == nil)
        let outcome = try #require(try train(in: path, resumes: true))
        #expect(outcome == whole, "stopped behind \(stop)")
      }
    }
  }

  @Test func `a run goes on to the same bits with another memory`() throws {
    try withTemporaryFolder { place in
      let whole = try #require(try train(in: "\(place)/whole", resumes: false))
      let path = "\(place)/other"
      #expect(try train(in: path, resumes: false, stoppingAt: 5) == nil)
      let outcome = try train(in: path, resumes: true) {
        $0.memory = FitOptions.leastMemory
        $0.gradientCheckpointing = true
      }
      #expect(outcome == whole)
    }
  }

  @Test func `a run begun by a version that drew otherwise goes on, and this is said`() throws {
    try withTemporaryFolder { path in
      #expect(try train(in: path, resumes: false, stoppingAt: 5) == nil)
      do {
        // The newest checkpoint as an earlier version wrote it.
        let lock = try RunLock(folder: path)
        let store = try CheckpointStore(lock: lock, .continuing, options: CheckpointStore.Options())
        let (checkpoint, _) = try #require(try store.resume())
        let parts = try checkpoint.manifest.files.map(\.name).map { name in
          let bytes = try checkpoint.bytes(of: name)
          guard name.hasSuffix(".json") else { return CheckpointPart(name: name, bytes: bytes) }
          let text = String(decoding: bytes, as: UTF8.self)
            .replacingOccurrences(of: "\"version\" : 2", with: "\"version\" : 1")
            .replacingOccurrences(
              of: "\"max_steps\" : ", with: "\"memory\" : \"90000000\", \"max_steps\" : ")
          return CheckpointPart(name: name, bytes: Array(text.utf8))
        }
        _ = try store.save(step: checkpoint.manifest.step, parts: parts, isBest: false)
      }
      var notes: [String] = []
      let outcome = try train(in: path, resumes: true) { _ in
      } listener: {
        if case .resumed(_, let found) = $0 { notes = found }
      }
      #expect(outcome?.rows.count == 11)
      let drawn = "it was begun by an asrsh that drew dropout and masks by the place in a batch"
      #expect(notes.contains { $0.hasPrefix(drawn) } && !notes.contains { $0.contains("memory") })
    }
  }

  @Test func `a run stopped again and again ends with the same bits`() throws {
    try withTemporaryFolder { place in
      let whole = try #require(try train(in: "\(place)/whole", resumes: false))
      let path = "\(place)/broken"
      var outcome: Outcome?
      for stop in 1...10 {
        outcome = try train(in: path, resumes: true, stoppingAt: stop)
        #expect(outcome == nil)
      }
      outcome = try train(in: path, resumes: true)
      #expect(outcome == whole)
      // A run that is done gives its result again.
      #expect(try train(in: path, resumes: true) == whole)
    }
  }

  @Test
  func `a run stopped while its patience runs ends at the same step, with the same best weights`()
    throws
  {
    func change(_ options: inout FitOptions) {
      options.learningRate = 3
      options.schedule = .constant
      options.evalSteps = 1
      options.saveSteps = 1
      options.maxSteps = 20
      options.earlyStoppingPatience = 3
      options.loadsBestModelAtEnd = true
    }
    try withTemporaryFolder { place in
      let whole = try #require(try train(in: "\(place)/whole", resumes: false, change: change))
      let steps = whole.rows.count
      try #require(steps > 4 && steps < 20, "it ends early: \(steps)")
      for stop in 1..<steps {
        let path = "\(place)/\(stop)"
        #expect(try train(in: path, resumes: false, stoppingAt: stop, change: change) == nil)
        #expect(
          try train(in: path, resumes: true, change: change) == whole, "stopped behind \(stop)")
      }
    }
  }

  @Test func `a run killed with its newest checkpoints lost goes on from those before`() throws {
    try withTemporaryFolder { place in
      let whole = try #require(try train(in: "\(place)/whole", resumes: false))
      let path = "\(place)/damaged"
      #expect(try train(in: path, resumes: false, stoppingAt: 8) == nil)
      let newest = "\(path)/step-8/model.safetensors"
      var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: newest)))
      bytes[bytes.count - 5] ^= 4
      try Data(bytes).write(to: URL(fileURLWithPath: newest))
      var notes: [String] = []
      let outcome = try train(
        in: path, resumes: true,
        listener: { event in
          if case .resumed(let step, let lines) = event { notes = ["\(step)"] + lines }
        })
      #expect(outcome == whole)
      #expect(notes.first == "6" && notes.contains { $0.contains("model.safetensors") }, "\(notes)")
    }
  }

  @Test func `a checkpoint is a model that can be opened`() throws {
    try withTemporaryFolder { place in
      let outcome = try #require(try train(in: "\(place)/run", resumes: false))
      let opened = try loadModel("\(place)/run/step-11").model
      #expect(opened.bits == outcome.weights)
    }
  }

  @Test func `what changes the result is refused by name, or told`() throws {
    try withTemporaryFolder { path in
      let outcome = try train(in: path, resumes: false, stoppingAt: 5)
      #expect(outcome == nil)
      do {
        _ = try train(in: path, resumes: true, change: { $0.learningRate = 0.5 })
        Issue.record("It went on.")
      } catch let error as TrainingError {
        #expect(error.description.hasSuffix("learning_rate was 0.01 and is 0.5"), "\(error)")
      }
      // How often is saved changes nothing.
      #expect(
        try train(in: path, resumes: true, change: { $0.saveSteps = 5 }) != nil)
    }
  }

  @Test func `a folder with a run is not begun anew, nor used by two`() throws {
    try withTemporaryFolder { path in
      let held = try folder(path, resumes: false)
      do {
        _ = try folder(path, resumes: true)
        Issue.record("Two have it.")
      } catch {
        #expect("\(error)".contains("is in use"), "\(error)")
      }
      withExtendedLifetime(held) {}
    }
    try withTemporaryFolder { path in
      let outcome = try train(in: path, resumes: false, stoppingAt: 3)
      #expect(outcome == nil)
      do {
        _ = try folder(path, resumes: false)
        Issue.record("It was begun anew.")
      } catch {
        #expect("\(error)".contains("holds a run already"), "\(error)")
      }
    }
  }

  @Test func `an evaluation that fails costs nothing but itself`() throws {
    try withTemporaryFolder { path in
      let isGone = Mutex(false)
      let rows = evaluationRows.map { row in
        Utterance(row: row.row, name: row.name, text: row.text, duration: row.duration) {
          guard !isGone.withLock(\.self) else { throw CocoaError(.fileNoSuchFile) }
          return try row.audio()
        }
      }
      var trainer = Trainer(try model(), options: options())
      trainer.folder = try folder(path, resumes: false)
      var events: [String] = []
      trainer.listener = { event in
        switch event {
        case .step(let report) where report.step == 7: isGone.withLock { $0 = true }
        case .saved(let step): events.append("saved \(step)")
        case .evaluated: events.append("evaluated")
        case .evaluationFailed: events.append("failed")
        default: break
        }
      }
      let history = try trainer.fit(Tones.utterances(22), evaluation: rows)
      #expect(history.steps == 11)
      // The features of rows heard once are kept; whether they are is not what this is about.
      let failures = events.filter { $0 == "failed" }.count
      #expect(events.contains("saved 8") && events.contains("saved 11"), "\(events)")
      #expect(history.evaluationProblems.count == failures)
    }
  }
}
