import Audio
import Autograd
import CTC
import Layers
import Models
import Recognizers
import Tensors
import TestSupport
import Testing
import Text

@testable import Training

/// A plan that keeps the layers of leaves of so many frames of features at most, and has those of longer ones
/// computed again: nothing is measured, since other tests hold memory meanwhile.
func planKeepingLayers(upTo frames: Int) -> MemoryPlan {
  let kept = MemoryStage(gradients: 0, lengths: [1, 2], bytes: [100, 200])
  let again = MemoryStage(gradients: 0, lengths: [1, 2], bytes: [0, 0])
  let model = MemoryModel(
    gradients: 0, framesPerSecond: 100, plain: [kept], checkpointed: [again])
  return MemoryPlan(model, budget: 100 * frames)
}

/// One update from rows, in batches of equal size.
struct TrialUpdate {
  let model: any SpeechModel
  let rows: [Utterance]
  var accumulated = 1

  private var options: FitOptions {
    var options = FitOptions()
    options.maxSteps = 1
    options.batchSize = rows.count / accumulated
    options.gradientAccumulationSteps = accumulated
    options.learningRate = 1e-2
    // Large, so that the update follows the gradient's size and not its sign alone.
    options.adamEpsilon = 1
    options.maxGradientNorm = 0
    return options
  }

  private func run(_ plan: MemoryPlan) throws -> TrainingRun {
    let features = FeatureCache(model)
    let prepared = try PreparedRows(rows, model: model, purpose: "train", features: features)
    return try TrainingRun(
      Trainer(model, options: options), prepared, features, memory: plan)
  }

  /// Does the update as training does.
  ///
  /// - Parameter frames: The frames of features up to which a leaf's layers are kept.
  /// - Returns: The loss, and how many leaves there were and of how many the layers were computed again.
  /// - Throws: What learning throws.
  func advance(keepingLayersUpTo frames: Int) throws -> (loss: Double, leaves: Int, again: Int) {
    let plan = planKeepingLayers(upTo: frames)
    var counted = try run(plan)
    let leaves = try Self.leaves(&counted)
    var run = try run(plan)
    let loss = try run.advance().loss
    return (loss, leaves.count, leaves.count { $0.plan.checkpointsGradients })
  }

  private static func leaves(_ run: inout TrainingRun) throws -> [TrainingRun.Leaf] {
    let batches = try run.nextBatches()
    var leaves: [TrainingRun.Leaf] = []
    for number in batches.indices {
      leaves += try run.leaves(of: batches, number, after: leaves.count)
    }
    return leaves
  }

  /// Does the update as several processes would that deal the leaves among them, the last one first.
  func advance(dealtTo processes: Int) throws -> (loss: Double, leaves: Int) {
    var sums: [Int: LeafSum] = [:]
    for process in (0..<processes).reversed() {
      var run = try run(planKeepingLayers(upTo: process == 0 ? 0 : 1 << 30))
      for (number, leaf) in try Self.leaves(&run).enumerated().reversed()
      where number % processes == process {
        sums[number] = try run.learn(leaf).sum
      }
    }
    var tree = PairwiseSum<LeafSum>()
    for number in sums.keys.sorted() { if let sum = sums[number] { tree.add(sum) } }
    let sum = tree.finish()
    let total = try #require(sum)
    let statistics = total.handOver(to: model.parameters)
    let run = try run(planKeepingLayers(upTo: 1 << 30))
    run.optimizer.update(learningRate: run.schedule.rate(at: 0))
    statistics.commit()
    return (total.loss, sums.count)
  }

  /// Does the update with the gradients of each batch as a whole, in one pass.
  func advanceWhole() throws {
    var run = try run(planKeepingLayers(upTo: 1 << 30))
    let batches = try run.nextBatches()
    for (number, batch) in batches.enumerated() {
      let tape = Tape()
      let pass = ForwardPass.training(on: tape, seed: options.seed, step: 0, batch: number)
      let features = try batch.map { try $0.features(run.features) }
      let logits = model.logits(
        Batch(packing: features, keys: batch.map(\.utterance.row)), pass)
      let loss = try CTCLoss(blank: model.blank)(
        logits.rows, lengths: logits.lengths, labels: batch.map(\.target.tokens))
      let weight = Tensor(repeating: 1 / Float(batches.count), shape: loss.value.shape)
      tape.backward(from: loss.value, gradient: weight)
    }
    run.optimizer.update(learningRate: run.schedule.rate(at: 0))
  }
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

/// Expects that neither the memory nor the number of processes changes a bit of an update.
func expectSameBits(_ model: () throws -> any SpeechModel, accumulated: Int = 1) throws {
  let rows = Tones.utterances(38)
  func update() throws -> TrialUpdate {
    TrialUpdate(model: try model(), rows: rows, accumulated: accumulated)
  }
  let before = try model().bits
  let large = try update()
  let found = try large.advance(keepingLayersUpTo: 1 << 30)
  #expect(found.leaves > 2 && found.again == 0)
  #expect(large.model.bits != before)
  // Some leaves are longer than this, or none is as short.
  let perLeaf = rows.reduce(0) { $0 + $1.duration } / Double(found.leaves)
  let clip = try rows[0].audio()
  let perSecond = Double(try model().features(of: clip).rowCount) / clip.duration
  for frames in [Int(perLeaf * perSecond), 0] {
    let small = try update()
    let other = try small.advance(keepingLayersUpTo: frames)
    #expect(other.again > 0 && other.leaves == found.leaves)
    #expect((frames > 0) == (other.again < other.leaves))
    #expect(other.loss == found.loss && small.model.bits == large.model.bits)
  }
  for processes in 1...3 {
    let dealt = try update()
    let other = try dealt.advance(dealtTo: processes)
    #expect(other.loss == found.loss && other.leaves == found.leaves)
    #expect(dealt.model.bits == large.model.bits, "\(processes) processes")
  }
}

/// Expects that an update is that of whole batches, to rounding, and not because nothing was learned.
private func expectWhole(_ model: () throws -> any SpeechModel, accumulated: Int = 1) throws {
  let rows = Tones.utterances(38)
  let (whole, cut) = (try model(), try model())
  let before = whole.parameters.map(\.value)
  try TrialUpdate(model: whole, rows: rows, accumulated: accumulated).advanceWhole()
  _ = try TrialUpdate(model: cut, rows: rows, accumulated: accumulated).advance(
    keepingLayersUpTo: 1 << 30)
  for (one, other) in zip(whole.parameters, cut.parameters) {
    #expect(largestDifference(one.value, other.value) < 1e-6, "\(one.name)")
  }
  let moved = zip(before, cut.parameters).map { largestDifference($0, $1.value) }.max() ?? 0
  #expect(moved > 1e-4)
}

struct LeafTests {
  @Test func `neither memory nor processes change a bit of an update`() throws {
    try expectSameBits { try Tones.model(dropout: 0.4) }
    try expectSameBits { try chancyModel { _ in } }
    try expectSameBits({ try chancyModel { $0.normalisesFirst = true } }, accumulated: 2)
  }

  @Test func `leaves drop and mask what the whole batch would, so the update is the same`() throws {
    try expectWhole { try Tones.model(dropout: 0.4) }
    try expectWhole { try chancyModel { _ in } }
    try expectWhole { try chancyModel { $0.normalisesFirst = true } }
  }

  @Test func `so is an update of several batches, each of which leaves out other layers`() throws {
    try expectWhole({ try chancyModel { _ in } }, accumulated: 2)
  }

  @Test func `left out convolutions behind the encoder change nothing of it`() throws {
    try expectWhole {
      try chancyModel {
        var adapter = Wav2Vec2Configuration.Adapter()
        adapter.layers = 3
        $0.adapter = adapter
        $0.training.layerDrop = 0.5
      }
    }
  }

  @Test func `leaves cover a batch in order, and are as long as they may be`() {
    var random = Randomness(seed: 3)
    for count in [0, 1, 2, 15, 16, 17, 100] {
      for longest in [0.1, 1, 5, 24, 80] {
        let seconds = (0..<count).map { _ in Double.random(in: 0...longest, using: &random) }
        let leaves = Leaves.places(seconds)
        #expect(leaves.flatMap { Array($0) } == Array(0..<count))
        for leaf in leaves {
          let sum = seconds[leaf].reduce(0, +)
          #expect(leaf.count == 1 || (leaf.count <= 16 && sum <= 40))
          guard leaf.upperBound < count else { continue }
          #expect(leaf.count == 16 || sum + seconds[leaf.upperBound] > 40)
        }
      }
    }
  }
}

/// What was added to what.
private struct Term: Summand {
  var words: String

  mutating func add(_ next: Term) { words = "(\(words) \(next.words))" }

  /// The tree of leaves by its rule: those of the largest power of two below their number, and the rest.
  static func tree(_ leaves: Range<Int>) -> String {
    guard leaves.count > 1 else { return "\(leaves.lowerBound)" }
    var half = 1
    while 2 * half < leaves.count { half *= 2 }
    let middle = leaves.lowerBound + half
    return "(\(tree(leaves.lowerBound..<middle)) \(tree(middle..<leaves.upperBound)))"
  }
}

struct PairwiseSumTests {
  @Test func `the tree depends on the number of leaves alone`() {
    for count in 1...40 {
      var sum = PairwiseSum<Term>()
      for leaf in 0..<count { sum.add(Term(words: "\(leaf)")) }
      #expect(sum.finish()?.words == Term.tree(0..<count))
    }
    var nothing = PairwiseSum<Term>()
    #expect(nothing.finish() == nil)
  }

  @Test func `so many sums are held while a leaf is learned from`() {
    #expect((0..<10).map { PairwiseSum<Term>.mostHeld($0) } == [0, 0, 1, 1, 2, 2, 2, 2, 3, 3])
    for count in 1...40 {
      let held = (0..<count).map(\.nonzeroBitCount).max()
      #expect(held == PairwiseSum<Term>.mostHeld(count))
    }
  }
}
