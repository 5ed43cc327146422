import Audio
import Autograd
import Glibc
import Models
import Tensors
import TestSupport
import Text
import Testing

@testable import Training

private func options(_ steps: Int, seed: UInt64 = 42, rate: Double = 1e-2) -> FitOptions {
  var options = FitOptions()
  options.maxSteps = steps
  options.batchSize = 8
  options.learningRate = rate
  options.seed = seed
  return options
}

@Test(arguments: [1, 0]) func `tones are learned until no word is wrong`(layers: Int) throws {
  var trainer = Trainer(try Tones.model(recurrentLayers: layers), options: options(150))
  var heard: [(String, String)] = []
  trainer.listener = { event in
    if case .evaluated(let evaluation) = event {
      heard = evaluation.rows.map { ($0.text, $0.predicted) }
    }
  }
  let history = try trainer.fit(Tones.utterances(48), evaluation: Tones.utterances(24, seed: 2))
  let found = try #require(history.rows.last?.evaluation)
  #expect(found.words.rate == 0, "\(heard)")
  #expect(history.steps == 150 && history.skipped.isEmpty && history.rejected.isEmpty)
  #expect(found.loss < 0.1 && found.blankShare > 0 && found.blankShare < 1)
}

@Test func `the same seed gives the same bits, another seed others`() throws {
  func run(_ seed: UInt64) throws -> (bits: [UInt32], losses: [Double], texts: [String]) {
    let model = try Tones.model(dropout: 0.3)
    var trainer = Trainer(model, options: options(12, seed: seed))
    var texts: [String] = []
    trainer.listener = { event in
      if case .evaluated(let evaluation) = event { texts += evaluation.rows.map(\.predicted) }
    }
    let history = try trainer.fit(
      Tones.utterances(20), evaluation: Tones.utterances(5, seed: 3))
    return (model.bits, history.rowLosses.sorted { $0.key < $1.key }.map(\.value), texts)
  }
  let (one, same, other) = (try run(1), try run(1), try run(2))
  #expect(one.bits == same.bits && one.losses == same.losses && one.texts == same.texts)
  #expect(one.bits != other.bits && one.losses != other.losses)
  #expect(one.losses.count == 20)
}

/// A recording whose numbers are no numbers.
private func poisoned(_ row: Int) -> Utterance {
  Utterance(row: row, name: "poisoned-\(row).wav", text: "ab", duration: 0.3) {
    AudioClip(samples: Tensor(repeating: .nan, shape: [2_400]), samplingRate: Tones.rate)
  }
}

@Test func `a step without a finite loss changes no bit and names the row`() throws {
  let model = try Tones.model()
  var seen: [String] = []
  var afterGood: [UInt32] = []
  var trainer = Trainer(model, options: options(8))
  trainer.listener = { event in
    switch event {
    case .skipped(let skipped):
      seen += skipped.rows
      #expect(skipped.problem == "the loss")
      // Nothing was changed since the last good step.
      #expect(afterGood.isEmpty || model.bits == afterGood)
    case .step: afterGood = model.bits
    default: break
    }
  }
  // Two batches a pass, one of which has the poisoned row.
  let history = try trainer.fit((0..<15).map { Tones.utterance($0, "ab") } + [poisoned(15)])
  #expect(history.skipped.count == 4 && Set(seen) == ["poisoned-15.wav"])
  #expect(history.rowLosses[15]?.isFinite == false)
  #expect(model.parameters.allSatisfy { $0.value.isFinite && $0.gradient == nil })
}

@Test func `ten steps in a row without a finite loss end the training`() throws {
  let model = try Tones.model()
  let before = model.bits
  do {
    _ = try Trainer(model, options: options(100)).fit([poisoned(0), poisoned(1)])
    Issue.record("It went on.")
  } catch {
    #expect(
      error.description.hasPrefix(
        "the loss was not a finite number for 10 steps in a row, up to step 10, last on poisoned-"),
      "\(error)")
  }
  #expect(model.bits == before)
}

@Test func `a poisoned weight is met by an error too`() throws {
  let model = try Tones.model()
  let parameter = try #require(model.parameters.first)
  parameter.value = Tensor(repeating: .nan, shape: parameter.value.shape)
  #expect(throws: TrainingError.self) {
    try Trainer(model, options: options(100)).fit(Tones.utterances(16))
  }
}

@Test func `training stops when it is asked to, between two steps`() throws {
  var steps = 0
  var trainer = Trainer(try Tones.model(), options: options(50))
  trainer.listener = { if case .step = $0 { steps += 1 } }
  trainer.shouldStop = { steps == 3 }
  do {
    _ = try trainer.fit(Tones.utterances(16))
    Issue.record("It went on.")
  } catch {
    guard case .interrupted = error else {
      Issue.record("\(error)")
      return
    }
  }
  #expect(steps == 3)
}

@Test func `the table has a row for every evaluation and the last step`() throws {
  var options = options(7)
  options.evalSteps = 3
  options.loggingSteps = 2
  let history = try Trainer(try Tones.model(), options: options).fit(
    Tones.utterances(16), evaluation: Tones.utterances(4, seed: 2))
  #expect(history.rows.map(\.step) == [2, 3, 4, 6, 7])
  #expect(history.rows.map { $0.evaluation != nil } == [false, true, false, true, true])
  #expect(history.rows.allSatisfy { $0.trainingLoss.isFinite && $0.gradientNorm > 0 })
  #expect(history.rows.map(\.epoch) == [1, 1.5, 2, 3, 3.5])
}

@Test func `frozen parts stay as they are`() throws {
  let model = try Tones.model()
  try model.freeze("conv")
  let before = Dictionary(uniqueKeysWithValues: model.parameters.map { ($0.name, $0.value) })
  _ = try Trainer(model, options: options(3)).fit(Tones.utterances(16))
  for parameter in model.parameters {
    #expect(
      (parameter.value == before[parameter.name]) == (parameter.isTrainable == false),
      "\(parameter.name)")
  }
}
