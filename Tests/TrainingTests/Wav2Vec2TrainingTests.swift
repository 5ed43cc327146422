import Audio
import Autograd
import CTC
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

@testable import Training

@Test(arguments: ["base", "mms", "narrow_adapter", "hubert_batch_norm", "no_layers"])
func `one clipped step of AdamW moves a network as PyTorch does`(name: String) throws {
  let fixture = try Wav2Vec2Fixture(name)
  let model = try fixture.model()
  model.training.masks = false
  let tape = Tape()
  var pass = ForwardPass.training(on: tape, seed: 1, step: 0)
  let statistics = BatchStatistics()
  pass.batchStatistics = statistics
  let logits = model.logits(fixture.batch(fixture.trained), pass)
  let labels = fixture.recordings.prefix(fixture.trained).map(\.labels)
  let loss = try CTCLoss(blank: model.blank)(
    logits.rows, lengths: logits.lengths, labels: labels)
  tape.backward(from: loss.value)
  let optimizer = AdamW(model.parameters, epsilon: 1e-2, weightDecay: 0.1)
  #expect(abs(optimizer.gradientNorm - fixture.gradientNorm) < 1e-5 * fixture.gradientNorm)
  let scale = 0.5 / (optimizer.gradientNorm + 1e-6)
  optimizer.update(learningRate: 1e-2, gradientScale: scale)
  statistics.commit()
  let stepped = fixture.expected("stepped.")
  for parameter in model.parameters {
    // A norm in training moves what it gathers; nothing else is moved without a gradient.
    #expect(largestDifference(parameter.value, stepped[parameter.name]) < 1e-5, "\(parameter.name)")
  }
}

/// A network on the samples of tones, small enough to learn in seconds.
private func toneNetwork(_ changes: (inout Wav2Vec2Configuration) -> Void = { _ in })
  throws -> Wav2Vec2
{
  var configuration = Wav2Vec2Configuration()
  configuration.hiddenSize = 32
  configuration.layers = 2
  configuration.heads = 4
  configuration.intermediateSize = 64
  configuration.convolutionChannels = [24, 24, 24]
  configuration.convolutionKernels = [16, 8, 4]
  configuration.convolutionStrides = [8, 5, 4]
  configuration.positionKernel = 8
  configuration.positionGroups = 4
  configuration.initializerRange = 0.1
  configuration.training.layerDrop = 0
  configuration.training.timeMasks.length = 2
  changes(&configuration)
  var extractor = FeatureExtractor()
  extractor.samplingRate = Tones.rate
  return Wav2Vec2(
    tokenizer: try CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["abc"])),
    configuration: configuration, extractor: extractor, from: RandomParameters(seed: 1))
}

private func options(_ steps: Int) -> FitOptions {
  var options = FitOptions()
  options.maxSteps = steps
  options.batchSize = 8
  options.learningRate = 3e-3
  options.warmupSteps = 10
  return options
}

@Test func `a network on samples learns tones`() throws {
  let model = try toneNetwork()
  let rows = Tones.utterances(24)
  let before = try evaluate(model, on: rows).figures.loss
  let history = try Trainer(model, options: options(150)).fit(rows)
  let after = try evaluate(model, on: rows)
  #expect(history.skipped.isEmpty && history.rejected.isEmpty)
  #expect(after.figures.loss < 0.4 * before, "\(before) became \(after.figures.loss)")
  #expect(after.figures.characters.rate < 0.4, "\(after.rows.map { ($0.text, $0.predicted) })")
}

@Test func `training a network on samples twice gives the same bits`() throws {
  func run() throws -> [UInt32] {
    let model = try toneNetwork { $0.training.layerDrop = 0.3 }
    try model.freeze("feature_encoder")
    _ = try Trainer(model, options: options(4)).fit(Tones.utterances(12))
    return model.bits
  }
  let (one, same) = (try run(), try run())
  #expect(one == same)
}

@Test func `running layers again instead of keeping them changes no bit of the gradients`() throws {
  func gradients(_ again: Bool) throws -> [[UInt32]] {
    let model = try toneNetwork {
      $0.training.layerDrop = 0.3
      $0.normalisesFirst = true
      $0.layers = 4
    }
    let tape = Tape()
    let logits = model.logits(
      Batch(Variable(randomTensor([3_000, 1])), lengths: [1_200, 1_800]),
      .training(on: tape, seed: 3, step: 2, checkpointsGradients: again)
    ).rows
    tape.backward(from: logits, gradient: randomTensor(logits.shape))
    return model.parameters.map { ($0.gradient?.elements ?? []).map(\.bitPattern) }
  }
  let (kept, again) = (try gradients(false), try gradients(true))
  #expect(kept == again)
}
