import Cancelling
import Layers
import Recognizers
import Seq2Seq
import Tensors
import TestSupport
import Testing

struct SequenceDecoderTests {
  private let fixture: WhisperFixture

  init() throws {
    fixture = try WhisperFixture.whole.get()
  }

  /// The fixture's decoder with the prompt and the end of its texts.
  private func decoder(_ options: DecodingOptions = DecodingOptions()) throws -> SequenceDecoder {
    try SequenceDecoder(options, FixtureTokens(), fixture.decoder)
  }

  private func transcript(
    _ options: DecodingOptions = DecodingOptions(), cuts: [Int] = []
  ) throws -> Transcript {
    var decoder = try decoder(options)
    let rows = fixture.recordings[0].encoded.tensor
    let places = [0] + cuts + [rows.rowCount]
    for (from, to) in zip(places, places.dropFirst()) {
      try decoder.take(rows.rows(from..<to), .never)
    }
    return try decoder.finish(duration: 1, .never)
  }

  @Test func `writes what a search finds, with its score and confidence`() throws {
    var search = [GreedyTokenSearch(end: WhisperFixture.end, limit: 6)]
    try fixture.decoder.write(
      lookingAt: Batch(fixture.recordings[0].encoded.tensor), prompts: [WhisperFixture.prompt],
      &search)
    let best = search[0].hypotheses[0]
    let found = try transcript()
    #expect(found.text == (try FixtureTokens().decode(best.tokens)) && !found.text.isEmpty)
    #expect(found.alternatives.map(\.score) == [best.score])
    #expect(found.confidence == best.confidence && (0...1).contains(found.confidence))
    #expect(found.words == [])
  }

  @Test func `a transcript does not depend on how the rows were cut`() throws {
    var beam = DecodingOptions()
    (beam.search, beam.width, beam.best) = (.beam, 4, 3)
    for options in [DecodingOptions(), beam] {
      let whole = try transcript(options)
      #expect(try transcript(options, cuts: [1, 1, 8]) == whole)
    }
  }

  @Test func `a beam search gives the best texts in order`() throws {
    var options = DecodingOptions()
    (options.search, options.width, options.best) = (.beam, 5, 4)
    let found = try transcript(options).alternatives
    #expect(found.count == 4 && Set(found.map(\.text)).count == 4)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
    // A score is the mean of the tokens' logarithms.
    let best = found[0]
    #expect(best.acousticScore < best.score)
  }

  @Test func `suppressed tokens are never written`() throws {
    var tokens = FixtureTokens()
    let text = try transcript().text
    tokens.suppressed = try tokens.encode(text)
    var decoder = try SequenceDecoder(DecodingOptions(), tokens, fixture.decoder)
    try decoder.take(fixture.recordings[0].encoded.tensor, .never)
    let other = try decoder.finish(duration: 1, .never).text
    #expect(Set(other.unicodeScalars).isDisjoint(with: text.unicodeScalars))
  }

  @Test func `nothing is heard in nothing`() throws {
    #expect(try decoder().finish(duration: 0, .never) == Transcript())
  }

  @Test func `options that are of no use are refused`() {
    var hot = DecodingOptions()
    hot.hotWords = [("word", 1)]
    #expect(throws: SequenceDecodingError.hotWords) { try decoder(hot) }
    var tokens = FixtureTokens()
    tokens.prompt = [Int](repeating: 3, count: 8)
    #expect(throws: SequenceDecodingError.prompt(tokens: 8, places: 8)) {
      try SequenceDecoder(DecodingOptions(), tokens, fixture.decoder)
    }
  }

  @Test func `widths, patience and penalties that cannot be used are refused`() {
    func problem(_ change: (inout DecodingOptions) -> Void) -> String? {
      var options = DecodingOptions()
      options.search = .beam
      change(&options)
      do {
        _ = try decoder(options)
        return nil
      } catch { return "\(error)" }
    }
    #expect(problem { $0.width = 5 } == nil)
    // A text keeps 2 kinds × 4 bytes × 2 layers × 8 tokens × 8 columns.
    let most = (1 << 32) / 1_024
    #expect(
      problem { ($0.width, $0.best) = (0, 0) }
        == "the width of a beam is 1 to \(most) texts of this model, not 0")
    #expect(problem { $0.width = most + 1 } != nil && problem { $0.width = .max } != nil)
    #expect(problem { $0.patience = 0 } == "patience is above 0 and at most 1000, not 0.0")
    #expect(problem { $0.patience = .nan } != nil && problem { $0.patience = 1e9 } != nil)
    #expect(problem { $0.lengthPenalty = .nan } == "the length penalty is -10 to 10, not nan")
    #expect(problem { $0.lengthPenalty = 0.6 } == nil)
  }

  @Test func `writing can be cancelled`() throws {
    var decoder = try decoder()
    try decoder.take(fixture.recordings[0].encoded.tensor, .never)
    #expect(throws: Cancelled.self) { try decoder.finish(duration: 1, Cancellation { true }) }
  }
}
