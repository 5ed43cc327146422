import Audio
import Autograd
import Checkpoints
import Datasets
import Foundation
import Models
import Tensors
import TestSupport
import Testing

@testable import Training

/// Runs that go on when recordings are not, or are still, what they were.
struct ChangedRecordingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/sound", withIntermediateDirectories: true)
    for row in 0..<6 { try Tones.clip(Self.text(row), salt: UInt64(row)).save(to: path(row)) }
  }

  private static func text(_ row: Int) -> String { ["ab", "bc", "cab", "a", "bb", "cba"][row] }

  private func path(_ row: Int, in place: String = "sound") -> String {
    "\(folder.path)/\(place)/\(row).wav"
  }

  private var run: String { "\(folder.path)/run" }

  /// The rows as a dataset has them: all of them, or as `change` makes them.
  private func rows(
    in place: String = "sound", _ change: (Int, AudioSource) throws -> AudioSource = { $1 }
  ) throws -> [Utterance] {
    try (0..<6).map { row in
      let source = AudioSource(try audioInfo(path(row, in: place)))
      return Utterance(row: row, text: Self.text(row), recording: try change(row, source))
    }
  }

  /// Trains for six updates, or on from where the folder is; what it told.
  @discardableResult
  private func train(
    _ rows: [Utterance], evaluation: [Utterance] = [], stoppingAt stop: Int? = nil,
    allowsChanges: Bool = false, frozen: String? = nil
  ) throws -> (notes: [String], history: TrainingHistory?, bits: [UInt32]) {
    let model = try Tones.model(seed: 4)
    for parameter in model.parameters where parameter.name.hasPrefix(frozen ?? "none") {
      parameter.isTrainable = false
    }
    var options = FitOptions()
    (options.maxSteps, options.batchSize, options.saveSteps) = (6, 3, 1)
    options.evalSteps = 3
    var policy = TrainingFolder.Policy()
    (policy.resumes, policy.allowsChanges) = (true, allowsChanges)
    var trainer = Trainer(model, options: options)
    trainer.folder = try TrainingFolder(run, policy)
    var (notes, done) = ([String](), -1)
    trainer.listener = { event in
      if case .resumed(_, let lines) = event { notes = lines }
      if case .step(let report) = event { done = report.step }
    }
    trainer.shouldStop = { done == stop }
    let result = Result { () throws(TrainingError) in
      try trainer.fit(rows, evaluation: evaluation)
    }
    if case .failure(.interrupted) = result { return (notes, nil, model.bits) }
    return (notes, try result.get(), model.bits)
  }

  /// The words in which a run refuses to go on.
  private func refusal(_ rows: [Utterance], evaluation: [Utterance] = [], frozen: String? = nil)
    -> String
  {
    do {
      try train(rows, evaluation: evaluation, frozen: frozen)
      return "it went on"
    } catch {
      return "\(error)"
    }
  }

  /// Writes a recording anew, its samples in the opposite order, with the times that it had.
  private func reverse(_ path: String) throws {
    let before = try FileManager.default.attributesOfItem(atPath: path)
    let clip = try readAudio(path)
    let samples = Tensor(Array(clip.samples.elements.reversed()))
    try AudioClip(samples: samples, samplingRate: clip.samplingRate).save(to: path + ".new.wav")
    let bytes = try Data(contentsOf: URL(filePath: path + ".new.wav"))
    try FileManager.default.removeItem(atPath: path + ".new.wav")
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.write(contentsOf: bytes)
    try handle.close()
    let date = try #require(before[.modificationDate] as? Date)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    let after = try FileManager.default.attributesOfItem(atPath: path)
    #expect(after[.size] as? Int == before[.size] as? Int)
  }

  @Test func `other sound of the same length, with its time put back, is refused by row`() throws {
    try train(rows(), stoppingAt: 4)
    try reverse(path(3))
    let words = refusal(try rows())
    #expect(words.contains("training row 3 (\(path(3))) has another recording"), "\(words)")
    let allowed = try train(rows(), allowsChanges: true)
    #expect(allowed.history?.steps == 6)
    #expect(
      allowed.notes.contains { $0.contains("no longer as it began: training row 3") },
      "\(allowed.notes)")
    // From then on that sound is the run's.
    #expect(try train(rows()).history?.steps == 6)
  }

  @Test func `a run that is done is not told again for other sound`() throws {
    try train(rows())
    try reverse(path(0))
    #expect(refusal(try rows()).contains("training row 0"))
  }

  @Test func `rows to evaluate on count too, and more than three are counted`() throws {
    let evaluation = try rows()
    try train(rows(), evaluation: evaluation, stoppingAt: 4)
    for row in 1..<6 { try reverse(path(row)) }
    let words = refusal(try rows(), evaluation: evaluation)
    let named = "row 1 (\(path(1))), row 2 (\(path(2))), row 3 (\(path(3))) and 2 more"
    #expect(words.contains("training \(named) have other recordings"), "\(words)")
    #expect(words.contains("evaluation \(named) have other recordings"), "\(words)")
  }

  @Test func `the same bytes elsewhere, or touched, go on to the same bits`() throws {
    let whole = try train(rows())
    for change in ["touched", "copied", "restored"] {
      try FileManager.default.removeItem(atPath: run)
      try train(rows(), stoppingAt: 3)
      var place = "sound"
      switch change {
      case "touched":
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: path(2))
      case "copied":
        place = "copy"
        try FileManager.default.copyItem(
          atPath: "\(folder.path)/sound", toPath: "\(folder.path)/copy")
      default:
        for row in 0..<6 {
          try FileManager.default.moveItem(atPath: path(row), toPath: path(row) + ".old")
          try FileManager.default.copyItem(atPath: path(row) + ".old", toPath: path(row))
        }
      }
      let resumed = try train(rows(in: place))
      #expect(resumed.bits == whole.bits, "\(change)")
      #expect(resumed.notes.contains { $0.hasSuffix("hold what they held") }, "\(resumed.notes)")
    }
  }

  @Test func `rows that were changed in memory are refused by row`() throws {
    let whole = try train(
      rows { row, source in row == 2 ? AudioSource(try source.read()) : source })
    try FileManager.default.removeItem(atPath: run)
    try train(
      rows { row, source in row == 2 ? AudioSource(try source.read()) : source }, stoppingAt: 2)
    let softer = refusal(
      try rows { row, source in
        row == 2 ? AudioSource(try source.read().gain(-20)) : source
      })
    #expect(softer.contains("training row 2 (row 2) has another recording"), "\(softer)")
    let resumed = try train(
      rows { row, source in row == 2 ? AudioSource(try source.read()) : source })
    #expect(resumed.bits == whole.bits)
  }

  @Test func `a recording that is gone is named with the reason`() throws {
    let rows = try rows()
    try train(rows, stoppingAt: 4)
    try FileManager.default.removeItem(atPath: path(5))
    let words = refusal(rows)
    #expect(words.contains("training row 5 (\(path(5))) cannot be read any more: "), "\(words)")
  }

  @Test func `a checkpoint that says nothing of recordings goes on, and this is said`() throws {
    let whole = try train(rows())
    try FileManager.default.removeItem(atPath: run)
    try train(rows(), stoppingAt: 4)
    do {
      // The newest checkpoint as an earlier version wrote it.
      let lock = try RunLock(folder: run)
      let store = try CheckpointStore(lock: lock, .continuing, options: CheckpointStore.Options())
      let (checkpoint, _) = try #require(try store.resume())
      let parts = try checkpoint.manifest.files.map(\.name).filter { $0 != "recordings.tsv" }.map {
        CheckpointPart(name: $0, bytes: try checkpoint.bytes(of: $0))
      }
      _ = try store.save(step: checkpoint.manifest.step, parts: parts, isBest: false)
    }
    try reverse(path(1))
    try reverse(path(1))
    let resumed = try train(rows())
    #expect(
      resumed.notes == [
        "whether the recordings are what they were cannot be told: an earlier asrsh saved this"
      ])
    #expect(resumed.bits == whole.bits)
  }

  @Test func `what is frozen is named before what follows from it`() throws {
    try train(rows(), stoppingAt: 2)
    let words = refusal(try rows(), frozen: "conv.")
    #expect(
      words.contains(
        "cannot go on as it began: conv.0.weight, conv.0.bias were trained and are frozen"),
      "\(words)")
    try FileManager.default.removeItem(atPath: run)
    try train(rows(), stoppingAt: 2, frozen: "conv.0.weight")
    #expect(refusal(try rows()).contains("as it began: conv.0.weight was frozen and is trained"))
  }

  @Test(arguments: [
    "", "part\trow\n", "part\trow\tcontent\tstamp\ntrain\tx\ta\tb\n",
    "part\trow\tcontent\tstamp\nother\t1\ta\tb\n", "part\trow\tcontent\tstamp\ntrain\t1\n",
  ])
  func `a file of marks that is broken is refused by name`(text: String) {
    do {
      _ = try RecordingLedger.decoded(Array(text.utf8), file: "run/recordings.tsv")
      Issue.record("It was read.")
    } catch {
      #expect("\(error)".hasPrefix("run/recordings.tsv "), "\(error)")
    }
  }
}
