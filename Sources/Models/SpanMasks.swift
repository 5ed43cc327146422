internal import Tensors

/// Random spans of an axis that are masked while training.
///
/// D. S. Park et al., "SpecAugment", Interspeech 2019, in the form of A. Baevski et al., "wav2vec
/// 2.0", NeurIPS 2020, appendix A: so many spans of one length that they would cover a share of the
/// axis if they never overlapped, at starts drawn without replacement.
struct SpanMasks {
  /// The share that the spans would cover if they never overlapped.
  let probability: Double
  /// The length of a span.
  let length: Int
  /// The fewest spans.
  let fewest: Int
  /// What rounds the number of spans up or down at random: from [0, 1).
  let rounding: Double

  /// The number of spans on an axis; none on one that is shorter than a span.
  ///
  /// - Parameter count: The length of the axis.
  /// - Returns: At most as many as there are starts, and no more than fit side by side.
  func spanCount(of count: Int) -> Int {
    guard length <= count else { return 0 }
    let wanted = max(Int(probability * Double(count) / Double(length) + rounding), fewest)
    return min(wanted, count / length, count - length + 1)
  }

  /// Draws the spans of one axis.
  ///
  /// - Parameters:
  ///   - count: The length of the axis.
  ///   - stream: Where chance comes from.
  /// - Returns: What the spans cover, each run of masked places once, in order.
  func draw(of count: Int, from stream: inout RandomStream) -> [Range<Int>] {
    let spans = spanCount(of: count)
    guard spans > 0 else { return [] }
    let starts = Self.sample(spans, below: count - length + 1, from: &stream).sorted()
    var runs: [Range<Int>] = []
    for start in starts {
      if let last = runs.last, start <= last.upperBound {
        runs[runs.count - 1] = last.lowerBound..<start + length
      } else {
        runs.append(start..<start + length)
      }
    }
    return runs
  }

  /// Draws different numbers below a bound, every set as likely as any other.
  private static func sample(
    _ count: Int, below bound: Int, from stream: inout RandomStream
  ) -> Set<Int> {
    // R. W. Floyd, in J. Bentley, "Programming Pearls: A Sample of Brilliance", CACM 1987.
    var chosen: Set<Int> = []
    for last in bound - count..<bound {
      let number = stream.integer(below: last + 1)
      chosen.insert(chosen.contains(number) ? last : number)
    }
    return chosen
  }
}
