import Autograd
import Layers
import Recognizers
import Seq2Seq
import Tensors
import TestSupport
import Testing

/// The encoder, the decoder, the objective and the searches have the numbers of transformers' Whisper.
struct WhisperTests {
  private let fixture: WhisperFixture

  init() throws {
    fixture = try WhisperFixture.whole.get()
  }

  @Test func `parameters have Whisper's names`() {
    let names = (fixture.encoder.parameters + fixture.decoder.parameters).map(\.name)
    #expect(Set(names) == Set(fixture.weights.keys) && names.count == fixture.weights.count)
  }

  @Test func `places are waves`() {
    let waves = sinusoids(10, columns: 8)
    #expect(differences(waves, fixture.encoderPositions, tolerance: 1e-6) == "")
  }

  @Test func `the encoder hears recordings of several lengths`() {
    let features = Batch(packing: fixture.recordings.map(\.features.tensor))
    let encoded = fixture.encoder(features, .inference)
    #expect(encoded.lengths == [10, 7])
    #expect(encoded.lengths == features.lengths.map(fixture.encoder.outputFrames))
    for (found, recording) in zip(encoded.sequences, fixture.recordings) {
      #expect(differences(found, recording.encoded, tolerance: 2e-5) == "")
    }
  }

  @Test func `the decoder scores texts of several lengths`() {
    let texts = fixture.recordings.map { Array($0.target.dropLast()) }
    let scores = fixture.decoder(texts, lookingAt: fixture.encoded, .inference)
    for (found, recording) in zip(scores.sequences, fixture.recordings) {
      #expect(differences(found, recording.logits, tolerance: 2e-5) == "")
    }
  }

  @Test func `the loss has the gradients of all weights, through decoder and encoder`() throws {
    let (encoder, decoder) = (fixture.encoder, fixture.decoder)
    let objective = SequenceObjective(
      FixtureTokens(), decoder, labelSmoothing: fixture.smoothing)
    let targets = fixture.recordings.map { Target($0.target, promptLength: $0.promptLength) }
    let tape = Tape()
    let pass = ForwardPass.training(on: tape, seed: 1, step: 1)
    let features = Batch(packing: fixture.recordings.map(\.features.tensor))
    let loss = try objective.loss(encoder(features, pass), targets, pass)
    #expect(differences(loss.value.value.elements, [fixture.loss]) == "")
    #expect(
      differences(loss.rowLosses.map { Float($0) }, fixture.recordings.map(\.loss)) == "")
    #expect(loss.brokenRows == [])
    tape.backward(from: loss.value)
    for parameter in encoder.parameters + decoder.parameters {
      let wanted = fixture.gradients[parameter.name]
      #expect(differences(parameter.gradient, wanted, tolerance: 2e-5) == "", "\(parameter.name)")
    }
  }

  /// The searches of both recordings with each set of suppressed tokens, and what is the best of all texts.
  private func compare(
    _ search: (WhisperFixture.Texts) -> some TokenSearch,
    _ check: ([TokenHypothesis], WhisperFixture.Texts) -> Void
  ) throws {
    for set in 0..<2 {
      let wanted = fixture.texts.map { $0[set] }
      var searches = wanted.map { search($0) }
      try fixture.decoder.write(
        lookingAt: fixture.encoded, prompts: wanted.map { _ in WhisperFixture.prompt }, &searches,
        filters: [SuppressedTokens(everywhere: wanted[0].everywhere, first: wanted[0].first)])
      for (search, wanted) in zip(searches, wanted) {
        check(search.hypotheses, wanted)
      }
    }
  }

  @Test func `greedy search writes the most probable token each time`() throws {
    try compare {
      GreedyTokenSearch(end: WhisperFixture.end, limit: $0.most)
    } _: { found, wanted in
      #expect(found.map(\.tokens) == [wanted.greedy])
    }
  }

  @Test func `a beam as wide as the tree writes the best of all texts`() throws {
    try compare {
      BeamTokenSearch(width: 600, end: WhisperFixture.end, limit: $0.most + 1)
    } _: { found, wanted in
      // A text that is cut at the limit is none of those that ended.
      let best = found.first(where: \.isFinished)
      #expect(best?.tokens == wanted.best)
      #expect(abs((best?.score ?? 0) - wanted.bestScore) < 1e-4)
    }
    try compare {
      BeamTokenSearch(
        width: 600, end: WhisperFixture.end, limit: $0.most + 1, lengthPenalty: 0.6)
    } _: { found, wanted in
      // A text that is cut at the limit is none of those that ended.
      let best = found.first(where: \.isFinished)
      #expect(best?.tokens == wanted.penalised)
      #expect(abs((best?.score ?? 0) - wanted.penalisedScore) < 1e-4)
    }
  }
}
