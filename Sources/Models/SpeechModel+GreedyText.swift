public import CTC
public import Tensors
public import Text

/// What was heard, and how sure a model is of it.
public struct HeardText: Sendable {
  /// The text.
  public let text: String
  /// From 0 to 1; see `CTCTokenizer.confidence(of:)`.
  public let confidence: Double

  /// Makes a text that was heard.
  public init(_ text: String, confidence: Double) {
    (self.text, self.confidence) = (text, confidence)
  }
}

extension SpeechModel {
  /// The text that every frame's best token spells.
  ///
  /// - Parameter scores: Frames × tokens of a recording, unnormalised.
  /// - Returns: The text, as transcribing greedily has it.
  /// - Throws: `CTCError` for a score that is not finite: such scores have no best.
  public func greedyText(_ scores: Tensor) throws -> HeardText {
    var search = GreedySearch(GreedyDecoder(blank: blank))
    try search.take(scores)
    let labels = search.labels
    return HeardText(
      try tokenizer.decode(labels.map(\.label), group: false),
      confidence: tokenizer.confidence(of: labels))
  }
}

extension CTCTokenizer {
  /// How sure a model is of a text, from 0 to 1.
  ///
  /// It is the geometric mean of the probabilities of its letters on the path that a search chose, those of
  /// the spaces between words left out; 0 for a text without letters.
  public func confidence(of labels: [(label: Int, span: LabelSpan)]) -> Double {
    CTC.confidence(of: labels.filter { $0.label != wordDelimiterID })
  }
}
