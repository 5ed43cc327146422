import Autograd
import Layers
import Recognizers
import Seq2Seq
import Tensors
import TestSupport
import Testing

struct SequenceObjectiveTests {
  private let decoder = AttentionDecoder(
    "decoder", .init(vocabulary: 9, mostTokens: 6),
    TransformerSizes(columns: 8, layers: 1, heads: 2, inner: 8), from: RandomParameters(seed: 1))
  private var objective: SequenceObjective {
    SequenceObjective(FixtureTokens(), decoder, mostFrames: 20, labelSmoothing: 0.1)
  }
  private let encoded = Batch(packing: [randomTensor([4, 8]), randomTensor([2, 8], salt: 1)])

  @Test func `a target is a prompt, a text and its end`() throws {
    let target = try objective.target(for: "567")
    #expect(target == Target([3, 4, 5, 6, 7, 2], promptLength: 2))
    #expect(target.learnedCount == 4)
    #expect(objective.shortestTarget.tokens == [3, 4, 2])
    #expect(objective.fewestFrames(for: target) == 1)
  }

  @Test func `says which targets cannot be learned`() throws {
    func problem(_ text: String, frames: Int) throws -> String? {
      objective.problem(with: try objective.target(for: text), frames: frames)
    }
    #expect(try problem("5678", frames: 20) == nil)
    #expect(
      try problem("56785", frames: 20)
        == "has 7 tokens with the beginning; the decoder has places for 6")
    #expect(try problem("5", frames: 21) == "has 21 frames; the encoder has places for 20")
    #expect(try problem("5", frames: 0) == "has no frames, and the decoder needs one")
  }

  @Test func `losses are reduced as is asked for, and the prompt counts nothing`() throws {
    let targets = try ["56", "8"].map(objective.target)
    var objective = objective
    // By hand, from the scores.
    let scores = decoder([[3, 4, 5, 6], [3, 4, 8]], lookingAt: encoded, .inference)
    func loss(_ row: Int, _ token: Int) -> Double {
      let all = logSoftmax(Variable(scores.rows.value.rows(row..<row + 1))).value.elements
      return -Double(all[token])
    }
    let rows = [loss(1, 5) + loss(2, 6) + loss(3, 2), loss(5, 8) + loss(6, 2)]
    for (reduction, wanted) in [
      (LossReduction.none, rows), (.sum, [rows[0] + rows[1]]),
      (.mean, [(rows[0] / 3 + rows[1] / 2) / 2]),
    ] {
      objective.lossOptions.reduction = reduction
      let found = try objective.loss(encoded, targets, .inference)
      #expect(differences(found.value.value.elements, wanted) == "")
      #expect(differences(found.rowLosses.map { Float($0) }, rows) == "")
    }
  }

  @Test func `labels are smoothed in training alone`() throws {
    let targets = try ["56", "8"].map(objective.target)
    func loss(_ pass: ForwardPass, _ smoothing: Float) throws -> [Double] {
      try SequenceObjective(FixtureTokens(), decoder, labelSmoothing: smoothing)
        .loss(encoded, targets, pass).rowLosses
    }
    let training = ForwardPass.training(on: Tape(), seed: 1, step: 1)
    #expect(try loss(.inference, 0.1) == loss(.inference, 0))
    #expect(try loss(training, 0) == loss(.inference, 0))
    #expect(try loss(training, 0.1) != loss(.inference, 0))
  }

  @Test func `a recording has the loss beside others that it has alone`() throws {
    let targets = try ["56", "8"].map(objective.target)
    let both = try objective.loss(encoded, targets, .inference).rowLosses
    for place in 0..<2 {
      let alone = try objective.loss(
        Batch(encoded.sequences[place]), [targets[place]], .inference)
      #expect(alone.rowLosses == [both[place]])
    }
  }

  @Test func `targets that cannot be scored are errors that name the recording`() {
    func error(_ tokens: [Int]) -> TargetError? {
      do {
        _ = try objective.loss(encoded, [objective.shortestTarget, Target(tokens)], .inference)
        return nil
      } catch { return error as? TargetError }
    }
    #expect(error([3, 9, 2])?.index == 1)
    #expect(error([3, 9, 2])?.problem.contains("9") == true)
    #expect(
      error([3, -1]) != nil && error([]) != nil && error(Array(repeating: 5, count: 8)) != nil)
    #expect(error([3, 4, 5, 2]) == nil)
  }

  @Test func `losses that are not finite are named`() throws {
    let targets = try ["56", "8"].map(objective.target)
    let infinite = Tensor(repeating: .infinity, shape: [2, 8])
    let rows = Batch(packing: [encoded.sequences[0], infinite])
    #expect(try objective.loss(rows, targets, .inference).brokenRows == [1])
  }
}
