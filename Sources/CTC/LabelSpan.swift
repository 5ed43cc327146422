internal import Glibc

/// Where a label stands on a path through the frames.
public struct LabelSpan: Equatable, Sendable {
  /// The frames, of which there is at least one.
  public let frames: Range<Int>
  /// The mean of the logarithms of its probability over these frames.
  public let meanLogProbability: Double
}

/// How sure a model is of labels, from 0 to 1: the geometric mean of their probabilities, where that of a
/// label is the geometric mean over its frames.
///
/// It does not shrink with the length of a text, as the probability of the whole does. Without labels it
/// is 0: nothing speaks for a text in which nothing is said.
public func confidence(of labels: some Collection<(label: Int, span: LabelSpan)>) -> Double {
  guard !labels.isEmpty else { return 0 }
  return exp(labels.reduce(0) { $0 + $1.span.meanLogProbability } / Double(labels.count))
}

extension ForcedAlignment {
  /// The labels in their order, each with its frames.
  public var spans: [(label: Int, span: LabelSpan)] {
    labels.map { label in
      let sum = logProbabilities[label.frames].reduce(0) { $0 + Double($1) }
      return (
        label.symbol,
        LabelSpan(frames: label.frames, meanLogProbability: sum / Double(label.frames.count))
      )
    }
  }
}
