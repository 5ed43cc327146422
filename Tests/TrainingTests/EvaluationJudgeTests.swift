import Testing
import Text

@testable import Training

/// An evaluation on a thousand words and letters.
private func figures(
  wer: Double, cer: Double, loss: Double, blank: Double = 0.6
) -> EvaluationFigures {
  func rate(_ errors: Double) -> ErrorRate {
    var rate = ErrorRate()
    rate.substitutions = Int((1000 * errors).rounded())
    rate.hits = 1000 - rate.substitutions
    return rate
  }
  var figures = EvaluationFigures()
  (figures.words, figures.characters) = (rate(wer), rate(cer))
  figures.loss = loss
  figures.blankShare = blank
  return figures
}

/// The best of evaluations at the steps 1, 2, …, and how many there were without gain behind each.
private func judged(
  _ evaluations: [EvaluationFigures], by metric: EvaluationMetric = .wer, of total: Int = 30
) -> (best: Int?, withoutGain: [Int]) {
  let judge = EvaluationJudge(by: metric)
  var (best, count, counts) = (Int?.none, 0, [Int]())
  for (place, figures) in evaluations.enumerated() {
    let earlier = best.map { evaluations[$0 - 1] }
    count = judge.withoutGain(
      count, figures, after: Array(evaluations[..<place]), best: earlier,
      share: Double(place + 1) / Double(total))
    counts.append(count)
    if judge.verdict(on: figures, against: earlier) != .worse { best = place + 1 }
  }
  return (best, counts)
}

struct EvaluationJudgeTests {
  @Test func `of equal word error rates the letters decide, as a new user had it`() {
    let (best, counts) = judged([
      figures(wer: 1, cer: 0.998, loss: 2.399), figures(wer: 1, cer: 0.928, loss: 1.972),
    ])
    #expect(best == 2 && counts == [0, 0])
  }

  @Test func `a run in its blank phase is not ended while its loss falls`() {
    // Eight passes with an evaluation every fifteen updates: it ended at the third of these.
    let (best, counts) = judged(
      [
        figures(wer: 1, cer: 1, loss: 5.07, blank: 1), figures(wer: 1, cer: 1, loss: 2.9, blank: 1),
        figures(wer: 1, cer: 1, loss: 2.48, blank: 1),
        figures(wer: 1, cer: 0.81, loss: 2.2, blank: 0.9),
      ], of: 23)
    #expect(best == 4 && counts == [0, 0, 0, 0])
  }

  @Test func `letters of a model that learned nothing do not use up patience either`() {
    // Random letters are a little better than blanks; a third of 12 updates is 4.
    let blank = figures(wer: 1, cer: 1, loss: 3, blank: 0.99)
    let (best, counts) = judged(
      [figures(wer: 1, cer: 0.97, loss: 8, blank: 0.1), blank, blank, blank, blank, blank], of: 12)
    #expect(best == 1 && counts == [0, 0, 0, 0, 1, 2])
  }

  @Test func `a loss that falls uses up none while all words are wrong, one that stands does`() {
    // Random letters stay the best of all; behind the first third a run that learns nothing ends.
    let losses = [8, 3, 2.9, 2.8, 2.8, 2.85, 2.79, 2.79]
    let (best, counts) = judged(
      losses.enumerated().map { place, loss in
        figures(wer: 1, cer: place == 0 ? 0.97 : 1, loss: loss, blank: place == 0 ? 0.1 : 1)
      }, of: 3)
    #expect(best == 1 && counts == [0, 0, 0, 0, 1, 2, 2, 3])
  }

  @Test func `a loss that falls is no gain where words get worse`() {
    let (best, counts) = judged([
      figures(wer: 0.5, cer: 0.2, loss: 1), figures(wer: 0.51, cer: 0.2, loss: 0.9),
      figures(wer: 0.52, cer: 0.19, loss: 0.8),
    ])
    #expect(best == 1 && counts == [0, 1, 2])
  }

  @Test func `98 % of blanks are a model that begins to hear`() {
    let heard = figures(wer: 1, cer: 0.99, loss: 3, blank: 0.98)
    #expect(judged([heard, heard, heard]).withoutGain == [0, 1, 2])
  }

  @Test(arguments: [
    // The figures of two evaluations, wer, cer and loss, and which is the best by each of the three.
    ([0.5, 0.2, 1], [0.4, 0.3, 2], [2, 1, 1]), ([0.5, 0.2, 1], [0.5, 0.2, 0.9], [2, 2, 2]),
    ([0.5, 0.2, 1], [0.5, 0.3, 0.9], [1, 1, 2]), ([0.5, 0.2, 1], [0.6, 0.2, 0.9], [1, 2, 2]),
    ([0.5, 0.2, 1], [0.4, 0.2, 1], [2, 2, 2]), ([0.5, 0.2, 1], [0.5, 0.2, 1], [2, 2, 2]),
    ([0.5, 0.2, 1], [0.6, 0.1, 1], [1, 2, 2]),
    ([0.5, 0.2, 1], [0.4, 0.1, .nan], [2, 2, 1]),
    ([0.5, 0.2, .nan], [0.5, 0.2, 3], [2, 2, 2]),
    ([0.5, 0.2, .infinity], [0.6, 0.3, .nan], [1, 1, 0]),
  ])
  func `the chosen figure, the letters, the loss, the later`(
    _ one: [Double], _ other: [Double], _ best: [Int]
  ) {
    let evaluations = [one, other].map { figures(wer: $0[0], cer: $0[1], loss: $0[2]) }
    let found = [EvaluationMetric.wer, .cer, .loss].map { judged(evaluations, by: $0).best ?? 0 }
    #expect(found == best)
  }

  @Test func `an evaluation that is equal in all is the best, and gains nothing`() {
    let same = figures(wer: 0.3, cer: 0.1, loss: 0.2)
    let (best, counts) = judged([same, same, same])
    #expect(best == 3 && counts == [0, 1, 2])
  }

  @Test func `a figure that is no number is never the best, and uses up patience`() {
    let none = figures(wer: 1, cer: 1, loss: .nan)
    let (best, counts) = judged([none, none], by: .loss)
    #expect(best == nil && counts == [1, 2])
  }

  @Test func `a better figure ends the count`() {
    let (best, counts) = judged([
      figures(wer: 0.5, cer: 0.2, loss: 1), figures(wer: 0.6, cer: 0.1, loss: 0.5),
      figures(wer: 0.5, cer: 0.2, loss: 1.1), figures(wer: 0.49, cer: 0.3, loss: 2),
    ])
    #expect(best == 4 && counts == [0, 1, 2, 0])
  }
}

struct EvaluationReasonTests {
  private func reason(
    _ step: Int, _ evaluations: [EvaluationFigures], by metric: EvaluationMetric = .wer
  ) -> String {
    let rows = evaluations.enumerated().map { place, figures in
      HistoryRow(
        step: place + 1, epoch: 1, trainingLoss: 1, learningRate: 1, gradientNorm: 1, seconds: 1,
        evaluation: figures)
    }
    return EvaluationJudge(by: metric).reason(for: step, among: rows)
  }

  @Test func `is the figures that decided`() {
    let all = [
      figures(wer: 1, cer: 1, loss: 3), figures(wer: 1, cer: 0.812, loss: 2),
      figures(wer: 1, cer: 0.9, loss: 2.1),
    ]
    #expect(reason(2, all) == "WER 100.0 % as all 3, CER 81.2 % the lowest")
    #expect(reason(2, all, by: .loss) == "loss 2 the lowest")
    let some = [
      figures(wer: 0.5, cer: 0.2, loss: 2), figures(wer: 0.4, cer: 0.2, loss: 1.25),
      figures(wer: 0.4, cer: 0.2, loss: 1.5), figures(wer: 0.6, cer: 0.2, loss: 1),
    ]
    #expect(
      reason(2, some) == "WER 40.0 % the lowest, as 2, CER 20.0 % as all 2, loss 1.25 the lowest")
    #expect(reason(1, Array(some.prefix(1))) == "WER 50.0 %, the only evaluation")
    #expect(
      reason(2, [some[0], some[0]])
        == "WER 50.0 % as all 2, CER 20.0 % as all 2, loss 2 as all 2, the latest of them")
    // A run that was begun when the first of equal ones was kept.
    #expect(reason(1, all) == "WER 100.0 %, the best of those that are kept")
  }
}
