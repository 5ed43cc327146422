import LanguageModels
import Tensors
import TestSupport
import Testing

@testable import CTC

private func logits(_ random: inout Randomness, frames: Int, symbols: Int) -> Tensor {
  let values = (0..<frames * symbols).map { _ in Float.random(in: -3...3, using: &random) }
  return Tensor(values, shape: [frames, symbols])
}

/// Calls a function with parts of random lengths, in turn.
private func inParts(
  _ logits: Tensor, _ random: inout Randomness, _ body: (Tensor) throws -> Void
) rethrows {
  var place = 0
  while place < logits.rowCount {
    let end = min(logits.rowCount, place + Int.random(in: 0...90, using: &random))
    try body(logits.rows(place..<end))
    place = end
  }
}

/// Decoders that are given frames part by part.
@Suite struct StreamingTests {
  @Test func `greedy decoding of parts is that of the whole`() throws {
    var random = Randomness(seed: 31)
    for frames in [0, 1, 2, 50, 300, 301] {
      let scores = logits(&random, frames: frames, symbols: 4)
      var search = GreedySearch(blank: 1)
      try inParts(scores, &random) { try search.take($0) }
      #expect(search.labels.map(\.label) == spelled(scores.rowMaximumIndices, blank: 1))
      let path = scores.rowMaximumIndices
      for (label, span) in search.labels {
        #expect(span.frames.allSatisfy { path[$0] == label })
        #expect(span.frames.upperBound == path.count || path[span.frames.upperBound] != label)
        #expect(span.frames.lowerBound == 0 || path[span.frames.lowerBound - 1] != label)
      }
      var whole = GreedySearch(blank: 1)
      try whole.take(scores)
      #expect(abs(whole.score - search.score) < 1e-9 * Double(frames + 1))
      #expect(whole.labels.map(\.span.frames) == search.labels.map(\.span.frames))
    }
  }

  @Test(arguments: [false, true])
  func `a beam that forgets finds what a plain search finds`(isScored: Bool) throws {
    var random = Randomness(seed: 32)
    let tokens = ["-", "a", "b", "|"]
    for width in [1, 3, 9] {
      let scores = logits(&random, frames: 900, symbols: 4)
      var decoder = BeamDecoder(tokens: tokens, blank: 0, delimiter: 3)
      decoder.width = width
      var plain = PlainBeamSearch(tokens: tokens, blank: 0, delimiter: 3, width: width)
      if isScored {
        decoder.scoring.model = try LanguageModel(
          texts: ["ab a", "b ab", "a bab ab"], order: 2, unit: .character)
        decoder.scoring.hotWords = [([1, 2], 2)]
        plain.model = decoder.scoring.model
        plain.hotWords = decoder.scoring.hotWords
        (plain.alpha, plain.beta) = (decoder.scoring.alpha, decoder.scoring.beta)
      }
      var search = try StreamingBeam(decoder)
      try inParts(scores, &random) { try search.take($0) }
      let found = search.hypotheses(width)
      let atOnce = try decoder.decode(scores, best: width)
      #expect(found == atOnce)
      let values = try scores.softmax(isLogarithmic: true).elements
      let rows = (0..<scores.rowCount).map { row in
        values[row * 4..<(row + 1) * 4].map { Double($0) }
      }
      let wanted = plain.search(rows)
      #expect(found.map(\.labels) == wanted.prefix(found.count).map(\.labels))
      for (one, other) in zip(found, wanted) {
        #expect(abs(one.score - other.score) < 1e-2)
      }
    }
  }

  /// The scores of a text: a spike for every label, words with silence between, and noise.
  private func speech(
    _ labels: [Int], symbols: Int, noise: Float, _ random: inout Randomness
  ) -> Tensor {
    var spikes: [Int] = []
    for label in labels {
      let silence = label == symbols - 1 ? Int.random(in: 0...30, using: &random) : 0
      spikes += [Int](repeating: 0, count: silence + Int.random(in: 1...3, using: &random))
      spikes += [Int](repeating: label, count: Int.random(in: 1...2, using: &random))
    }
    let values = spikes.flatMap { spike in
      (0..<symbols).map { symbol in
        Float.random(in: -noise...noise, using: &random) + (symbol == spike ? 9 : 0)
      }
    }
    return Tensor(values, shape: [spikes.count, symbols])
  }

  /// Compares when the labels of the best text were said with what forced alignment finds.
  private func expectAligned(
    _ decoder: BeamDecoder, _ scores: Tensor, _ random: inout Randomness
  ) throws {
    var search = try StreamingBeam(decoder, keepsTimes: true)
    try inParts(scores, &random) { try search.take($0) }
    let best = try #require(search.hypotheses(1).first)
    #expect(try decoder.decode(scores) == [best])
    #expect(search.spans.map(\.label) == best.labels)
    guard !best.labels.isEmpty else { return }
    let aligned = try ForcedAligner(blank: 0).align(scores, labels: best.labels).spans
    #expect(search.spans.map(\.span.frames) == aligned.map(\.span.frames))
    for (one, other) in zip(search.spans, aligned) {
      #expect(abs(one.span.meanLogProbability - other.span.meanLogProbability) < 1e-4)
    }
  }

  @Test(arguments: [1, 2.5, 4] as [Float])
  func `labels were said when forced alignment says so`(noise: Float) throws {
    var random = Randomness(seed: 33)
    for width in [20, 100] {
      let text = (0..<500).map { $0 % 6 == 5 ? 3 : Int.random(in: 1...2, using: &random) }
      let scores = speech(text, symbols: 4, noise: noise, &random)
      var decoder = BeamDecoder(tokens: ["-", "a", "b", "|"], blank: 0, delimiter: 3)
      decoder.width = width
      try expectAligned(decoder, scores, &random)
    }
  }

  @Test func `in noise too, if all texts are in view`() throws {
    var random = Randomness(seed: 34)
    for trial in 0..<300 {
      let scores = logits(&random, frames: 1 + trial % 7, symbols: 3)
      var decoder = BeamDecoder(tokens: ["-", "a", "b"], blank: 0)
      decoder.width = 10_000
      if trial % 2 == 1 { decoder.scoring.hotWords = [([1, 1, 2], 9), ([2, 2], 6)] }
      try expectAligned(decoder, scores, &random)
    }
  }

  @Test func `frames that are not finite are named by their place in the recording`() throws {
    var scores = Tensor(zeros: [7, 3])
    var target = scores.mutableSpan
    target[5 * 3 + 2] = .nan
    func error(_ work: () throws(CTCError) -> Void) -> CTCError? {
      do throws(CTCError) {
        try work()
        return nil
      } catch {
        return error
      }
    }
    let wanted = CTCError.notFinite(frame: 12, symbol: 2)
    let calm = Tensor(zeros: [7, 3])
    var greedy = GreedySearch()
    #expect(error { () throws(CTCError) in try greedy.take(calm) } == nil)
    #expect(error { () throws(CTCError) in try greedy.take(scores) } == wanted)
    var beam = try StreamingBeam(BeamDecoder(tokens: ["-", "a", "b"], blank: 0))
    #expect(error { () throws(CTCError) in try beam.take(calm) } == nil)
    #expect(error { () throws(CTCError) in try beam.take(scores) } == wanted)
    #expect(
      error { () throws(CTCError) in try beam.take(Tensor(zeros: [1, 2])) }
        == .symbolsDiffer(scores: 2, tokens: 3))
  }
}
