import Audio
import Autograd
import Layers
import Models
import Tensors
import TestSupport
import Testing

@testable import Training

/// What docs/training.md promises, of a network with a batch norm in every block, in batches of several leaves.
struct NormedNetworkTests {
  private let rows = Tones.utterances(40)

  private func options(_ steps: Int) -> FitOptions {
    var options = FitOptions()
    options.maxSteps = steps
    options.batchSize = 20
    options.groupByLength = false
    options.learningRate = 1e-2
    return options
  }

  @Test func `neither memory nor processes change a bit`() throws {
    try expectSameBits { try NormedNetwork() }
    try expectSameBits({ try NormedNetwork() }, accumulated: 2)
  }

  @Test func `the statistics are those of all frames of an update, whatever its leaves`() throws {
    let model = try NormedNetwork()
    // The first norm's input does not depend on norms: its statistics are those of the whole batch.
    let whole = try NormedNetwork()
    let statistics = BatchStatistics()
    var pass = ForwardPass.training(on: Tape(), seed: 0, step: 0)
    pass.batchStatistics = statistics
    _ = whole.logits(
      Batch(packing: try rows.map { try whole.features(of: $0.audio()) }), pass)
    statistics.commit()
    let update = TrialUpdate(model: model, rows: rows, accumulated: 2)
    #expect(try update.advance(keepingLayersUpTo: 1 << 30).leaves == 4)
    for (found, expected) in zip(model.statistics.prefix(2), whole.statistics) {
      #expect(largestDifference(found, expected) < 1e-5)
    }
    #expect(model.statistics.count == 6)
    #expect(model.statistics.prefix(2) != (try NormedNetwork()).statistics.prefix(2))
  }

  @Test func `it learns, and so do layers that are computed again, to the same bits`() throws {
    func trained(_ again: Bool) throws -> (NormedNetwork, TrainingHistory) {
      let model = try NormedNetwork()
      var options = options(30)
      options.gradientCheckpointing = again
      return (model, try Trainer(model, options: options).fit(rows))
    }
    let ((kept, history), (again, _)) = (try trained(false), try trained(true))
    #expect(kept.bits == again.bits)
    let before = try evaluate(try NormedNetwork(), on: rows).figures.loss
    #expect(try evaluate(kept, on: rows).figures.loss < 0.7 * before)
    #expect(history.skipped.isEmpty)
  }

  @Test func `a skipped update leaves all statistics, though only one leaf is at fault`() throws {
    let model = try NormedNetwork()
    var seen = [model.statistics]
    var skipped = 0
    var trainer = Trainer(model, options: options(4))
    trainer.listener = { event in
      switch event {
      case .skipped:
        skipped += 1
        #expect(seen.last == model.statistics)
      case .step: seen.append(model.statistics)
      default: break
      }
    }
    let poisoned = Utterance(row: 40, name: "poisoned.wav", text: "ab", duration: 0.3) {
      AudioClip(samples: Tensor(repeating: .nan, shape: [2_400]), samplingRate: Tones.rate)
    }
    _ = try trainer.fit(rows.dropLast() + [poisoned])
    #expect(skipped == 2)
    #expect(model.statistics.allSatisfy { $0.isFinite })
  }

  @Test func `an update that is broken off in any leaf leaves all statistics and weights`() throws {
    var brokenOff = 0
    for limit in stride(from: 1, through: 150, by: 3) {
      let model = try NormedNetwork()
      let before = model.bits
      guard try isBrokenOff(model, behind: limit) else { break }
      brokenOff += 1
      #expect(model.bits == before, "asked \(limit) times")
      #expect(model.parameters.allSatisfy { $0.gradient == nil })
    }
    #expect(brokenOff > 5)
  }

  /// Whether training is stopped in its first update if it may ask so many times whether to stop.
  private func isBrokenOff(_ model: NormedNetwork, behind limit: Int) throws -> Bool {
    var (asked, steps) = (0, 0)
    var trainer = Trainer(model, options: options(1))
    trainer.listener = { if case .step = $0 { steps += 1 } }
    trainer.shouldStop = {
      asked += 1
      return asked > limit
    }
    do {
      _ = try trainer.fit(rows)
      return false
    } catch TrainingError.interrupted {
      return steps == 0
    }
  }

  @Test func `a run goes on to the same bits`() throws {
    func train(_ path: String, resumes: Bool, stoppingAt stop: Int?) throws -> [UInt32]? {
      let model = try NormedNetwork()
      var trainer = Trainer(model, options: options(5))
      var policy = TrainingFolder.Policy()
      policy.resumes = resumes
      trainer.folder = try TrainingFolder(path, policy)
      var done = -1
      trainer.listener = { if case .step(let report) = $0 { done = report.step } }
      trainer.shouldStop = { done == stop }
      do {
        _ = try trainer.fit(rows)
        return model.bits
      } catch TrainingError.interrupted {
        return nil
      }
    }
    let folder = try TemporaryFolder()
    let whole = try #require(try train("\(folder.path)/whole", resumes: false, stoppingAt: nil))
    #expect(try train("\(folder.path)/part", resumes: false, stoppingAt: 3) == nil)
    #expect(try train("\(folder.path)/part", resumes: true, stoppingAt: nil) == whole)
  }
}
