public import Tensors

extension GreedyDecoder {
  /// Returns the labels on the best path, each with its frames.
  ///
  /// - Parameter logits: Frames × symbols, unnormalised.
  /// - Returns: The labels of ``decode(_:)``; a label's frames are its run of the path.
  /// - Throws: ``CTCError/notFinite(frame:symbol:)`` for a score that is not a finite number.
  public func decodeSpans(_ logits: Tensor) throws(CTCError) -> [(label: Int, span: LabelSpan)] {
    var search = GreedySearch(self)
    try search.take(logits)
    return search.labels
  }
}
