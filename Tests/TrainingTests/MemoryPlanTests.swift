import Autograd
import Models
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite(.serialized) struct MemoryPlanTests {
  @Test func `parts cover a batch in order, and each fits`() throws {
    let model = MemoryModel(try Tones.model())
    let frames = [40, 300, 80, 80, 120, 20, 500, 60]
    let needed = model.bytes([500], checkpointsGradients: false)
    for share in [1.0, 1.3, 2, 10] {
      let plan = MemoryPlan(model, budget: Int(Double(needed) * share))
      let parts = try plan.parts(of: frames)
      #expect(parts.first?.places.lowerBound == 0 && parts.last?.places.upperBound == 8)
      for (one, next) in zip(parts, parts.dropFirst()) {
        #expect(one.places.upperBound == next.places.lowerBound)
      }
      for part in parts {
        #expect(!part.checkpointsGradients && part.bytes <= plan.budget)
        // One more recording would not have fitted.
        let end = part.places.upperBound
        if end < frames.count {
          let more = Array(frames[part.places.lowerBound...end])
          #expect(model.bytes(more, checkpointsGradients: false) > plan.budget)
        }
      }
    }
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
