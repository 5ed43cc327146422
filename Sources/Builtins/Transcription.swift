internal import Audio
internal import CTC
internal import Datasets
internal import Interpreter
internal import Models
internal import Tensors
internal import Text

/// What a model heard, as recipes see it; it shows and prints as its text.
final class TranscriptObject: EngineObject {
  let transcript: String

  init(_ transcript: String) {
    self.transcript = transcript
  }

  var typeName: String { "transcript" }

  func text() -> String { transcript }

  var fieldNames: [String] { ["text", "words"] }

  func field(_ name: String) -> Value? {
    switch name {
    case "text": Value(transcript)
    case "words": Value(words(of: transcript).map { Value($0) })
    default: nil
    }
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? TranscriptObject)?.transcript == transcript
  }
}

var transcriptionBuiltins: [Builtin] {
  [
    Builtin(
      "transcribe", on: modelParameter,
      [
        Parameter(
          "audio", .anyOf([.object("audio"), .inputPath, .object("dataset")]),
          "a recording, a file, or a dataset with a column audio"),
        Parameter(
          "decoder", .choice(["greedy"]), default: .string("greedy"),
          "greedy takes every frame's best token"),
      ], result: "transcript or dataset",
      summary: "What the model hears; of a dataset, a column predicted."
    ) { call in
      let model = try call.object("model", as: ModelObject.self).inUse(call)
      switch try call.value("audio") {
      case .string(let path):
        let clip = try readAudio(call.session.files.reading(path))
        return .object(TranscriptObject(try call.transcribe(clip, with: model)))
      case .object(let object as DatasetObject):
        return try call.rehearsing(try object.dataset) { data in
          .object(DatasetObject(try transcribe(data, with: model, call)))
        }
      default:
        return .object(TranscriptObject(try call.transcribe(call.clip("audio"), with: model)))
      }
    }
  ]
}

extension Call {
  func transcribe(_ clip: AudioClip, with model: any SpeechModel) throws -> String {
    try model.tokenizer.decode(logits(model, model.heard(clip)).rowMaximumIndices)
  }
}

private func transcribe(
  _ data: Dataset, with model: any SpeechModel, _ call: Call
) throws -> Dataset {
  let recordings = try data.recordings()
  let progress = Progress(call)
  var predicted: [String] = []
  try progress.during("Transcribing", total: recordings.count, unit: "rows") {
    for (index, recording) in recordings.enumerated() {
      try call.checkInterruption()
      try aboutRow(index) { predicted.append(try call.transcribe(recording.read(), with: model)) }
      progress.update(index + 1)
    }
  }
  var texts = predicted.makeIterator()
  return data.map { _ in Row([(name: "predicted", cell: .text(texts.next() ?? ""))]) }
}
