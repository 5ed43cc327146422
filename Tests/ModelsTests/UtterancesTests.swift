import Foundation
import Models
import Recognizers
import TestSupport
import Testing
import Text

@testable import CTC

/// A word and the frames that it is said in, at least one for each letter.
private typealias Said = (text: String, frames: Range<Int>)

/// An alignment of words in frames of 10 ms, with a space in the middle of each pause.
///
/// The path has a probability of 0.9 in all frames but those of `doubts`, where it is 0.01.
private func aligned(
  _ texts: [[Said]], frames: Int, doubts: [Range<Int>] = []
) throws -> TextAlignment {
  let tokenizer = try sevenTokens()
  let text = try AlignmentText(
    texts.map { $0.map(\.text).joined(separator: " ") }, tokenizer, star: "*")
  var path = [Int](repeating: 0, count: frames)
  var labels: [AlignedLabel] = []
  func add(_ symbol: Int, _ frames: Range<Int>) {
    for frame in frames { path[frame] = symbol }
    labels.append(AlignedLabel(symbol: symbol, frames: frames, probability: 0.9))
  }
  var before: Said?
  for said in texts.joined() {
    if let before {
      let middle = (before.frames.upperBound + said.frames.lowerBound) / 2
      add(1, middle..<middle + 1)
    }
    let symbols = said.text == "*" ? [7] : try tokenizer.encode(said.text)
    for (index, symbol) in symbols.enumerated() {
      let first = said.frames.lowerBound + index
      let isLast = index + 1 == symbols.count
      add(symbol, first..<(isLast ? said.frames.upperBound : first + 1))
    }
    before = said
  }
  #expect(labels.map(\.symbol) == text.labels)
  let scores = (0..<frames).map { frame -> Float in
    doubts.contains { $0.contains(frame) } ? log(0.01) : log(0.9)
  }
  return TextAlignment(
    ForcedAlignment(path: path, logProbabilities: scores, labels: labels), of: text, tokenizer,
    timing: FrameTiming(samplingRate: 1_000, samplesPerFrame: 10, firstMiddle: 5),
    duration: Double(frames) / 100)
}

private func shown(_ utterances: [AlignedUtterance]) -> [String] {
  utterances.map { String(format: "\($0.text) %.2f %.2f", $0.start, $0.end) }
}

/// Rules for short recordings: at most 3 seconds, at least 0.2.
private var rules: UtteranceRules {
  var rules = UtteranceRules()
  (rules.longest, rules.shortest) = (3, 0.2)
  return rules
}

@Suite struct UtterancesTests {
  @Test func `a cut lies in the longest pause, which its neighbours share`() throws {
    let alignment = try aligned(
      [[("ab", 30..<100), ("a", 110..<160), ("b", 190..<220), ("dab", 230..<320)]], frames: 400)
    let cut = alignment.utterances(rules)
    #expect(shown(cut.usable) == ["ab a 0.10 1.75", "b dab 1.75 3.40"])
    #expect(cut.unsure == [] && cut.unfit == [] && cut.uncovered == [])
    #expect(cut.usable.allSatisfy { abs($0.score - 0.9) < 1e-6 })
    var wide = rules
    wide.padding = 5
    #expect(shown(alignment.utterances(wide).usable) == ["ab a 0.00 1.75", "b dab 1.75 4.00"])
    wide.longest = 9
    #expect(shown(alignment.utterances(wide).usable) == ["ab a b dab 0.00 4.00"])
  }

  @Test func `a cut at the end of a segment or a sentence is better than a longer pause`() throws {
    let said: [Said] = [("ab", 30..<100), ("a", 110..<160), ("b", 190..<220), ("dab", 230..<320)]
    let segments = try aligned([Array(said[..<3]), Array(said[3...])], frames: 400)
    #expect(shown(segments.utterances(rules).usable) == ["ab a b 0.10 2.25", "dab 2.25 3.40"])
  }

  @Test func `a long pause and a star are in no utterance`() throws {
    let alignment = try aligned(
      [[("*", 10..<150), ("ab", 160..<220), ("a", 230..<260), ("b", 500..<560), ("*", 564..<590)]],
      frames: 600)
    let cut = alignment.utterances(rules)
    #expect(shown(cut.usable) == ["ab a 1.55 2.80", "b 4.80 5.62"])
    #expect(shown(cut.uncovered) == [" 0.10 1.50", " 5.64 5.90"])
  }

  @Test func `a doubtful second lowers the score of all its utterance, and of no other`() throws {
    let said: [Said] = (0..<12).map { ("ab", $0 * 100 + 10..<$0 * 100 + 70) }
    let cut = try aligned([said], frames: 1_200, doubts: [520..<560]).utterances(rules)
    #expect(cut.unsure.count == 1)
    let unsure = try #require(cut.unsure.first)
    // 40 of 100 frames: 0.01 to the power of 0.4 times 0.9 to the power of 0.6.
    #expect(abs(unsure.score - pow(0.01, 0.4) * pow(0.9, 0.6)) < 1e-5)
    #expect(unsure.start < 5.2 && unsure.end > 5.6)
    #expect(cut.usable.allSatisfy { abs($0.score - 0.9) < 1e-6 })
    let all = (cut.usable + cut.unsure).map(\.text).joined(separator: " ")
    #expect(all.split(separator: " ").count == 12)
  }

  @Test func `of an utterance that fits badly the sentences that fit well are kept`() throws {
    let lines: [[Said]] = (0..<3).map { [("ab", $0 * 90 + 5..<$0 * 90 + 75)] }
    let well = try aligned(lines, frames: 300)
    #expect(shown(well.utterances(rules).usable) == ["ab ab ab 0.00 2.75"])
    let badly = try aligned(lines, frames: 300, doubts: [110..<150])
    let cut = badly.utterances(rules)
    #expect(shown(cut.usable) == ["ab 0.00 0.85", "ab 1.75 2.75"])
    #expect(shown(cut.unsure) == ["ab 0.85 1.75"])
  }

  @Test func `speech in a pause that the text lacks is listed`() throws {
    let alignment = try aligned(
      [[("ab", 130..<200), ("ab", 600..<680)]], frames: 1_000, doubts: [10..<90, 300..<420])
    let cut = alignment.utterances(rules)
    #expect(shown(cut.usable) == ["ab 1.10 2.20", "ab 5.80 7.00"])
    #expect(cut.uncovered.map(\.start) == [0, 2])
    #expect(cut.uncovered.map(\.end) == [1.3, 6])
  }

  @Test func `what is too long or too short is left out`() throws {
    let alignment = try aligned(
      [[("a", 10..<15), ("ab", 300..<700), ("b", 900..<990)]], frames: 1_000)
    var strict = rules
    (strict.padding, strict.shortest) = (0, 0.5)
    let cut = alignment.utterances(strict)
    #expect(shown(cut.usable) == ["b 9.00 9.90"])
    #expect(shown(cut.unfit) == ["a 0.10 0.15", "ab 3.00 7.00"])
  }

  @Test func `every word is in one utterance, in order, within bounds`() throws {
    var random = Randomness(seed: 77)
    for _ in 0..<100 {
      var said: [Said] = []
      var place = 5
      for _ in 0..<Int.random(in: 1...80, using: &random) {
        let length = Int.random(in: 3...60, using: &random)
        let text = ["ab", "a", "dab"].randomElement(using: &random) ?? "a"
        said.append((text, place..<place + length))
        place += length + Int.random(in: 1...40, using: &random)
      }
      let alignment = try aligned([said], frames: place + 40)
      let cut = alignment.utterances(rules)
      let all = (cut.usable + cut.unfit).sorted { $0.start < $1.start }
      #expect(all.map(\.text).joined(separator: " ") == said.map(\.text).joined(separator: " "))
      #expect(zip(all, all.dropFirst()).allSatisfy { $0.end <= $1.start + 1e-9 })
      #expect(all.allSatisfy { $0.duration <= 3 + 1e-9 && $0.end <= alignment.duration })
    }
  }

  /// The cost of dividing words, summed over all ways to divide them.
  @Test func `the division costs as little as any other`() throws {
    var random = Randomness(seed: 78)
    for _ in 0..<30 {
      var said: [Said] = []
      var place = 0
      for _ in 0..<10 {
        let length = Int.random(in: 20...90, using: &random)
        said.append(("ab", place..<place + length))
        place += length + Int.random(in: 1...60, using: &random)
      }
      let alignment = try aligned([said], frames: place)
      var plain = rules
      (plain.padding, plain.shortest) = (0, 0)
      let found = alignment.utterances(plain).usable
      var lowest = Double.infinity
      for cuts in 0..<1 << 9 {
        var (cost, start, isPossible) = (0.0, 0, true)
        for word in 0..<10 where word == 9 || cuts & 1 << word != 0 {
          let seconds = Double(said[word].frames.upperBound - said[start].frames.lowerBound) / 100
          isPossible = isPossible && seconds <= 3 + 1e-9
          start = word + 1
          guard word < 9 else { continue }
          let pause = said[word + 1].frames.lowerBound - said[word].frames.upperBound
          cost += 1 / (0.05 + Double(pause) / 100)
        }
        if isPossible { lowest = min(lowest, cost) }
      }
      var cost = 0.0
      for (one, next) in zip(found, found.dropFirst()) { cost += 1 / (0.05 + next.start - one.end) }
      #expect(abs(cost - lowest) < 1e-6)
    }
  }
}
