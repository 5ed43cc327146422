import Foundation
import LanguageModels
import Tensors
import TestSupport
import Testing

@testable import CTC

private let tokens = ["-", "a", "b", "c", "|", "d"]

private func logits(_ random: inout Randomness, frames: Int, symbols: Int, spread: Float) -> Tensor
{
  Tensor(
    (0..<frames * symbols).map { _ in Float.random(in: -spread...spread, using: &random) },
    shape: [frames, symbols])
}

private func rows(_ logits: Tensor) -> [[Double]] {
  let (values, symbols) = (logits.elements, logits.rowLength)
  return (0..<logits.rowCount).map { row in
    let own = values[row * symbols..<(row + 1) * symbols].map { Double($0) }
    let high = own.max() ?? 0
    let rest = high + log(own.reduce(0) { $0 + exp($1 - high) })
    return own.map { $0 - rest }
  }
}

private let wordModel = try? LanguageModel(
  texts: ["ab a", "ab cab", "bad cab a", "a dab", "cad ab a ab", "bad bad dab", "ab a"], order: 3)
private let letterModel = try? LanguageModel(
  texts: ["ab a", "ab cab", "bad cab a", "a dab", "cad ab a ab"], order: 3, unit: .character)
private let knownWords = ["ab", "a", "cab", "bad", "dab", "cad"]

private enum Scoring: CaseIterable {
  case none, words, letters, hot, wordsAndHot
}

/// The decoder and the plain search with the same settings.
private func pair(_ scoring: Scoring, width: Int) -> (BeamDecoder, PlainBeamSearch) {
  var decoder = BeamDecoder(tokens: tokens, blank: 0, delimiter: 4)
  decoder.width = width
  var plain = PlainBeamSearch(tokens: tokens, blank: 0, delimiter: 4, width: width)
  plain.knownWords = knownWords
  switch scoring {
  case .none, .hot: break
  case .words, .wordsAndHot: decoder.scoring.model = wordModel
  case .letters: decoder.scoring.model = letterModel
  }
  plain.model = decoder.scoring.model
  decoder.scoring.alpha = 0.7
  decoder.scoring.beta = 0.9
  decoder.scoring.unknownWord = -3
  (plain.alpha, plain.beta, plain.unknownWord) = (0.7, 0.9, -3)
  if scoring == .hot || scoring == .wordsAndHot {
    decoder.scoring.hotWords = [([2, 1, 5], 4), ([2, 1], 1.5), ([3, 3], 2)]
    plain.hotWords = decoder.scoring.hotWords
  }
  return (decoder, plain)
}

@Test(arguments: Scoring.allCases, 0..<4)
private func `equals the plain search on random scores`(scoring: Scoring, seed: Int) throws {
  var random = Randomness(seed: UInt64(seed * 10))
  var differing: [String] = []
  for turn in 0..<500 {
    let frames = Int.random(in: 0...9, using: &random)
    let width = [1, 2, 5, 12][turn % 4]
    var (decoder, plain) = pair(scoring, width: width)
    if turn % 3 == 1 {
      decoder.tokenPruning = 3
      decoder.scorePruning = 5
      (plain.tokenPruning, plain.scorePruning) = (3, 5)
    }
    let scores = logits(&random, frames: frames, symbols: 6, spread: turn % 2 == 0 ? 2 : 6)
    let found = try decoder.decode(scores, best: width)
    let expected = plain.search(rows(scores))
    let isEqual =
      found.count == expected.count
      && zip(found, expected).allSatisfy {
        $0.labels == $1.labels && abs($0.score - $1.score) < 1e-4
          && abs($0.acousticScore - $1.acoustic) < 1e-4
      }
    if !isEqual {
      differing.append("\(turn): \(found.map(\.labels)) \(expected.map(\.labels))")
    }
  }
  #expect(differing == [])
}

@Test(arguments: 0..<20)
func `finds every text with the probability of all its paths`(seed: Int) throws {
  var random = Randomness(seed: UInt64(seed))
  let (frames, symbols) = (1 + seed % 5, 2 + seed % 3)
  let scores = logits(&random, frames: frames, symbols: symbols, spread: 3)
  let rows = rows(scores)
  var expected: [[Int]: Double] = [:]
  for number in 0..<Int(pow(Double(symbols), Double(frames))) {
    var (rest, path) = (number, [Int]())
    for _ in 0..<frames {
      path.append(rest % symbols)
      rest /= symbols
    }
    let probability = zip(rows, path).reduce(1) { $0 * exp($1.0[$1.1]) }
    expected[spelled(path, blank: 0), default: 0] += probability
  }
  var decoder = BeamDecoder(tokens: Array(tokens[..<symbols]), blank: 0)
  decoder.width = 100_000
  let found = try decoder.decode(scores, best: 100_000)
  #expect(found.count == expected.count)
  for text in found {
    #expect(abs(exp(text.score) - (expected[text.labels] ?? 0)) < 1e-6, "\(text.labels)")
  }
  #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
}

@Test func `equal scores are ranked by the stated rule, the same each time`() throws {
  for frames in 0...4 {
    let scores = Tensor([Float](repeating: 0, count: frames * 6), shape: [frames, 6])
    let (decoder, plain) = pair(.none, width: 7)
    let found = try decoder.decode(scores, best: 7)
    #expect(found.map(\.labels) == plain.search(rows(scores)).map(\.labels))
    let again = try decoder.decode(scores, best: 7)
    #expect(again == found)
  }
}

@Test func `a language model decides between two words that sound alike`() throws {
  // b and d are as likely; the model has heard "bad" after nothing and never "dad".
  var values: [Float] = []
  for likely in [[2, 5], [1], [0, 1], [5]] {
    values += (0..<6).map { likely.contains($0) ? 4 : -4 }
  }
  values[5] += 0.2
  let scores = Tensor(values, shape: [4, 6])
  var decoder = BeamDecoder(tokens: tokens, blank: 0, delimiter: 4)
  let alone = try decoder.decode(scores)
  #expect(alone[0].labels == [5, 1, 5])
  decoder.scoring.model = wordModel
  let together = try decoder.decode(scores)
  #expect(together[0].labels == [2, 1, 5])
}

@Test func `a label stands where the likeliest path has it`() throws {
  let path = [0, 1, 1, 0, 1, 2, 0, 0]
  var values = [Float](repeating: -5, count: path.count * 3)
  for (frame, symbol) in path.enumerated() { values[frame * 3 + symbol] = 5 }
  let scores = Tensor(values, shape: [path.count, 3])
  let spans = try ForcedAligner(blank: 0).align(scores, labels: [1, 1, 2]).spans
  #expect(spans.map(\.label) == [1, 1, 2])
  #expect(spans.map(\.span.frames) == [1..<3, 4..<5, 5..<6])
  #expect(spans.allSatisfy { abs($0.span.meanLogProbability) < 1e-3 })
  var greedy = GreedySearch(blank: 0)
  try greedy.take(scores)
  #expect(greedy.labels.map(\.label) == [1, 1, 2])
  #expect(greedy.labels.map(\.span) == spans.map(\.span))
}

@Test func `scores that are not finite and tokens that do not fit are errors`() {
  func error(_ decoder: BeamDecoder, _ scores: Tensor) -> CTCError? {
    do throws(CTCError) {
      _ = try decoder.decode(scores)
      return nil
    } catch {
      return error
    }
  }
  var decoder = BeamDecoder(tokens: ["-", "a"], blank: 0)
  let broken = Tensor([0, 1, 2, .nan], shape: [2, 2])
  #expect(error(decoder, broken) == .notFinite(frame: 1, symbol: 1))
  #expect(
    error(decoder, Tensor([0, 1, .infinity], shape: [1, 3])) == .symbolsDiffer(scores: 3, tokens: 2)
  )
  #expect(
    error(BeamDecoder(tokens: ["a"], blank: 1), Tensor([0], shape: [1, 1]))
      == .blankOutsideVocabulary(blank: 1, symbols: 1))
  decoder.scoring.model = wordModel
  #expect(error(decoder, Tensor([0, 1], shape: [1, 2])) == .noDelimiter)
  #expect(error(BeamDecoder(tokens: ["-", "a"], blank: 0), Tensor([], shape: [0, 2])) == nil)
}
