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
      ] + Decoding.parameters + [Decoding.bestParameter] + windowParameters,
      result: "transcript or dataset",
      summary: "What the model hears; of a dataset, a column predicted.",
      help: "A transcript has .text, .words (word, start and end in seconds, confidence) and "
        + ".alternatives (text, score, acoustic_score), as many as n_best asks for. All but decoder "
        + "belongs to the beam decoder. Weights and pruning are natural logarithms. A long recording is "
        + "read and heard window by window, so that its length takes no memory."
    ) { call in
      let model = try call.object("model", as: ModelObject.self).inUse(call)
      let decoding = try Decoding(call, model, best: call.int("n_best"))
      let windows = try call.windows(for: model)
      if case .object(let object as DatasetObject) = try call.value("audio") {
        return try call.rehearsing(try object.dataset) { data in
          .object(DatasetObject(try transcribe(data, with: model, decoding, windows, call)))
        }
      }
      let audio = try HeardAudio(call.source("audio"), for: model, windows)
      return .object(TranscriptObject(try call.transcribe(audio, with: model, decoding)))
    }
  ]
}

extension Call {
  /// The text that every frame's best token spells.
  func transcribe(_ clip: AudioClip, with model: any SpeechModel) throws -> String {
    try model.greedyText(logits(model, model.heard(clip)))
  }

  fileprivate func transcribe(
    _ audio: HeardAudio, with model: any SpeechModel, _ decoding: Decoding
  ) throws -> Transcript {
    guard audio.source.duration > 0 else {
      throw BuiltinError("the audio is empty", kind: "audio", argument: "audio")
    }
    let interruption = session.interruption
    var writer = try TranscriptWriter(decoding, model)
    let outline = try audio.score(by: model, self, "Transcribing", mayBePart: true) { logits in
      try writer.take(logits) { interruption.isRequested }
      try checkInterruption()
    }
    return try writer.finish(duration: outline.duration)
  }
}

private func transcribe(
  _ data: Dataset, with model: any SpeechModel, _ decoding: Decoding,
  _ windows: RecordingWindows?, _ call: Call
) throws -> Dataset {
  let recordings = try data.recordings()
  let progress = Progress(call)
  var predicted: [String] = []
  try progress.during("Transcribing", total: recordings.count, unit: "rows") {
    for (index, recording) in recordings.enumerated() {
      try call.checkInterruption()
      try aboutRow(index) {
        let audio = try HeardAudio(recording, for: model, windows)
        predicted.append(try call.transcribe(audio, with: model, decoding).text)
      }
      progress.update(index + 1)
    }
  }
  var texts = predicted.makeIterator()
  return data.map { _ in Row([(name: "predicted", cell: .text(texts.next() ?? ""))]) }
}
