/// How the search for a best path keeps its memory and its work small; it finds the same path.
public struct CTCBestPathLimits: Sendable {
  /// The frames of a stretch between two rows that are kept, a multiple of 32.
  public var stretch = 2_048
  /// The least number of frames times labels from which states are left out that cannot be on the
  /// best path.
  public var pruningSize = 1 << 23

  /// Makes the limits that suit this engine.
  public init() {}
}

/// Returns the likeliest path of a label sequence through the frames of a recording.
///
/// State `2i` is the blank before label `i`, state `2i + 1` is label `i`; a path begins in one of the
/// first two states and ends in one of the last two.
///
/// - Parameters:
///   - logProbabilities: Frames × symbols, natural logarithms; at least one frame, no NaN.
///   - symbols: The number of symbols, with the blank.
///   - blank: Which symbol is the blank.
///   - labels: Symbols other than the blank.
///   - limits: How memory and work are kept small.
/// - Returns: The state of every frame; of equal paths the one that stays longer in its states. `nil`
///   if no path of a probability above 0 spells the labels.
public func ctcBestPath(
  _ logProbabilities: Span<Float>, symbols: Int, blank: Int, labels: [Int],
  limits: CTCBestPathLimits = CTCBestPathLimits()
) -> [Int]? {
  precondition((0..<symbols).contains(blank), "The blank is one of the symbols.")
  precondition(
    labels.allSatisfy { (0..<symbols).contains($0) && $0 != blank },
    "Labels are symbols other than the blank.")
  precondition(limits.stretch > 0 && limits.stretch % 32 == 0, "A stretch has whole blocks.")
  let scores = Floats(logProbabilities)
  let frames = scores.count / symbols
  guard frames > 0, CTCLattice.framesNeeded(labels) <= frames else { return nil }
  let trellis = CTCTrellis(scores, symbols: symbols, blank: blank, labels: labels)
  return BestPathSearch(trellis: trellis, limits: limits).path()
}

/// The search for the best path: one pass that keeps a row now and then, and a second pass over the
/// stretches between them, from the last to the first, that keeps where each state was reached from.
///
/// A long recording has many more states than can matter. A path that stands `margin` below the sum
/// of every frame's best symbol can only get worse, so that its state is left out. If the best path
/// found is not below that margin itself, nothing on a better one was left out: it is the best of
/// all. Otherwise the search is done again with a margin that is wide enough.
///
/// Reference for rows kept now and then: D. Hirschberg, "A Linear Space Algorithm for Computing
/// Maximal Common Subsequences", 1975; for the path: L. Rabiner, "A Tutorial on Hidden Markov Models",
/// 1989, section III.B.
private struct BestPathSearch {
  let trellis: CTCTrellis
  let limits: CTCBestPathLimits

  func path() -> [Int]? {
    var states = [Int](repeating: 0, count: trellis.frames)
    if trellis.frames <= limits.stretch {
      var front = trellis.start()
      let steps = BackPointers()
      guard trellis.run(&front, to: trellis.frames, recording: steps),
        let end = trellis.end(front)
      else { return nil }
      trellis.follow(steps, from: end, over: 0..<trellis.frames, into: &states)
      return states
    }
    guard let (kept, end) = firstPass() else { return nil }
    var state = end
    for index in kept.indices.reversed() {
      let upper = index + 1 < kept.count ? kept[index + 1].frame : trellis.frames
      let frames = kept[index].frame..<upper
      var front = trellis.restored(kept[index], reaching: state, within: frames.count)
      let steps = BackPointers()
      guard trellis.run(&front, to: upper, recording: steps) else { return nil }
      state = trellis.follow(steps, from: state, over: frames, into: &states)
    }
    return states
  }

  /// The rows at the beginnings of the stretches, and the last state of the best path.
  private func firstPass() -> (kept: [KeptRow], end: Int)? {
    let size = trellis.frames.multipliedReportingOverflow(by: trellis.labels.count)
    guard size.overflow || size.partialValue >= limits.pruningSize else {
      return keptRows(margin: nil).map { ($0.kept, $0.end) }
    }
    // Most recordings need less than this; what is too narrow is seen and done again.
    var margin = 100 + 0.02 * Double(trellis.frames)
    for _ in 0..<4 {
      guard let found = keptRows(margin: margin) else {
        margin *= 4
        continue
      }
      // The best path is at least as good as the one found; the rest is for rounding.
      let needed = found.below * (1 + 1e-4) + 1
      if needed <= margin { return (found.kept, found.end) }
      margin = needed
    }
    return keptRows(margin: nil).map { ($0.kept, $0.end) }
  }

  private func keptRows(margin: Double?) -> (kept: [KeptRow], end: Int, below: Double)? {
    var front = trellis.start()
    front.margin = margin
    var kept: [KeptRow] = []
    var frame = 0
    while frame < trellis.frames {
      kept.append(trellis.keep(front, frame))
      frame = min(frame + limits.stretch, trellis.frames)
      guard trellis.run(&front, to: frame, recording: nil) else { return nil }
    }
    guard let end = trellis.end(front) else { return nil }
    return (kept, end, front.mostPossible - front.shift - Double(trellis.value(of: end, front)))
  }
}
