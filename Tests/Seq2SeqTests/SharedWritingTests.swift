import Autograd
import Cancelling
import Foundation
import Layers
import Seq2Seq
import Tensors
import TestSupport
import Testing

/// Several recordings' texts are written by the same passes of a decoder.
struct SharedWritingTests {
  private let decoder = AttentionDecoder(
    "decoder", .init(vocabulary: 7, mostTokens: 12),
    TransformerSizes(columns: 8, layers: 1, heads: 2, inner: 8), from: RandomParameters(seed: 11))
  private let rows = (0..<4).map { randomTensor([3 + 2 * $0, 8], salt: UInt64($0), deviation: 3) }
  private let prompts = [[1], [1, 2, 3], [4], [1, 5]]

  private func texts<Search: TokenSearch>(
    _ places: [Int], _ search: Search, filters: [any TokenFilter] = []
  ) throws -> [[TokenHypothesis]] {
    var searches = places.map { _ in search }
    try decoder.write(
      lookingAt: Batch(packing: places.map { rows[$0] }), prompts: places.map { prompts[$0] },
      &searches, filters: filters)
    return searches.map(\.hypotheses)
  }

  @Test func `a recording has the hypotheses beside others that it has alone`() throws {
    let beam = BeamTokenSearch(width: 3, end: 0, limit: 8)
    let greedy = GreedyTokenSearch(end: 0, limit: 8)
    let (beams, greedies) = (try texts([0, 1, 2, 3], beam), try texts([3, 1, 0], greedy))
    #expect(Set(beams.map { $0[0].tokens }).count > 1)
    for place in 0..<4 { #expect(try texts([place], beam)[0] == beams[place]) }
    for (found, place) in zip(greedies, [3, 1, 0]) {
      #expect(try texts([place], greedy)[0] == found)
    }
  }

  @Test func `a text goes on until the decoder has no places`() throws {
    let suppressed = [SuppressedTokens(everywhere: [0, 99, -1])]
    let found = try texts([0, 1], GreedyTokenSearch(end: 0, limit: 100), filters: suppressed)
    // The last token has no place of its own: nothing is written behind it.
    #expect(found.map { $0[0].tokens.count } == [12, 10])
    #expect(found.allSatisfy { !$0[0].isFinished })
  }

  @Test func `where all is forbidden nothing is written`() throws {
    let all = [SuppressedTokens(everywhere: Array(0..<7))]
    #expect(try texts([0], GreedyTokenSearch(end: 0, limit: 5), filters: all)[0][0].tokens == [])
    #expect(try texts([0], BeamTokenSearch(width: 2, end: 0, limit: 5), filters: all)[0] == [])
  }

  @Test func `probabilities are of the tokens that are left`() throws {
    // Of two tokens that are left, the logarithms of the probabilities add up to 1.
    let found = try texts(
      [0], BeamTokenSearch(width: 2, end: 0, limit: 1),
      filters: [SuppressedTokens(everywhere: [0, 1, 2, 3, 4])])[0]
    #expect(Set(found.map(\.tokens)) == [[5], [6]])
    #expect(abs(found.reduce(0) { $0 + exp($1.score) } - 1) < 1e-5)
  }

  @Test func `a recording without rows is left alone`() throws {
    var searches = [GreedyTokenSearch(end: 0, limit: 5), GreedyTokenSearch(end: 0, limit: 5)]
    let empty = Batch(packing: [Tensor(zeros: [0, 8]), rows[1]])
    try decoder.write(lookingAt: empty, prompts: [[1], [1]], &searches)
    #expect(searches[0].hypotheses == [TokenHypothesis()])
    #expect(!searches[1].hypotheses[0].tokens.isEmpty)
  }

  @Test func `writing can be cancelled`() {
    var searches = [GreedyTokenSearch(end: 0, limit: 5)]
    #expect(throws: Cancelled.self) {
      try decoder.write(
        lookingAt: Batch(rows[0]), prompts: [[1]], &searches, Cancellation { true })
    }
  }

  @Test func `weights that are not numbers are an error that names the token`() {
    for parameter in decoder.parameters {
      parameter.value = Tensor(repeating: .nan, shape: parameter.value.shape)
    }
    #expect(throws: TokenSearchError.notANumber(step: 0, token: 0)) {
      try texts([0], GreedyTokenSearch(end: 0, limit: 5))
    }
  }
}
