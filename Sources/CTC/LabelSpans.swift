internal import Kernels
public import Tensors

/// Where a label stands on the likeliest path that spells a text.
public struct LabelSpan: Equatable, Sendable {
  /// The frames, of which there is at least one.
  public let frames: Range<Int>
  /// The mean of the logarithms of its probability over these frames.
  public let meanLogProbability: Double
}

/// Finds the frames of each label of a text, on the likeliest path that spells it.
///
/// Of equally likely paths the one is taken that is in a label, or goes on from one, as late as it
/// can.
///
/// - Parameters:
///   - logits: Frames × symbols of one recording, unnormalised and finite.
///   - labels: The text, without blanks; each a symbol.
///   - blank: Which symbol is the blank.
/// - Returns: A span for each label, or `nil` if the labels need more frames than there are.
public func labelSpans(_ logits: Tensor, labels: [Int], blank: Int) -> [LabelSpan]? {
  let (frames, symbols) = (logits.rowCount, logits.rowLength)
  guard !labels.isEmpty else { return [] }
  guard CTCLoss.framesNeeded(labels) <= frames else { return nil }
  let scores = logits.mapped { Kernels.logSoftmax($0, columns: symbols, into: &$1) }
  let values = scores.span
  let states = 2 * labels.count + 1
  var best = [Double](repeating: -.infinity, count: states)
  var before = best
  // How many states back the best path comes from: 0, 1 or 2.
  var steps = [UInt8](repeating: 0, count: frames * states)
  for frame in 0..<frames {
    swap(&best, &before)
    for state in 0..<states {
      let symbol = state & 1 == 0 ? blank : labels[state / 2]
      var (score, step) = (frame == 0 ? (state < 2 ? 0.0 : -.infinity) : before[state], UInt8(0))
      if frame > 0 {
        if state >= 1, before[state - 1] > score { (score, step) = (before[state - 1], 1) }
        let mayJump = state & 1 == 1 && state >= 3 && labels[state / 2] != labels[state / 2 - 1]
        if mayJump, before[state - 2] > score { (score, step) = (before[state - 2], 2) }
      }
      best[state] = score + Double(values[frame * symbols + symbol])
      steps[frame * states + state] = step
    }
  }
  var state = best[states - 1] > best[states - 2] ? states - 1 : states - 2
  var spans: [(range: Range<Int>, sum: Double)] = labels.map { _ in (0..<0, 0) }
  for frame in (0..<frames).reversed() {
    if state & 1 == 1 {
      let place = state / 2
      let end = spans[place].range.isEmpty ? frame + 1 : spans[place].range.upperBound
      spans[place].range = frame..<end
      spans[place].sum += Double(values[frame * symbols + labels[place]])
    }
    state -= Int(steps[frame * states + state])
  }
  return spans.map {
    LabelSpan(frames: $0.range, meanLogProbability: $0.sum / Double(max($0.range.count, 1)))
  }
}
