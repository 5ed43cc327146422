internal import Kernels
public import Tensors

/// Where a label stands on a path through the frames.
public struct LabelSpan: Equatable, Sendable {
  /// The frames, of which there is at least one.
  public let frames: Range<Int>
  /// The mean of the logarithms of its probability over these frames.
  public let meanLogProbability: Double
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

extension GreedyDecoder {
  /// Returns the labels on the best path, each with its frames.
  ///
  /// - Parameter logits: Frames × symbols, unnormalised.
  /// - Returns: The labels of ``decode(_:)``; a label's frames are its run of the path.
  public func decodeSpans(_ logits: Tensor) -> [(label: Int, span: LabelSpan)] {
    let (path, symbols) = (logits.rowMaximumIndices, logits.rowLength)
    let scores = logits.mapped { Kernels.logSoftmax($0, columns: symbols, into: &$1) }
    let values = scores.span
    var spans: [(label: Int, span: LabelSpan)] = []
    var start = 0
    while start < path.count {
      var (end, sum) = (start, 0.0)
      while end < path.count, path[end] == path[start] {
        sum += Double(values[end * symbols + path[end]])
        end += 1
      }
      if path[start] != blank {
        let span = LabelSpan(
          frames: start..<end, meanLogProbability: sum / Double(end - start))
        spans.append((path[start], span))
      }
      start = end
    }
    return spans
  }
}
