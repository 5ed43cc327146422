internal import Audio
internal import Cancelling
internal import Datasets
internal import Interpreter
internal import Models
internal import Recognition
internal import Recognizers
internal import Tensors
internal import Text

var transcriptionBuiltins: [Builtin] {
  [
    Builtin(
      "transcribe", on: modelParameter,
      [
        Parameter(
          "audio",
          .anyOf([
            .object("audio"), .inputPath, .object("dataset"),
            .list(of: .anyOf([.object("audio"), .inputPath])),
          ]),
          "a recording or a file; a dataset with a column audio, a folder, or a list of files")
      ] + Decoding.parameters + [Decoding.bestParameter] + windowParameters,
      result: "transcript or dataset",
      summary: "What the model hears; of a dataset, columns predicted and confidence.",
      help:
        "A transcript has .text, .confidence, .words (word, start and end in seconds, confidence) and "
        + ".alternatives (text, score, acoustic_score), as many as n_best asks for. All but decoder "
        + "belongs to the beam decoder. Weights and pruning are natural logarithms. A long recording is "
        + "read and heard window by window, so that its length takes no memory. "
        + "A confidence, from 0 to 1, is the geometric mean of the probabilities of the letters on the path "
        + "that was chosen, 0 where nothing was heard. Of a folder or a list, each recording is a row: file, text, "
        + "confidence, audio, which .save(\"out.csv\") keeps; those that cannot be read are named, left out "
        + "and listed in .problems."
    ) { call in
      let model = try call.object("model", as: ModelObject.self).inUse(call)
      let decoding = try Decoding(call, model, best: call.int("n_best"))
      let windows = try call.windows(for: model)
      if case .object(let object as DatasetObject) = try call.value("audio") {
        return try call.rehearsing(try object.dataset) { data in
          .object(DatasetObject(try transcribe(data, with: model, decoding, windows, call)))
        }
      }
      if let recordings = try call.untranscribed("audio") {
        return try call.rehearsing(recordings) { data in
          try hearing(of: data, call) { recording in
            try call.transcribe(
              HeardRecording(recording, for: model, windows), with: model, decoding)
          }
        }
      }
      let audio = try HeardRecording(call.source("audio"), for: model, windows)
      return .object(TranscriptObject(try call.transcribe(audio, with: model, decoding)))
    }
  ]
}

extension Call {
  /// Whether the user wants the work to stop.
  var cancellation: Cancellation {
    let interruption = session.interruption
    return Cancellation { interruption.isRequested }
  }

  /// Does work that may be cancelled, which ends the recipe as other interruptions do.
  func interruptible<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch  where error.saysCancelled {
      try checkInterruption()
      throw error
    }
  }

  /// The text that every frame's best token spells.
  func transcribe(_ clip: AudioClip, with model: any SpeechModel) throws -> String {
    var decoder = try model.decoder()
    try decoder.take(logits(model, model.heard(clip)), .never)
    return try decoder.finish(duration: clip.duration, .never).text
  }

  fileprivate func transcribe(
    _ audio: HeardRecording, with model: any SpeechModel, _ decoding: Decoding
  ) throws -> Transcript {
    guard audio.source.duration > 0 else {
      throw BuiltinError("the audio is empty", kind: "audio", argument: "audio")
    }
    var decoder = try model.decoder(beam: decoding.beam, best: decoding.best)
    let cancellation = cancellation
    return try interruptible {
      let outline = try audio.score(self, "Transcribing", mayBePart: true) { logits in
        try decoder.take(logits, cancellation)
        try checkInterruption()
      }
      return try decoder.finish(duration: outline.duration, cancellation)
    }
  }
}

private func transcribe(
  _ data: Dataset, with model: any SpeechModel, _ decoding: Decoding,
  _ windows: RecordingWindows?, _ call: Call
) throws -> Dataset {
  let recordings = try data.recordings()
  let progress = Progress(call)
  var heard: [Transcript] = []
  try progress.during("Transcribing", total: recordings.count, unit: "rows") {
    for (index, recording) in recordings.enumerated() {
      try call.checkInterruption()
      try aboutRow(index) {
        let audio = try HeardRecording(recording, for: model, windows)
        heard.append(try call.transcribe(audio, with: model, decoding))
      }
      progress.update(index + 1)
    }
  }
  var transcripts = heard.makeIterator()
  return data.map { _ in
    let transcript = transcripts.next() ?? Transcript()
    return Row([
      (name: "predicted", cell: .text(transcript.text)),
      (name: "confidence", cell: .number(transcript.confidence)),
    ])
  }
}
