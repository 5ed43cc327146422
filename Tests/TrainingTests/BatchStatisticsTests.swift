import Audio
import Autograd
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

@testable import Training

/// A small HuBERT with a batch norm before its positional convolution.
private func model() throws -> Wav2Vec2 {
  var configuration = Wav2Vec2Configuration(.hubert)
  configuration.hiddenSize = 24
  configuration.layers = 1
  configuration.heads = 3
  configuration.intermediateSize = 20
  configuration.convolutionChannels = [8, 8]
  configuration.convolutionKernels = [10, 4]
  configuration.convolutionStrides = [8, 5]
  configuration.positionKernel = 4
  configuration.positionGroups = 2
  configuration.normalisesPositionsByBatch = true
  configuration.training.timeMasks.length = 2
  var extractor = FeatureExtractor()
  extractor.samplingRate = Tones.rate
  return Wav2Vec2(
    tokenizer: try CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["abc"])),
    configuration: configuration, extractor: extractor, from: RandomParameters(seed: 1))
}

private func options(_ steps: Int) -> FitOptions {
  var options = FitOptions()
  options.maxSteps = steps
  options.batchSize = 4
  options.groupByLength = false
  return options
}

extension Wav2Vec2 {
  fileprivate var statistics: [Tensor] { parameters.filter(\.isStatistic).map(\.value) }
}

@Suite struct BatchStatisticsTests {
  @Test func `an update moves the statistics of batch norms`() throws {
    let model = try model()
    let before = model.statistics
    #expect(before.count == 2)
    _ = try Trainer(model, options: options(1)).fit(Tones.utterances(4))
    #expect(zip(before, model.statistics).allSatisfy { $0 != $1 })
  }

  @Test func `an update that is skipped leaves them`() throws {
    let model = try model()
    var seen: [[Tensor]] = [model.statistics]
    var skipped = 0
    var trainer = Trainer(model, options: options(6))
    trainer.listener = { event in
      switch event {
      case .skipped:
        skipped += 1
        #expect(seen.last == model.statistics)
      case .step: seen.append(model.statistics)
      default: break
      }
    }
    let poisoned = Utterance(row: 7, name: "poisoned.wav", text: "ab", duration: 0.3) {
      AudioClip(samples: Tensor(repeating: .nan, shape: [2_400]), samplingRate: Tones.rate)
    }
    _ = try trainer.fit(Tones.utterances(7) + [poisoned])
    #expect(skipped == 3)
    #expect(model.statistics.allSatisfy { $0.isFinite })
  }

  @Test func `an update that is broken off leaves them`() throws {
    // Asked between layers and operations, the wish to stop comes at every place of an update.
    var brokenOff = 0
    for limit in 1...60 {
      let model = try model()
      let before = model.statistics
      var asked = 0
      var steps = 0
      var trainer = Trainer(model, options: options(1))
      trainer.listener = { if case .step = $0 { steps += 1 } }
      trainer.shouldStop = {
        asked += 1
        return asked > limit
      }
      do {
        _ = try trainer.fit(Tones.utterances(4))
      } catch TrainingError.interrupted {}
      guard steps == 0 else { break }
      brokenOff += 1
      #expect(model.statistics == before, "asked \(limit) times")
    }
    #expect(brokenOff > 5)
  }

  @Test func `layers that are computed again count once`() throws {
    let (plain, again) = (try model(), try model())
    var options = options(3)
    _ = try Trainer(plain, options: options).fit(Tones.utterances(8))
    options.gradientCheckpointing = true
    _ = try Trainer(again, options: options).fit(Tones.utterances(8))
    #expect(plain.bits == again.bits)
  }

  @Test func `a frozen norm keeps its statistics, unless asked`() throws {
    let model = try model()
    try model.freeze("encoder")
    let before = model.statistics
    _ = try Trainer(model, options: options(2)).fit(Tones.utterances(4))
    #expect(model.statistics == before)
    try model.freeze("encoder", holdsStatistics: false)
    _ = try Trainer(model, options: options(2)).fit(Tones.utterances(4))
    #expect(model.statistics != before)
    try model.unfreeze("*")
    #expect(model.parameters.filter(\.isStatistic).allSatisfy { !$0.isTrainable && !$0.isHeld })
  }

  @Test func `a run goes on to the same statistics`() throws {
    func train(_ path: String, resumes: Bool, stoppingAt stop: Int?) throws -> [UInt32]? {
      let model = try model()
      var trainer = Trainer(model, options: options(5))
      var policy = TrainingFolder.Policy()
      policy.resumes = resumes
      trainer.folder = try TrainingFolder(path, policy)
      var done = -1
      trainer.listener = { if case .step(let report) = $0 { done = report.step } }
      trainer.shouldStop = { done == stop }
      do {
        _ = try trainer.fit(Tones.utterances(9))
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
