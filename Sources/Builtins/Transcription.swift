internal import Audio
internal import CTC
internal import Datasets
internal import Interpreter
internal import Models
internal import Tensors
internal import Text

var transcriptionBuiltins: [Builtin] {
  [
    Builtin(
      "transcribe", on: modelParameter,
      [
        Parameter(
          "audio", .anyOf([.object("audio"), .inputPath, .object("dataset")]),
          "a recording, a file, or a dataset with a column audio")
      ] + Decoding.parameters + [Decoding.bestParameter], result: "transcript or dataset",
      summary: "What the model hears; of a dataset, a column predicted.",
      help: "A transcript has .text, .words (word, start and end in seconds, confidence) and "
        + ".alternatives (text, score, acoustic_score), as many as n_best asks for. All but decoder "
        + "belongs to the beam decoder. Weights and pruning are natural logarithms."
    ) { call in
      let model = try call.object("model", as: ModelObject.self).inUse(call)
      let decoding = try Decoding(call, model, best: call.int("n_best"))
      switch try call.value("audio") {
      case .string(let path):
        let clip = try readAudio(call.session.files.reading(path))
        return .object(TranscriptObject(try call.transcribe(clip, with: model, decoding)))
      case .object(let object as DatasetObject):
        return try call.rehearsing(try object.dataset) { data in
          .object(DatasetObject(try transcribe(data, with: model, decoding, call)))
        }
      default:
        let clip = try call.clip("audio")
        return .object(TranscriptObject(try call.transcribe(clip, with: model, decoding)))
      }
    }
  ]
}

extension Call {
  /// The text that every frame's best token spells.
  func transcribe(_ clip: AudioClip, with model: any SpeechModel) throws -> String {
    try model.tokenizer.decode(logits(model, model.heard(clip)).rowMaximumIndices)
  }

  fileprivate func transcribe(
    _ clip: AudioClip, with model: any SpeechModel, _ decoding: Decoding
  ) throws -> Transcript {
    guard clip.samples.count > 0 else {
      throw BuiltinError("the audio is empty", kind: "audio", argument: "audio")
    }
    let heard = try model.heard(clip)
    return try transcript(logits(model, heard), decoding, model, duration: heard.duration)
  }
}

private func transcribe(
  _ data: Dataset, with model: any SpeechModel, _ decoding: Decoding, _ call: Call
) throws -> Dataset {
  let recordings = try data.recordings()
  let progress = Progress(call)
  var predicted: [String] = []
  try progress.during("Transcribing", total: recordings.count, unit: "rows") {
    for (index, recording) in recordings.enumerated() {
      try call.checkInterruption()
      try aboutRow(index) {
        predicted.append(try call.transcribe(recording.read(), with: model, decoding).text)
      }
      progress.update(index + 1)
    }
  }
  var texts = predicted.makeIterator()
  return data.map { _ in Row([(name: "predicted", cell: .text(texts.next() ?? ""))]) }
}
