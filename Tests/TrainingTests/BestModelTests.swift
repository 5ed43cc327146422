import Foundation
import Models
import TestSupport
import Testing
import Text

@testable import Training

/// A training, what it said, and the weights behind each of its evaluations.
private struct Watched {
  let model: any SpeechModel
  let history: TrainingHistory
  var remarks: [String] = []
  var weights: [Int: [UInt32]] = [:]

  /// Trains with an evaluation after every fifth update, the best of which is loaded.
  init(
    in folder: TrainingFolder? = nil, _ change: (inout FitOptions) -> Void,
    then: @escaping (HistoryRow) -> Void = { _ in }
  ) throws {
    let model = try Tones.model(dropout: 0)
    var options = FitOptions()
    options.batchSize = 8
    options.maxSteps = 30
    options.evalSteps = 5
    options.loadsBestModelAtEnd = true
    change(&options)
    var (remarks, weights) = ([String](), [Int: [UInt32]]())
    var trainer = Trainer(model, options: options)
    trainer.folder = folder
    trainer.listener = { event in
      switch event {
      case .row(let row):
        weights[row.step] = model.bits
        then(row)
      case .remark(let text): remarks.append(text)
      default: break
      }
    }
    history = try trainer.fit(Tones.utterances(24), evaluation: Tones.utterances(8, seed: 2))
    (self.model, self.remarks, self.weights) = (model, remarks, weights)
  }

  /// The best step by the rule in words: the lowest WER, then CER, then loss, then the latest.
  var bestStep: Int? {
    history.rows.compactMap { row in row.evaluation.map { (row.step, $0) } }.min {
      ($0.1.words.rate, $0.1.characters.rate, $0.1.loss, -$0.0)
        < ($1.1.words.rate, $1.1.characters.rate, $1.1.loss, -$1.0)
    }?.0
  }

  var wordErrorRates: Set<Double> {
    Set(history.rows.compactMap { $0.evaluation?.words.rate })
  }
}

@Suite struct BestModelTests {
  @Test func `where all words are wrong the letters and the loss decide, and patience waits`()
    throws
  {
    // Steps so small that the loss falls, and what is heard stays as it is.
    let run = try Watched {
      $0.learningRate = 2e-6
      $0.schedule = .constant
      $0.earlyStoppingPatience = 1
    }
    let figures = run.history.rows.compactMap(\.evaluation)
    try #require(run.wordErrorRates.count == 1, "\(figures)")
    try #require(figures.map(\.loss) == figures.map(\.loss).sorted(by: >), "\(figures)")
    // The first of equal ones would be step 5, and training would end behind step 10.
    let best = try #require(run.history.best?.step)
    #expect(best == run.bestStep && best > 5, "\(figures)")
    #expect(run.history.steps == 30 && !run.history.stoppedEarly)
    #expect(run.model.bits == run.weights[best])
    #expect(run.remarks.last?.contains(" as all 6, ") == true, "\(run.remarks)")
  }

  @Test func `of evaluations that are equal in all the last is loaded, and patience ends`() throws {
    let run = try Watched {
      $0.learningRate = 0
      $0.earlyStoppingPatience = 4
    }
    #expect(run.history.best?.step == 25 && run.history.steps == 25 && run.history.stoppedEarly)
    #expect(
      run.remarks.last?.hasPrefix("step 25, the last, is the best: ") == true, "\(run.remarks)")
  }

  @Test func `the step that is loaded is named, with the figures that decided`() throws {
    let folder = try TemporaryFolder()
    let run = try Watched(in: try TrainingFolder(folder.path, TrainingFolder.Policy())) {
      // Steps that grow: sooner or later the loss rises with them.
      $0.learningRate = 3
      $0.warmupSteps = 30
      $0.schedule = .constant
      $0.metricForBestModel = .loss
    }
    let best = try #require(run.history.best?.step)
    try #require(best < 30)
    #expect(run.model.bits == run.weights[best])
    let loss = String(format: "%.4g", try #require(run.history.best).value)
    #expect(run.remarks.last == "step \(best) loaded: loss \(loss) the lowest", "\(run.remarks)")
  }

  @Test func `the best checkpoint that is not there is told, and the last weights stay`() throws {
    let folder = try TemporaryFolder()
    let run = try Watched(in: try TrainingFolder(folder.path, TrainingFolder.Policy())) {
      // Steps that grow: sooner or later the loss rises with them.
      $0.learningRate = 3
      $0.warmupSteps = 30
      $0.schedule = .constant
      $0.metricForBestModel = .loss
    } then: { row in
      guard row.step == 30 else { return }
      for step in stride(from: 5, to: 30, by: 5) {
        try? FileManager.default.removeItem(atPath: "\(folder.path)/step-\(step)")
      }
    }
    #expect(run.model.bits == run.weights[30])
    #expect(run.remarks.last?.contains("is not there") == true, "\(run.remarks)")
  }
}
