internal import CTC
internal import Datasets
internal import Models
internal import Tensors
internal import Text

/// What a model heard in a recording, and when.
struct Transcript {
  /// A word with its place in the recording.
  struct Word: Equatable {
    let text: String
    /// In seconds.
    let start: Double
    let end: Double
    /// How sure the model is, from 0 to 1: the geometric mean of its letters' probabilities.
    let confidence: Double
  }

  /// A text that may have been said.
  struct Alternative: Equatable {
    let text: String
    /// The natural logarithm that they are ranked by.
    let score: Double
    /// The part of it that the sound says.
    let acousticScore: Double
  }

  var text = ""
  /// How sure the model is of the text, from 0 to 1: the geometric mean of its letters' probabilities, those
  /// of the spaces between words left out; 0 for an empty text.
  var confidence = 0.0
  var words: [Word] = []
  /// The texts that may have been said, the likeliest first; the first is the text itself.
  var alternatives: [Alternative] = []
}

extension Transcript.Word {
  /// The words of labels with their frames.
  ///
  /// - Parameters:
  ///   - labels: The labels and their frames, in order.
  ///   - model: What heard them.
  ///   - duration: The length of the recording in seconds.
  /// - Returns: The words in order; runs of delimiters part them once.
  /// - Throws: `TextError` for a label that is no token.
  static func words(
    of labels: [(label: Int, span: LabelSpan)], heardBy model: any SpeechModel,
    duration: Double
  ) throws -> [Transcript.Word] {
    let timing = model.frameTiming
    let delimiter = model.tokenizer.wordDelimiterID
    return try labels.split { $0.label == delimiter }.compactMap { part in
      guard let first = part.first, let last = part.last else { return nil }
      let text = try model.tokenizer.decode(part.map(\.label), group: false)
      return Transcript.Word(
        text: text, start: timing.start(of: first.span.frames.lowerBound, duration: duration),
        end: timing.start(of: last.span.frames.upperBound, duration: duration),
        confidence: CTC.confidence(of: part))
    }
  }
}
