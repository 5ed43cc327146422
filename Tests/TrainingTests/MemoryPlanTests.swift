import Autograd
import Models
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite(.serialized) struct MemoryPlanTests {
  /// What a little takes, so that nothing is measured: other tests hold memory meanwhile.
  private let model = MemoryModel(
    gradients: 5_000, framesPerSecond: 100,
    plain: [
      MemoryStage(gradients: 0, lengths: [100, 200], bytes: [3_000, 5_000]),
      MemoryStage(gradients: 5_000, lengths: [100, 200], bytes: [1_000, 1_100]),
    ],
    checkpointed: [MemoryStage(gradients: 5_000, lengths: [100, 200], bytes: [500, 600])])

  @Test func `leaves are those of the batch, and layers are computed again where they do not fit`()
    throws
  {
    let seconds = [8.0, 30, 16, 16, 24, 4, 50, 12]
    let frames = seconds.map { Int(50 * $0) }
    let places = Leaves.places(seconds)
    #expect(places == [0..<2, 2..<4, 4..<6, 6..<7, 7..<8])
    // Leaves 0 to 4 of an update find 0, 1, 1, 2, 1 sums of gradients, behind 3 others 2, 1, 2, 2, 3.
    for (earlier, held) in [(0, [0, 1, 1, 2, 1]), (3, [2, 1, 2, 2, 3])] {
      for budget in [25_000, 40_000, 45_000, 1_000_000] {
        let plan = MemoryPlan(model, budget: budget)
        let leaves = try plan.leaves(seconds: seconds, frames: frames, after: earlier)
        #expect(leaves.map(\.places) == places)
        for (leaf, held) in zip(leaves, held) {
          let count = frames[leaf.places].reduce(0, +)
          // 1000 + 20 · frames on the way forward, or near the end of the way back 5,900 + frames.
          let kept = max(1_000 + 20 * count, 5_900 + count) + 5_000 * held
          #expect(leaf.checkpointsGradients == (kept > budget))
          #expect(leaf.bytes == (kept > budget ? 5_400 + count + 5_000 * held : kept))
        }
      }
    }
  }

  @Test func `a leaf that does not fit is named with its longest recording`() {
    let plan = MemoryPlan(model, budget: 11_000)
    do {
      _ = try plan.leaves(seconds: [8, 2, 6, 18, 10], frames: [400, 100, 300, 900, 500], after: 3)
      Issue.record("It fitted.")
    } catch {
      #expect(
        error
          == MemoryPlan.TooLarge(place: 3, leaf: 0..<4, needed: 5_400 + 1_700 + 2 * 5_000))
    }
  }

  @Test func `rows that a leaf might not hold together are refused before anything is learned`()
    throws
  {
    let network = try Tones.model()
    let features = FeatureCache(network)
    let prepared = try PreparedRows(
      Tones.utterances(6), model: network, purpose: "train", features: features)
    func run(batchSize: Int) throws {
      var options = FitOptions()
      options.batchSize = batchSize
      // 100 frames of features fit, with layers computed again.
      _ = try TrainingRun(
        Trainer(network, options: options), prepared, features,
        memory: MemoryPlan(model, budget: 5_500))
    }
    try run(batchSize: 1)
    do {
      try run(batchSize: 6)
      Issue.record("They fitted.")
    } catch {
      let longest = try #require(
        prepared.usable.map(\.utterance).max { $0.duration < $1.duration })
      #expect("\(error)".contains(" s together with shorter recordings of its batch takes "))
      #expect("\(error)".contains("learning from \((longest.duration * 10).rounded() / 10) s"))
    }
  }

  @Test func `the stage that holds most depends on the length and on the gradients`() {
    let model = MemoryModel(
      gradients: 900, framesPerSecond: 100,
      plain: [
        MemoryStage(gradients: 0, lengths: [10, 20], bytes: [200, 300]),
        MemoryStage(gradients: 800, lengths: [10, 20], bytes: [50, 60]),
      ], checkpointed: [MemoryStage(gradients: 0, lengths: [10, 20], bytes: [40, 30])])
    func bytes(_ frames: [Int], _ again: Bool = false, held: Int = 0) -> Int {
      model.bytes(frames, checkpointsGradients: again, heldSums: held)
    }
    // 100 + 10 · frames on the way forward, 840 + frames near the end of the way back.
    #expect(bytes([20, 20]) == 880 && bytes([200]) == 2_100)
    #expect(bytes([20, 20], held: 2) == 880 + 2 * 900)
    // What falls with the length is taken as even.
    #expect(bytes([500], true) == 40)
  }

  @Test func `a recording that does not fit is named with its length`() throws {
    var options = FitOptions()
    options.memory = FitOptions.leastMemory
    let long = Tones.utterance(3, String(repeating: "abc ", count: 600))
    do {
      _ = try Trainer(try Tones.model(), options: options).fit([Tones.utterance(0, "ab"), long])
      Issue.record("It fitted.")
    } catch {
      #expect(
        "\(error)".hasPrefix("row 3 (tone-3.wav): learning from 360.0 s takes "), "\(error)")
    }
  }
}
