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

  @Test func `parts have the gradients of the whole batch`() throws {
    let model = try Tones.model(dropout: 0)
    let memory = MemoryModel(model)
    let rows = Tones.utterances(12)
    func weights(_ budget: Int) throws -> [Tensor] {
      let model = try Tones.model(dropout: 0)
      var options = FitOptions()
      options.maxSteps = 1
      options.batchSize = 12
      options.learningRate = 1e-2
      options.adamEpsilon = 1
      options.memory = budget
      _ = try Trainer(model, options: options).fit(rows)
      return model.parameters.map(\.value)
    }
    // The least memory holds all of these; a budget of its own for the parts is what is looked at here.
    let whole = try weights(1 << 30)
    let plan = MemoryPlan(memory, budget: memory.bytes([60, 60], checkpointsGradients: false))
    #expect(try plan.parts(of: rows.map { Int($0.duration * 100) }).count > 2)
    let cut = try MemoryPlanTests.inParts(rows, plan)
    for (one, other) in zip(whole, cut) {
      for (a, b) in zip(one.elements, other.elements) { #expect(abs(a - b) < 1e-6) }
    }
  }

  /// One update by a run whose plan is another.
  private static func inParts(_ rows: [Utterance], _ plan: MemoryPlan) throws -> [Tensor] {
    let model = try Tones.model(dropout: 0)
    var options = FitOptions()
    options.maxSteps = 1
    options.batchSize = 12
    options.learningRate = 1e-2
    options.adamEpsilon = 1
    let trainer = Trainer(model, options: options)
    let features = FeatureCache(model, limit: 1 << 28)
    let prepared = try PreparedRows(rows, model: model, purpose: "train", features: features)
    var run = try TrainingRun(trainer, prepared, features, memory: plan)
    _ = try run.advance()
    return model.parameters.map(\.value)
  }
}
