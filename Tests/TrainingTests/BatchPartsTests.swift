import Audio
import Autograd
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

@testable import Training

/// A plan whose parts have so many frames of features at most: nothing is measured, since other tests
/// hold memory meanwhile.
func bytesForFrames(_ frames: Int) -> MemoryPlan {
  let stage = MemoryStage(gradients: 0, lengths: [1, 2], bytes: [100, 200])
  let model = MemoryModel(
    gradients: 0, framesPerSecond: 100, plain: [stage], checkpointed: [stage])
  return MemoryPlan(model, budget: 100 * frames)
}

/// What one update makes of a model's weights, its batch in parts of so many frames of features at most.
private func update(
  _ model: any SpeechModel, _ rows: [Utterance], frames budget: Int, accumulated: Int = 1
) throws -> (weights: [Tensor], parts: Int) {
  var options = FitOptions()
  options.maxSteps = 1
  options.batchSize = rows.count / accumulated
  options.gradientAccumulationSteps = accumulated
  options.learningRate = 1e-2
  // Large, so that the update follows the gradient's size and not its sign alone.
  options.adamEpsilon = 1
  options.maxGradientNorm = 0
  let features = FeatureCache(model)
  let prepared = try PreparedRows(rows, model: model, purpose: "train", features: features)
  let plan = bytesForFrames(budget)
  var run = try TrainingRun(
    Trainer(model, options: options), prepared, features, memory: plan)
  _ = try run.advance()
  let frames = try prepared.usable.map { try $0.features(features).rowCount }
  return (model.parameters.map(\.value), try plan.parts(of: frames).count)
}

/// A small network of the kind that hears samples, in which everything is left to chance.
private func chancyModel(_ change: (inout Wav2Vec2Configuration) -> Void) throws -> Wav2Vec2 {
  var configuration = Wav2Vec2Configuration(.wav2vec2)
  configuration.hiddenSize = 24
  configuration.layers = 3
  configuration.heads = 3
  configuration.intermediateSize = 20
  configuration.convolutionChannels = [8, 8]
  configuration.convolutionKernels = [10, 4]
  configuration.convolutionStrides = [8, 5]
  configuration.positionKernel = 4
  configuration.positionGroups = 2
  configuration.initializerRange = 0.2
  configuration.training.hiddenDropout = 0.2
  configuration.training.attentionDropout = 0.3
  configuration.training.activationDropout = 0.2
  configuration.training.projectionDropout = 0.1
  configuration.training.finalDropout = 0.2
  configuration.training.layerDrop = 0.3
  configuration.training.timeMasks.probability = 0.4
  configuration.training.timeMasks.length = 3
  configuration.training.featureMasks.probability = 0.2
  configuration.training.featureMasks.length = 4
  change(&configuration)
  var extractor = FeatureExtractor()
  extractor.samplingRate = Tones.rate
  return Wav2Vec2(
    tokenizer: try CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["abc"])),
    configuration: configuration, extractor: extractor, from: RandomParameters(seed: 1))
}

/// Whether two updates are alike to rounding, and not because nothing was learned.
private func expectAlike(_ model: () throws -> any SpeechModel, accumulated: Int = 1) throws {
  let rows = Tones.utterances(12)
  let before = try model().parameters.map(\.value)
  let clip = try rows[0].audio()
  let perSecond = Double(try model().features(of: clip).rowCount) / clip.duration
  let whole = try update(try model(), rows, frames: 1 << 30, accumulated: accumulated)
  let cut = try update(try model(), rows, frames: Int(1.5 * perSecond), accumulated: accumulated)
  #expect(whole.parts == 1 && cut.parts > 2)
  for (one, other) in zip(whole.weights, cut.weights) {
    #expect(largestDifference(one, other) < 1e-6)
  }
  let moved = zip(before, whole.weights).map { largestDifference($0, $1) }.max() ?? 0
  #expect(moved > 1e-4)
}

@Test func `parts drop and mask what the whole batch would, so the update is the same`() throws {
  try expectAlike { try Tones.model(dropout: 0.4) }
  try expectAlike { try chancyModel { _ in } }
  try expectAlike { try chancyModel { $0.normalisesFirst = true } }
}

@Test func `so is an update of several batches, each with chance of its own`() throws {
  try expectAlike({ try chancyModel { _ in } }, accumulated: 2)
}

@Test func `left out convolutions behind the encoder do not shift what parts drop`() throws {
  for layers in 2...4 {
    try expectAlike {
      try chancyModel {
        var adapter = Wav2Vec2Configuration.Adapter()
        adapter.layers = layers
        $0.adapter = adapter
        $0.training.layerDrop = 0.5
      }
    }
  }
}
