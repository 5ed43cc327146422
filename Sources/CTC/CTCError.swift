/// What is wrong with the labels or the frames given to a CTC computation.
public enum CTCError: Error, Equatable {
  /// A label is not a symbol of the vocabulary.
  case labelOutsideVocabulary(row: Int, position: Int, label: Int, symbols: Int)
  /// A label is the blank, which only the paths contain.
  case labelIsBlank(row: Int, position: Int, blank: Int)
  /// The blank is not a symbol of the vocabulary.
  case blankOutsideVocabulary(blank: Int, symbols: Int)
  /// There are more or fewer label sequences than recordings.
  case countsDiffer(recordings: Int, labels: Int)
  /// The recordings' frames do not add up to the frames given.
  case framesDiffer(lengths: Int, frames: Int)
  /// A score is infinite or no number.
  case notFinite(frame: Int, symbol: Int)
  /// No text of a closed list can be spelled in the frames there are.
  case noCandidateFits(frames: Int, needed: Int)
  /// The frames have scores for more or fewer symbols than there are.
  case symbolsDiffer(scores: Int, tokens: Int)
  /// A language model of words needs a label that stands between words.
  case noDelimiter
}

extension CTCError: CustomStringConvertible {
  /// The error in words.
  public var description: String {
    switch self {
    case .labelOutsideVocabulary(let row, let position, let label, let symbols):
      "row \(row): label \(label) at position \(position) is not one of the \(symbols) symbols "
        + "0 to \(symbols - 1)"
    case .labelIsBlank(let row, let position, let blank):
      "row \(row): the label at position \(position) is the blank (\(blank))"
    case .blankOutsideVocabulary(let blank, let symbols):
      "the blank \(blank) is not one of the \(symbols) symbols 0 to \(symbols - 1)"
    case .countsDiffer(let recordings, let labels):
      "\(recordings) recordings have \(labels) label sequences"
    case .framesDiffer(let lengths, let frames):
      "the lengths add up to \(lengths) frames, but there are \(frames)"
    case .notFinite(let frame, let symbol):
      "the score of symbol \(symbol) at frame \(frame) is not a finite number"
    case .noCandidateFits(let frames, let needed):
      needed > frames
        ? "none of the texts fits: the recording has \(frames) frames, and the shortest of the texts "
          + "needs \(needed)"
        : "the scores leave none of the texts a probability above 0"
    case .symbolsDiffer(let scores, let tokens):
      "the frames have scores for \(scores) symbols, and there are \(tokens) tokens"
    case .noDelimiter:
      "the tokens have none for the space between words, which a language model of words needs"
    }
  }
}
