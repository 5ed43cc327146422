import Audio
import Foundation
import Models
import Tensors
import TestSupport
import Testing

@testable import Training

/// A training on augmented recordings, with all that is left of it.
private struct Outcome: Equatable {
  var weights: [UInt32] = []
  var leftOut: [LeftOutStep] = []
  var log = ""
  var remarks: [String] = []
}

/// Noise with sound in the first quarter alone, as collections pad short recordings.
private var padded: AudioClip {
  var stream = RandomStream(seed: 3, purpose: "noise")
  return AudioClip(
    samples: Tensor((0..<80_000).map { $0 < 20_000 ? 0.1 * stream.normal() : 0 }),
    samplingRate: Tones.rate)
}

private func silent(_ row: Int) -> Utterance {
  Utterance(row: row, name: "silence-\(row).wav", text: "ab", duration: 0.3) {
    AudioClip(samples: Tensor(zeros: [2_400]), samplingRate: Tones.rate)
  }
}

/// Trains for twelve updates, until `stop` says so; what was said is in `outcome` either way.
private func train(
  _ rows: [Utterance], _ chain: Augmentation, in path: String? = nil, resumes: Bool = false,
  stoppingAt stop: Int? = nil, into outcome: inout Outcome
) throws {
  let model = try Tones.model(dropout: 0)
  var options = FitOptions()
  (options.maxSteps, options.batchSize, options.learningRate) = (12, 4, 1e-2)
  options.saveSteps = 5
  options.augmentation = chain
  var trainer = Trainer(model, options: options)
  if let path {
    var policy = TrainingFolder.Policy()
    policy.resumes = resumes
    trainer.folder = try TrainingFolder(path, policy)
  }
  var (done, remarks) = (-1, outcome.remarks)
  trainer.listener = { event in
    switch event {
    case .step(let report): done = report.step
    case .remark(let text): remarks.append(text)
    default: break
    }
  }
  trainer.shouldStop = { done == stop }
  defer { outcome.remarks = remarks }
  do {
    outcome.leftOut = try trainer.fit(rows).leftOut
    outcome.weights = model.bits
    if let path {
      outcome.log = try String(contentsOfFile: "\(path)/metrics.jsonl", encoding: .utf8)
    }
  } catch TrainingError.interrupted {}
}

@Suite struct AugmentedTrainingTests {
  private func noise(_ source: AudioClip, probability: Double = 1) throws -> Augmentation {
    Augmentation([
      try .init(.recordedNoise([.clip(source)], snr: .range(0...10)), probability: probability)
    ])
  }

  @Test func `noise that is partly silent ends no training, and none of it is left out`() throws {
    var outcome = Outcome()
    try train(Tones.utterances(16), try noise(padded), into: &outcome)
    #expect(!outcome.weights.isEmpty && outcome.leftOut.isEmpty && outcome.remarks.isEmpty)
  }

  @Test func `a silent recording is heard without noise, which is said once and counted`() throws {
    let folder = try TemporaryFolder()
    let rows = Tones.utterances(7) + [silent(7)]
    let chain = try noise(padded)
    var whole = Outcome()
    try train(rows, chain, in: folder.file("whole"), into: &whole)
    // Two batches a pass, twelve updates: six times.
    #expect(whole.leftOut.map(\.count) == [6] && whole.leftOut[0].effect == "add_noise")
    #expect(whole.remarks.count == 1, "\(whole.remarks)")
    let words = whole.remarks.first ?? ""
    for part in ["step 0 (add_noise)", "row 7 (silence-7.wav)", "is silent", "history.left_out"] {
      #expect(words.contains(part), "\(words)")
    }
    let lines = whole.log.split(separator: "\n")
    #expect(lines.count == 12 && lines.count { $0.contains("\"left_out\": 1") } == 6, "\(lines)")

    for stop in [3, 6, 11] {
      let path = folder.file("\(stop)")
      var broken = Outcome()
      try train(rows, chain, in: path, stoppingAt: stop, into: &broken)
      try train(rows, chain, in: path, resumes: true, into: &broken)
      #expect(broken == whole, "stopped behind \(stop)")
    }
  }

  @Test func `labels that would not fit count too`() throws {
    var outcome = Outcome()
    let fast = Augmentation([try .init(.speed(.fixed(4))), try .init(.tempo(.fixed(2)))])
    try train((0..<4).map { Tones.utterance($0, "aaaaaaaaa") }, fast, into: &outcome)
    #expect(outcome.leftOut.map(\.effect) == ["all"] && outcome.leftOut[0].count == 48)
    #expect(outcome.remarks.count == 1 && outcome.remarks[0].contains("would not fit"))
  }

  @Test
  func
    `noise that is wholly silent, and noise of another rate, are refused before the first update`()
    throws
  {
    let folder = try TemporaryFolder()
    let path = folder.file("silence.wav")
    try AudioClip(samples: Tensor(zeros: [9_000]), samplingRate: Tones.rate).save(to: path)
    let slow = AudioClip(samples: padded.samples, samplingRate: 16_000)
    let silence = Augmentation([
      try .init(.gain(.fixed(1))),
      try .init(
        .recordedNoise([.clip(padded), .file(try audioInfo(path))], snr: .fixed(5)),
        probability: 0.01),
    ])
    for (chain, words) in [
      (silence, "augment cannot be done: step 1 (add_noise): \"\(path)\" is silent"),
      (try noise(slow, probability: 0.01), "step 0 (add_noise): The noise has 16000 Hz"),
    ] {
      var outcome = Outcome()
      do {
        try train(Tones.utterances(8), chain, into: &outcome)
        Issue.record("It began.")
      } catch {
        #expect("\(error)".contains(words), "\(error)")
      }
    }
  }

  @Test func `a state of a version that counted nothing is read`() throws {
    var state = TrainingState()
    state.step = 7
    let text = String(decoding: try state.encoded(), as: UTF8.self)
    let old = text.replacing(#/\s*"leftOut" : \[\s*\],/#, with: "")
    #expect(old != text)
    let read = try TrainingState(Array(old.utf8), file: "trainer_state.json")
    #expect(read.step == 7 && read.leftOut.isEmpty)
  }
}
