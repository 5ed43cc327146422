import Models
import Testing
import Text
import Training

@Test func `an evaluation is the same for any batch size`() throws {
  let model = try Tones.model()
  var options = FitOptions()
  options.maxSteps = 20
  options.learningRate = 1e-2
  _ = try Trainer(model, options: options).fit(Tones.utterances(32))
  let rows = Tones.utterances(21, seed: 9)
  let alone = try evaluate(model, on: rows, batchSize: 1)
  for size in [3, 16, 100] {
    var told: [Int] = []
    let batched = try evaluate(model, on: rows, batchSize: size) { done, all in
      told.append(done)
      #expect(all == 21)
    }
    #expect(told.last == 21 && told.count == (21 + size - 1) / size)
    #expect(batched.rows.map(\.predicted) == alone.rows.map(\.predicted))
    #expect(
      batched.figures.words == alone.figures.words
        && batched.figures.characters == alone.figures.characters)
    #expect(
      batched.figures.blankShare == alone.figures.blankShare
        && batched.figures.loss == alone.figures.loss)
    #expect(batched.rows.map(\.loss) == alone.rows.map(\.loss))
  }
  #expect(alone.rows.map(\.row) == Array(0..<21))
}

@Test func `an evaluation stops when it is asked to`() throws {
  let model = try Tones.model()
  #expect(throws: TrainingError.self) {
    try evaluate(model, on: Tones.utterances(4), batchSize: 1, shouldStop: { true })
  }
}
