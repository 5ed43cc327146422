import Foundation
import Seq2Seq
import Tensors
import TestSupport
import Testing

/// A decoder whose scores are functions of the tokens before: the logarithms of random probabilities.
private struct Oracle {
  let seed: UInt64
  let tokens: Int

  func row(behind prefix: [Int]) -> [Float] {
    let name = prefix.map(String.init).joined(separator: " ")
    var stream = RandomStream(seed: seed, purpose: name)
    let scores = (0..<tokens).map { _ in Double(2 * stream.normal()) }
    let sum = scores.reduce(0) { $0 + exp($1) }
    return scores.map { Float($0 - log(sum)) }
  }

  func run(_ search: inout some TokenSearch) throws {
    while !search.isDone {
      let before = search.live
      let rows = before.flatMap { row(behind: $0.tokens) }
      let parents = try search.take(Tensor(rows, shape: [before.count, tokens]))
      // Whoever goes on is a token longer than what it goes on from.
      #expect(parents.count == search.live.count)
      for (hypothesis, parent) in zip(search.live, parents) {
        #expect(Array(hypothesis.tokens.dropLast()) == before[parent].tokens)
      }
    }
  }

  /// Every text of at most `limit` tokens that token 0 ends, with its score.
  func texts(limit: Int) -> [TokenHypothesis] {
    var found: [TokenHypothesis] = []
    func go(_ tokens: [Int], _ score: Double) {
      let row = row(behind: tokens)
      found.append(
        TokenHypothesis(tokens: tokens, score: score + Double(row[0]), isFinished: true))
      guard tokens.count + 1 < limit else { return }
      for token in 1..<self.tokens { go(tokens + [token], score + Double(row[token])) }
    }
    go([], 0)
    return found
  }
}

struct BeamTokenSearchTests {
  @Test(arguments: 0..<20) func `a beam as wide as the tree finds the best of all texts`(
    seed: Int
  ) throws {
    let oracle = Oracle(seed: UInt64(seed), tokens: 3)
    // 31 texts of at most four tokens: 2⁰ + 2¹ + 2² + 2³ + 2⁴ are ended or cut.
    var search = BeamTokenSearch(width: 40, end: 0, limit: 5)
    try oracle.run(&search)
    let all = oracle.texts(limit: 5)
    let best = try #require(
      all.max {
        $0.score / Double(max($0.tokens.count, 1)) < $1.score / Double(max($1.tokens.count, 1))
      })
    let found = try #require(search.hypotheses.first { $0.isFinished })
    #expect(found.tokens == best.tokens)
    #expect(abs(found.score - best.score) < 1e-6)
  }

  @Test(arguments: 0..<20) func `the length penalty is that of Wu and others`(seed: Int) throws {
    let oracle = Oracle(seed: UInt64(seed), tokens: 3)
    var search = BeamTokenSearch(width: 40, end: 0, limit: 5, lengthPenalty: 0.6)
    try oracle.run(&search)
    func worth(_ text: TokenHypothesis) -> Double {
      text.score / pow((5 + Double(text.tokens.count)) / 6, 0.6)
    }
    let best = try #require(oracle.texts(limit: 5).max { worth($0) < worth($1) })
    #expect(search.hypotheses.first { $0.isFinished }?.tokens == best.tokens)
  }

  @Test func `goes on with the best offers, and ends when enough have ended`() throws {
    // Token 0 ends a text. Worked by hand, with probabilities rather than their logarithms.
    func logs(_ rows: [[Double]]) -> Tensor {
      Tensor(rows.joined().map { Float(log($0)) }, shape: [rows.count, 3])
    }
    var search = BeamTokenSearch(width: 2, end: 0, limit: 10)
    // From nothing: 1 at .6, 2 at .3, the end at .1, which comes behind two that go on.
    #expect(try search.take(logs([[0.1, 0.6, 0.3]])) == [0, 0])
    #expect(search.live.map(\.tokens) == [[1], [2]])
    // Offers: [1 end] .3, [2 2] .24, [1 1] .18, [1 2] .12, …
    #expect(try search.take(logs([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]])) == [1, 0])
    #expect(search.live.map(\.tokens) == [[2, 2], [1, 1]])
    #expect(!search.isDone)
    // [2 2 end] .216 is the second that ends.
    #expect(try search.take(logs([[0.9, 0.05, 0.05], [0.2, 0.4, 0.4]])) == [])
    #expect(search.isDone)
    // By the mean of a token's logarithm: ln .216 / 2 = -.77, ln .3 / 1 = -1.2.
    #expect(search.hypotheses.map(\.tokens).prefix(2) == [[2, 2], [1]])
    #expect(search.hypotheses.allSatisfy { $0.isFinished })
  }

  @Test func `patience waits for more`() throws {
    let oracle = Oracle(seed: 3, tokens: 4)
    var (hasty, patient) = (
      BeamTokenSearch(width: 2, end: 0, limit: 12),
      BeamTokenSearch(width: 2, end: 0, limit: 12, patience: 3)
    )
    try oracle.run(&hasty)
    try oracle.run(&patient)
    #expect(hasty.hypotheses.count { $0.isFinished } == 2)
    #expect(patient.hypotheses.count { $0.isFinished } == 6)
  }

  @Test func `forbidden tokens are never taken, and of nothing else comes what there is`() throws {
    var search = BeamTokenSearch(width: 3, end: 0, limit: 5)
    let none = -Float.infinity
    #expect(try search.take(Tensor([none, -1, none], shape: [1, 3])) == [0])
    #expect(try search.take(Tensor([none, none, none], shape: [1, 3])) == [])
    #expect(search.isDone && search.hypotheses.count <= 1)
  }

  @Test func `a text that nothing ends is cut at the limit`() throws {
    var search = BeamTokenSearch(width: 2, end: 0, limit: 3)
    let row: [Float] = [-.infinity, -0.5, -1]
    while !search.isDone {
      let count = search.live.count
      _ = try search.take(
        Tensor((0..<count).flatMap { _ in row }, shape: [count, 3]))
    }
    #expect(search.hypotheses.first?.tokens == [1, 1, 1])
    #expect(search.hypotheses.first?.isFinished == false)
  }

  @Test func `a score that is not a number is an error that names the token`() {
    var search = BeamTokenSearch(width: 2, end: 0, limit: 3)
    #expect(throws: TokenSearchError.notANumber(step: 0, token: 1)) {
      try search.take(Tensor([0, .nan, 0], shape: [1, 3]))
    }
    var greedy = GreedyTokenSearch(end: 0, limit: 3)
    #expect(throws: TokenSearchError.notANumber(step: 0, token: 2)) {
      try greedy.take(Tensor([0, 0, .nan], shape: [1, 3]))
    }
  }
}

struct GreedyTokenSearchTests {
  @Test(arguments: 0..<10) func `takes the most probable token each time`(seed: Int) throws {
    let oracle = Oracle(seed: UInt64(seed), tokens: 5)
    var search = GreedyTokenSearch(end: 0, limit: 20)
    try oracle.run(&search)
    var (tokens, score) = ([Int](), 0.0)
    while tokens.count < 20 {
      let row = oracle.row(behind: tokens)
      let best = row.indices.max { row[$0] < row[$1] } ?? 0
      score += Double(row[best])
      if best == 0 { break }
      tokens.append(best)
    }
    #expect(search.hypotheses[0].tokens == tokens)
    #expect(abs(search.hypotheses[0].score - score) < 1e-6)
  }

  @Test func `draws tokens by their probabilities, sharper when it is cold`() throws {
    let row = [0.5, 0.3, 0.2].map { Float(log($0)) }
    func shares(_ temperature: Double) throws -> [Double] {
      var counts = [0, 0, 0]
      for place in 0..<4_000 {
        var search = GreedyTokenSearch(
          end: 7, limit: 1, temperature: temperature,
          stream: RandomStream(seed: 1, purpose: "tokens", place: UInt64(place)))
        _ = try search.take(Tensor(row, shape: [1, 3]))
        counts[search.hypotheses[0].tokens[0]] += 1
      }
      return counts.map { Double($0) / 4_000 }
    }
    for (share, wanted) in zip(try shares(1), [0.5, 0.3, 0.2]) {
      #expect(abs(share - wanted) < 0.03)
    }
    // At a temperature of ½ probabilities are squared: .25, .09, .04 of .38.
    let cold = [0.25, 0.09, 0.04].map { $0 / 0.38 }
    for (share, wanted) in zip(try shares(0.5), cold) { #expect(abs(share - wanted) < 0.03) }
  }
}
