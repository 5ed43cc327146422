import Autograd
import Models
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite(.serialized) struct MemoryPlanTests {
  @Test func `parts cover a batch in order, and each fits`() throws {
    // Nothing is measured, since other tests hold memory meanwhile.
    let model = MemoryModel(
      gradients: 5_000, framesPerSecond: 100,
      plain: [
        MemoryStage(gradients: 0, lengths: [100, 200], bytes: [3_000, 5_000]),
        MemoryStage(gradients: 5_000, lengths: [100, 200], bytes: [1_000, 1_100]),
      ], checkpointed: [])
    let frames = [40, 300, 80, 80, 120, 20, 500, 60]
    let needed = model.bytes([500], checkpointsGradients: false, holdsGradients: true)
    for share in [1.0, 1.3, 2, 10] {
      for holdsGradients in [false, true] {
        let plan = MemoryPlan(model, budget: Int(Double(needed) * share))
        let parts = try plan.parts(of: frames, holdsGradients: holdsGradients)
        #expect(parts.first?.places.lowerBound == 0 && parts.last?.places.upperBound == 8)
        for (one, next) in zip(parts, parts.dropFirst()) {
          #expect(one.places.upperBound == next.places.lowerBound)
        }
        for part in parts {
          #expect(!part.checkpointsGradients && part.bytes <= plan.budget)
          // One more recording would not have fitted.
          let end = part.places.upperBound
          guard end < frames.count else { continue }
          let more = model.bytes(
            Array(frames[part.places.lowerBound...end]), checkpointsGradients: false,
            holdsGradients: holdsGradients || part.places.lowerBound > 0)
          #expect(more > plan.budget)
        }
      }
    }
  }

  @Test func `the stage that holds most depends on the length and on the gradients`() {
    let model = MemoryModel(
      gradients: 900, framesPerSecond: 100,
      plain: [
        MemoryStage(gradients: 0, lengths: [10, 20], bytes: [200, 300]),
        MemoryStage(gradients: 800, lengths: [10, 20], bytes: [50, 60]),
      ], checkpointed: [MemoryStage(gradients: 0, lengths: [10, 20], bytes: [40, 30])])
    func bytes(_ frames: [Int], _ again: Bool = false, holding: Bool = false) -> Int {
      model.bytes(frames, checkpointsGradients: again, holdsGradients: holding)
    }
    // 100 + 10 · frames on the way forward, 840 + frames near the end of the way back.
    #expect(bytes([20, 20]) == 880 && bytes([200]) == 2_100)
    #expect(bytes([20, 20], holding: true) == 100 + 400 + 900)
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
