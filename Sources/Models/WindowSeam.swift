internal import Tensors

/// Finds where the scores of one window end and those of the next begin.
struct WindowSeam {
  let rule: RecordingWindows.Seam
  /// The tokens that stand for no letter.
  let quietTokens: Set<Int>

  /// The place of the seam among frames that two windows have both scored.
  ///
  /// Text is neither lost nor doubled where both windows have the same best tokens on both sides of
  /// the seam: what was said before it is in the one, and what is said behind it in the other.
  ///
  /// - Parameters:
  ///   - first: The earlier window's scores of the frames.
  ///   - second: The later window's.
  ///   - skipped: How many frames before these both have scored too; the seam is not among them.
  /// - Returns: The number of these frames that the earlier window keeps.
  func place(_ first: Tensor, _ second: Tensor, skipped: Int = 0) -> Int {
    let (all, count) = (skipped + first.rowCount, first.rowCount)
    let middle = max(0, (all + 1) / 2 - skipped)
    guard rule == .quiet else { return middle }
    let (one, other) = (first.rowMaximumIndices, second.rowMaximumIndices)
    // Nearer to the end of a window its scores lack what stands behind.
    let lowest = min(count, max(0, all / 3 - skipped))
    let range = lowest..<max(lowest, count - all / 3)
    guard let agreed = longestRun(in: range, near: middle, { one[$0] == other[$0] }) else {
      return middle
    }
    let quiet = longestRun(in: agreed, near: middle) { quietTokens.contains(one[$0]) }
    let run = quiet ?? agreed
    return (run.lowerBound + run.upperBound) / 2
  }

  /// The longest run of frames for which something holds; of equal ones the nearest to a frame.
  private func longestRun(
    in range: Range<Int>, near middle: Int, _ holds: (Int) -> Bool
  ) -> Range<Int>? {
    var best: Range<Int>?
    var start = range.lowerBound
    for frame in range.lowerBound...range.upperBound {
      if frame < range.upperBound, holds(frame) { continue }
      let run = start..<frame
      start = frame + 1
      guard !run.isEmpty else { continue }
      if let found = best {
        let (own, other) = (distance(run, middle), distance(found, middle))
        guard run.count > found.count || (run.count == found.count && own < other) else { continue }
      }
      best = run
    }
    return best
  }

  private func distance(_ run: Range<Int>, _ frame: Int) -> Int {
    abs(run.lowerBound + run.upperBound - 2 * frame)
  }
}
