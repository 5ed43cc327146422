internal import Audio
internal import CTC
internal import Datasets
internal import Foundation
internal import Interpreter
internal import Kernels
internal import Layers
internal import Models
internal import Tensors
internal import Text

/// What a model makes of recordings, before any text is decided on.
var modelScoreBuiltins: [Builtin] { [logits, hiddenStates, rank] }

private var logits: Builtin {
  Builtin(
    "logits", on: modelParameter,
    [
      Parameter(
        "audio", .anyOf([.object("audio"), .list(of: .object("audio"))]),
        "a recording, or a list of them")
    ], result: "tensor or list of tensor",
    summary: "The model's score of every token at every frame, before the softmax.",
    help: "The audio is mixed to one channel and brought to the model's sampling rate."
  ) { call in
    try scored(call) { model, clip in .object(TensorObject(try call.logits(model, clip))) }
  }
}

private var hiddenStates: Builtin {
  Builtin(
    "hidden_states", on: modelParameter, [Parameter("audio", .object("audio"))],
    result: "list",
    summary: "What each layer of the model reads, and what the last one gives: frames × numbers.",
    help: "The list is that of transformers' output_hidden_states: one tensor more than there are "
      + "layers."
  ) { call in
    try scored(call) { model, clip in
      let heard = try model.features(of: clip)
      guard model.frameCount(features: heard.rowCount) > 0 else {
        throw BuiltinError(
          "the audio is shorter than one frame of the model", kind: "audio", argument: "audio")
      }
      let states = model.hiddenStates(Batch(heard))
      return Value(states.map { .object(TensorObject($0)) })
    }
  }
}

extension Call {
  /// The scores of a recording; throws `Interrupted` between two layers if the user asks to stop.
  func logits(_ model: any SpeechModel, _ clip: AudioClip) throws -> Tensor {
    let interruption = session.interruption
    let scores = try keepingFreeBlocks {
      try model.logits(clip, .inference(until: { interruption.isRequested }))
    }
    try checkInterruption()
    return scores
  }
}

/// What a function gives for the recording of a call, or for each of a list of them.
private func scored(
  _ call: Call, _ body: (any SpeechModel, AudioClip) throws -> Value
) throws -> Value {
  let model = try call.object("model", as: ModelObject.self).inUse(call)
  guard case .list(let list) = try call.value("audio") else {
    return try body(model, model.heard(call.clip("audio")))
  }
  let progress = Progress(call)
  return try progress.during("Scoring", total: list.items.count, unit: "recordings") {
    Value(
      try list.items.enumerated().map { index, item in
        try call.checkInterruption()
        defer { progress.update(index + 1) }
        guard let clip = try audioClip(item) else {
          throw BuiltinError("item \(index) is no audio", kind: "type", argument: "audio")
        }
        return try body(model, model.heard(clip))
      })
  }
}

private var rank: Builtin {
  Builtin(
    "rank", on: modelParameter,
    [
      Parameter(
        "audio", .anyOf([.object("audio"), .inputPath, .object("dataset")]),
        "a recording, a file, or a dataset with a column audio"),
      Parameter("texts", .list(of: .string), "the closed list of what may have been said"),
    ], result: "dataset",
    summary: "The texts of a closed list, the likeliest to have been said first.",
    help: "Of one recording: rows of text, probability (the share among the texts) and loss. Of a "
      + "dataset: its rows with a column ranked, the list of texts, which top_k_accuracy counts. A "
      + "text's probability is the sum over all its paths through the frames. A text with more letters than "
      + "the frames can spell has probability 0 and an infinite loss, and comes last; if no text fits, that "
      + "is an error. Long recordings are heard in windows, as transcribe hears them."
  ) { call in
    let model = try call.object("model", as: ModelObject.self).inUse(call)
    let texts = try call.strings("texts")
    guard !texts.isEmpty else { throw BuiltinError("there are no texts", argument: "texts") }
    let labels = try texts.map { try model.tokenizer.spelled($0) }
    switch try call.value("audio") {
    case .object(let object as DatasetObject):
      return try call.rehearsing(try object.dataset) { data in
        .object(DatasetObject(try ranked(data, texts, labels, model, call)))
      }
    default:
      let scores = try call.scores(of: call.source("audio"), by: model)
      return try rankedRows(scores, texts, labels, blank: model.blank)
    }
  }
}

private func rankedRows(
  _ scores: Tensor, _ texts: [String], _ labels: [[Int]], blank: Int
) throws -> Value {
  let ranked = try rankCandidates(scores, labels, blank: blank)
  // The likeliest is the reference, so that no power is too small to be written.
  let least = ranked.first?.loss ?? 0
  let shares = ranked.map { $0.loss.isFinite ? exp(least - $0.loss) : 0 }
  let sum = shares.reduce(0, +)
  return .object(
    DatasetObject(
      Dataset(
        rows: zip(ranked, shares).map { candidate, share in
          Row([
            (name: "text", cell: .text(texts[candidate.index])),
            (name: "probability", cell: .number(share / sum)),
            (name: "loss", cell: .number(candidate.loss)),
          ])
        })))
}

private func ranked(
  _ data: Dataset, _ texts: [String], _ labels: [[Int]], _ model: any SpeechModel, _ call: Call
) throws -> Dataset {
  let recordings = try data.recordings()
  let progress = Progress(call)
  var columns: [Cell] = []
  try progress.during("Ranking", total: recordings.count, unit: "rows") {
    for (index, recording) in recordings.enumerated() {
      try call.checkInterruption()
      try aboutRow(index) {
        let scores = try call.scores(of: recording, by: model)
        let order = try rankCandidates(scores, labels, blank: model.blank)
        columns.append(.list(order.map { .text(texts[$0.index]) }))
      }
      progress.update(index + 1)
    }
  }
  var cells = columns.makeIterator()
  return data.map { _ in Row([(name: "ranked", cell: cells.next() ?? .none)]) }
}

/// Does something with a row; an error names the row.
func aboutRow(_ index: Int, _ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as any ExplainedError {
    var explanation = error.explanation
    explanation.message = "row \(index): \(explanation.message)"
    throw explanation
  }
}

extension SpeechModel {
  /// A recording as the model hears it: one channel at its sampling rate.
  func heard(_ clip: AudioClip) throws -> AudioClip {
    try clip.mono().resampled(to: samplingRate)
  }
}
