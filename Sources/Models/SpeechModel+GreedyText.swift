internal import CTC
public import Tensors
internal import Text

extension SpeechModel {
  /// The text that every frame's best token spells.
  ///
  /// - Parameter scores: Frames × tokens of a recording, unnormalised.
  /// - Returns: The text, as transcribing greedily has it.
  /// - Throws: `CTCError` for a score that is not finite: such scores have no best.
  public func greedyText(_ scores: Tensor) throws -> String {
    var search = GreedySearch(GreedyDecoder(blank: blank))
    try search.take(scores)
    return try tokenizer.decode(search.labels.map(\.label), group: false)
  }
}
