import Autograd
import Models
import Tensors
import TestSupport
import Text
import Testing

@testable import Training

private func options(_ steps: Int) -> FitOptions {
  var options = FitOptions()
  options.maxSteps = steps
  options.batchSize = 8
  options.learningRate = 1e-2
  return options
}

@Test func `two accumulated batches are as one of twice the size`() throws {
  func weights(_ size: Int, _ accumulated: Int) throws -> [Tensor] {
    let model = try Tones.model(dropout: 0)
    var options = options(1)
    options.batchSize = size
    options.gradientAccumulationSteps = accumulated
    options.groupByLength = false
    options.adamEpsilon = 1
    _ = try Trainer(model, options: options).fit(Tones.utterances(8))
    return model.parameters.map(\.value)
  }
  for (one, other) in zip(try weights(8, 1), try weights(2, 4)) {
    for (a, b) in zip(one.elements, other.elements) { #expect(abs(a - b) < 1e-6) }
  }
}

@Test func `the last accumulated batches of a pass make an update of their own`() throws {
  var options = options(1)
  (options.maxSteps, options.epochs) = (nil, 2)
  (options.batchSize, options.gradientAccumulationSteps) = (4, 2)
  // Twenty rows are five batches, three updates a pass.
  let history = try Trainer(try Tones.model(), options: options).fit(Tones.utterances(20))
  #expect(history.steps == 6)
  #expect(history.rows.map(\.epoch) == [1, 2])
}

@Test func `training ends when evaluations get no better, with the best weights`() throws {
  let model = try Tones.model()
  var options = options(60)
  options.evalSteps = 5
  options.learningRate = 3
  options.schedule = .constant
  options.metricForBestModel = .loss
  options.earlyStoppingPatience = 2
  options.loadsBestModelAtEnd = true
  var weights: [Int: [UInt32]] = [:]
  var stopped = 0
  var trainer = Trainer(model, options: options)
  trainer.listener = { event in
    switch event {
    case .row(let row): weights[row.step] = model.bits
    case .stoppedEarly(let count): stopped = count
    default: break
    }
  }
  let history = try trainer.fit(
    Tones.utterances(24), evaluation: Tones.utterances(8, seed: 2))
  let losses = history.rows.compactMap { $0.evaluation?.loss }
  let best = try #require(history.best)
  #expect(best.value == losses.min() && stopped == 2 && history.stoppedEarly)
  // Evaluations in the first third that hear almost nothing but blanks do not count.
  let counted = history.rows.filter { row in
    guard let figures = row.evaluation, row.step > best.step else { return false }
    return figures.blankShare <= 0.98 || row.step > 20
  }
  #expect(counted.count == 2 && counted.last?.step == history.steps, "\(losses)")
  #expect(history.steps < 60)
  #expect(model.bits == weights[best.step])
}

@Test func `what needs evaluations is refused without rows for them`() throws {
  var options = options(3)
  options.earlyStoppingPatience = 2
  #expect(throws: TrainingError.self) {
    _ = try Trainer(try Tones.model(), options: options).fit(Tones.utterances(8))
  }
}

@Test func `one batch is learned by heart`() throws {
  var options = options(150)
  options.overfitsBatch = true
  let history = try Trainer(try Tones.model(dropout: 0), options: options).fit(
    Tones.utterances(40))
  #expect(history.rowLosses.count == 8)
  #expect(history.rows.last?.evaluation?.words.rate == 0)
}

@Test func `parts have rates of their own, and layers decay downwards`() throws {
  let model = try Tones.model()
  let head = try #require(model.parameters.last?.name.split(separator: ".").first.map(String.init))
  var options = options(1)
  options.learningRates = [(head, 0)]
  let before = Dictionary(uniqueKeysWithValues: model.parameters.map { ($0.name, $0.value) })
  _ = try Trainer(model, options: options).fit(Tones.utterances(8))
  for parameter in model.parameters where parameter.isTrainable {
    #expect(
      (parameter.value == before[parameter.name]) == parameter.name.hasPrefix("\(head)."),
      "\(parameter.name)")
  }
  options.learningRates = [("nowhere", 1)]
  #expect(throws: TrainingError.self) {
    _ = try Trainer(model, options: options).fit(Tones.utterances(8))
  }
  options.learningRates = []
  options.layerDecay = 0.5
  do {
    _ = try Trainer(model, options: options).fit(Tones.utterances(8))
    Issue.record("Layers were found.")
  } catch {
    #expect("\(error)".contains("numbered layers"), "\(error)")
  }
}

@Test(arguments: [
  // Updates and ratio of the warm-up, updates of all, and what is said of it.
  (1_000, 0, 1_080, "climbs over 1000 of 1080 updates: "), (100, 0, 480, nil), (160, 0, 480, nil),
  (161, 0, 480, "climbs over 161 of 480 updates: "),
  (500, 0, 480, "climbs over 500 updates, and there are 480: "), (0, 0.1, 480, nil),
  (0, 0.5, 480, "climbs over 240 of 480 updates: "), (3, 0, 4, nil), (0, 0, 480, nil),
])
func `a warm-up of more than a third is told`(
  _ steps: Int, _ ratio: Double, _ total: Int, _ words: String?
) throws {
  var options = FitOptions()
  (options.warmupSteps, options.warmupRatio) = (steps, ratio)
  let remark = options.remarkOnWarmup(of: total)
  #expect(words.map { remark?.contains($0) == true } ?? (remark == nil), "\(remark ?? "none")")
  if remark != nil { #expect(remark?.contains("warmup_ratio=0.1") == true) }
}

@Test func `a schedule with a warm-up of its own is looked at, and a training says it once`() throws
{
  var options = options(20)
  var stages = TriStage()
  (stages.warmup, stages.hold, stages.decay) = (0.6, 0.2, 0.2)
  options.schedule = .triStage(stages)
  var trainer = Trainer(try Tones.model(), options: options)
  var remarks: [String] = []
  trainer.listener = { if case .remark(let text) = $0 { remarks.append(text) } }
  _ = try trainer.fit(Tones.utterances(8))
  #expect(remarks.count == 1 && remarks[0].contains("climbs over 12 of 20 updates"), "\(remarks)")
  options.schedule = .triStage()
  #expect(options.remarkOnWarmup(of: 20) == nil)
}

@Test func `a model that hears blanks only is told in words`() {
  func row(_ step: Int, loss: Double, blank: Double) -> HistoryRow {
    var figures = EvaluationFigures()
    figures.blankShare = blank
    return HistoryRow(
      step: step, epoch: 1, trainingLoss: loss, learningRate: 1, gradientNorm: 1, seconds: 1,
      evaluation: figures)
  }
  #expect(row(10, loss: 3, blank: 0.9).remarkOnBlanks(after: nil, of: 100) == nil)
  let early = row(10, loss: 3, blank: 1).remarkOnBlanks(after: nil, of: 100)
  let falling = row(50, loss: 2, blank: 1).remarkOnBlanks(
    after: row(40, loss: 3, blank: 1), of: 100)
  let stuck = row(50, loss: 3, blank: 1).remarkOnBlanks(after: row(40, loss: 3, blank: 1), of: 100)
  #expect(early?.contains("usual at this point") == true)
  #expect(falling?.contains("still falls") == true)
  #expect(stuck?.contains("overfit_batch=true") == true)
}
