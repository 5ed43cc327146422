/// Why a text cannot be aligned with a recording.
public enum AlignmentError: Error, Equatable {
  /// There is nothing to align.
  case emptyText
  /// The recording has no frame.
  case emptyAudio
  /// The labels, and the blanks that stand between equal neighbours, need more frames than there are.
  case tooLong(labels: Int, repeats: Int, frames: Int)
  /// A label is no symbol of the vocabulary, or is the blank.
  case badLabel(position: Int, label: Int, symbols: Int)
  /// The blank is no symbol of the vocabulary.
  case badBlank(blank: Int, symbols: Int)
  /// A score of a frame is not a finite number.
  case notFinite(frame: Int)
  /// Every path that spells the labels has the probability 0.
  case impossible
}

extension AlignmentError: CustomStringConvertible {
  /// The error in words.
  public var description: String {
    switch self {
    case .emptyText: "the text is empty: there is nothing to align"
    case .emptyAudio: "the audio is empty, or shorter than one frame of the model"
    case .tooLong(let labels, 0, let frames):
      "\(labels) labels need \(labels) frames, but the audio has \(frames)"
    case .tooLong(let labels, let repeats, let frames):
      "\(labels) labels and \(repeats) blanks between repeated ones need \(labels + repeats) "
        + "frames, but the audio has \(frames)"
    case .badLabel(let position, let label, let symbols):
      "label \(label) at position \(position) is the blank or not one of the \(symbols) symbols "
        + "0 to \(symbols - 1)"
    case .badBlank(let blank, let symbols):
      "the blank \(blank) is not one of the \(symbols) symbols 0 to \(symbols - 1)"
    case .notFinite(let frame):
      "the scores of frame \(frame) are not finite numbers: the model or the audio is broken"
    case .impossible: "every path that spells the text has the probability 0"
    }
  }
}
