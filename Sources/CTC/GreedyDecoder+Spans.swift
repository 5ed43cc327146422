internal import Kernels
public import Tensors

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
