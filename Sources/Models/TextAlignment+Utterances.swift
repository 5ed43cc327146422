internal import CTC
internal import Glibc

extension TextAlignment {
  /// Cuts the recording between words into utterances that a recognizer can be trained on.
  ///
  /// The cuts are as few as can be and lie in long pauses, at the ends of segments and sentences
  /// rather than elsewhere; an utterance that fits badly is cut at all of these. Each pause is shared
  /// between its neighbours. What a star stands for is in no utterance.
  ///
  /// Reference: L. Kürzinger et al., "CTC-Segmentation of Large Corpora", 2020, for a score that is
  /// that of the worst stretch.
  ///
  /// - Parameter rules: What utterances are like.
  /// - Returns: The utterances, and what is left out.
  public func utterances(_ rules: UtteranceRules = UtteranceRules()) -> CutUtterances {
    UtteranceCutter(self, rules).cut()
  }
}

/// Finds where to cut.
private struct UtteranceCutter {
  private let alignment: TextAlignment
  private let rules: UtteranceRules
  private let words: [TextAlignment.Piece]
  private let isStar: [Bool]
  /// Whether a sentence or a segment ends behind each word.
  private let isEnd: [Bool]
  /// The sum of the logarithms of the path's probabilities before each frame.
  private let sums: [Double]

  init(_ alignment: TextAlignment, _ rules: UtteranceRules) {
    (self.alignment, self.rules, words) = (alignment, rules, alignment.words)
    let ends = Set(alignment.segments.map(\.frames.upperBound))
    isEnd = words.map {
      ends.contains($0.frames.upperBound) || $0.text.last.map(Self.sentenceEnds.contains) ?? false
    }
    isStar = words.map { alignment.isStar($0) }
    var sum = 0.0
    sums =
      [0]
      + alignment.path.logProbabilities.map {
        sum += Double($0)
        return sum
      }
  }

  /// The marks that end sentences, in the scripts that have them.
  private static let sentenceEnds: Set<Character> = [".", "!", "?", "…", "。", "؟", "۔", "।", "॥"]

  /// What differences of times may be off, in seconds.
  private static let rounding = 1e-9

  func cut() -> CutUtterances {
    var result = CutUtterances()
    var first = 0
    for word in words.indices {
      let isLast = word + 1 == words.count
      guard isLast || isStar[word] || isStar[word + 1] || pause(behind: word) >= rules.longestPause
      else { continue }
      if isStar[word] {
        result.uncovered.append(star(word))
      } else {
        for range in divided(first..<word + 1) { add(range, to: &result) }
      }
      first = word + 1
    }
    result.uncovered += gaps
    result.uncovered.sort { $0.start < $1.start }
    return result
  }

  /// Puts an utterance where it belongs; of one that fits badly, each sentence by itself.
  private func add(_ range: Range<Int>, to result: inout CutUtterances) {
    let utterance = utterance(range)
    guard utterance.score < rules.leastScore else { return sort(utterance, into: &result) }
    var first = range.lowerBound
    for word in range where isEnd[word] || word + 1 == range.upperBound {
      sort(self.utterance(first..<word + 1), into: &result)
      first = word + 1
    }
  }

  private func sort(_ utterance: AlignedUtterance, into result: inout CutUtterances) {
    let duration = utterance.duration
    if duration > rules.longest + Self.rounding || duration < rules.shortest - Self.rounding {
      result.unfit.append(utterance)
    } else if utterance.score < rules.leastScore {
      result.unsure.append(utterance)
    } else {
      result.usable.append(utterance)
    }
  }

  /// Divides words so that the costs of the cuts are as low as can be.
  private func divided(_ range: Range<Int>) -> [Range<Int>] {
    // The lowest cost of words up to each, and where the last utterance of them begins.
    var best = [(cost: Double, first: Int)](
      repeating: (.infinity, range.lowerBound), count: range.count + 1)
    best[0].cost = 0
    for end in range.lowerBound + 1...range.upperBound {
      for first in (range.lowerBound..<end).reversed() {
        let (start, stop) = times(first..<end)
        // A word alone is an utterance, however long it is.
        guard stop - start <= rules.longest + Self.rounding || first + 1 == end else { break }
        let cost =
          best[first - range.lowerBound].cost + shortness(stop - start)
          + (first > range.lowerBound ? cutCost(behind: first - 1) : 0)
        if cost < best[end - range.lowerBound].cost {
          best[end - range.lowerBound] = (cost, first)
        }
      }
    }
    var ranges: [Range<Int>] = []
    var end = range.upperBound
    while end > range.lowerBound {
      let first = best[end - range.lowerBound].first
      ranges.append(first..<end)
      end = first
    }
    return ranges.reversed()
  }

  /// What a cut costs: the less, the longer the pause; the end of a sentence is worth a second.
  private func cutCost(behind word: Int) -> Double {
    1 / (0.05 + pause(behind: word) + (isEnd[word] ? 1 : 0))
  }

  /// What an utterance costs that is too short, as much as a cut within words.
  private func shortness(_ duration: Double) -> Double {
    duration < rules.shortest ? 20 * (1 - duration / max(rules.shortest, 1e-9)) : 0
  }

  private func pause(behind word: Int) -> Double {
    word + 1 < words.count ? words[word + 1].start - words[word].end : .infinity
  }

  /// Where an utterance begins and ends: with some of the pauses around, at most half of each.
  private func times(_ range: Range<Int>) -> (start: Double, end: Double) {
    let (first, last) = (words[range.lowerBound], words[range.upperBound - 1])
    let before = range.lowerBound > 0 ? pause(behind: range.lowerBound - 1) / 2 : .infinity
    let behind = pause(behind: range.upperBound - 1) / 2
    return (
      max(0, first.start - min(rules.padding, before)),
      min(alignment.duration, last.end + min(rules.padding, behind))
    )
  }

  private func utterance(_ range: Range<Int>) -> AlignedUtterance {
    let (start, end) = times(range)
    let frames =
      words[range.lowerBound].frames.lowerBound..<words[range.upperBound - 1].frames.upperBound
    return AlignedUtterance(
      text: words[range].map(\.text).joined(separator: " "), start: start, end: end,
      score: weakest(frames))
  }

  /// The geometric mean of the path's probabilities in the weakest second of some frames.
  private func weakest(_ frames: Range<Int>) -> Double {
    let width = min(alignment.framesPerSecond, frames.count)
    guard width > 0 else { return 0 }
    var lowest = 0.0
    for first in frames.lowerBound...frames.upperBound - width {
      lowest = min(lowest, (sums[first + width] - sums[first]) / Double(width))
    }
    return exp(lowest)
  }

  private func star(_ word: Int) -> AlignedUtterance {
    AlignedUtterance(text: "", start: words[word].start, end: words[word].end, score: 0)
  }

  /// Pauses in which the path hears nothing, and the network does not agree.
  private var gaps: [AlignedUtterance] {
    var ends = [0..<0] + words.map(\.frames)
    ends.append(alignment.path.path.count..<alignment.path.path.count)
    return zip(ends, ends.dropFirst()).compactMap { before, behind in
      let frames = before.upperBound..<behind.lowerBound
      guard frames.count >= alignment.framesPerSecond else { return nil }
      let score = weakest(frames)
      guard score < rules.leastScore else { return nil }
      return AlignedUtterance(
        text: "", start: alignment.time(frames.lowerBound), end: alignment.time(frames.upperBound),
        score: score)
    }
  }
}
