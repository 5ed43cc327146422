internal import Datasets
internal import Display
internal import ExactStrings
internal import Interpreter
internal import Recognizers

/// What a model heard, as recipes see it; it shows and prints as its text.
final class TranscriptObject: EngineObject {
  let transcript: Transcript

  init(_ transcript: Transcript) {
    self.transcript = transcript
  }

  var typeName: String { "transcript" }

  func text() -> String { transcript.text }

  func display(width: Int, color: Bool) -> String {
    guard !transcript.text.isEmpty else {
      return Style.dim.applied(
        to: "(empty transcript)", on: displayTerminal(width: width, color: color))
    }
    return escapeForTerminal(text(), keeping: .newline)
  }

  var fieldNames: [String] { ["text", "confidence", "words", "alternatives"] }

  func field(_ name: String) -> Value? {
    switch name {
    case "text": Value(transcript.text)
    case "confidence": .float(transcript.confidence)
    case "words": .object(DatasetObject(words))
    case "alternatives": .object(DatasetObject(alternatives))
    default: nil
    }
  }

  private var words: Dataset {
    Dataset(
      rows: transcript.words.map { word in
        Row([
          (name: "word", cell: .text(word.text)), (name: "start", cell: .number(word.start)),
          (name: "end", cell: .number(word.end)),
          (name: "confidence", cell: .number(word.confidence)),
        ])
      })
  }

  private var alternatives: Dataset {
    Dataset(
      rows: transcript.alternatives.map { alternative in
        Row([
          (name: "text", cell: .text(alternative.text)),
          (name: "score", cell: .number(alternative.score)),
          (name: "acoustic_score", cell: .number(alternative.acousticScore)),
        ])
      })
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? TranscriptObject)?.transcript.text.isExactly(transcript.text) ?? false
  }
}
