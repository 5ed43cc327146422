internal import Audio
internal import CTC
internal import Datasets
internal import Display
internal import Interpreter
internal import Models
internal import Tensors
internal import Text

var modelParameter: Parameter { Parameter("model", .object("model")) }

var modelBuiltins: [Builtin] {
  [summary, freeze, unfreeze] + modelMakingBuiltins + modelFileBuiltins + modelScoreBuiltins
    + transcriptionBuiltins + alignmentBuiltins + utteranceBuiltins
}

private var summary: Builtin {
  Builtin(
    "summary", on: modelParameter,
    [Parameter("all", .bool, default: .bool(false), "a line for every tensor of a large model")],
    result: "none", summary: "Prints the model's parts, or every tensor, with shapes and sizes.",
    help: "Small models show every tensor. Of large ones, numbered blocks of one name that "
      + "training treats alike share a line."
  ) { call in
    let model = try call.object("model", as: ModelObject.self)
    let wantsAll = try call.bool("all")
    call.show(model.summaryText(for: call.terminal, wantsAll: wantsAll))
    return .none
  }
}

private var partParameter: Parameter {
  Parameter(
    "part", .anyOf([.string, .list(of: .string)]),
    "how parameters' names begin (\"encoder.layers.0\"), a pattern (\"*.bias\"), or a list of such")
}

private func parts(_ call: Call) throws -> [String] {
  if case .string(let part) = try call.value("part") { return [part] }
  return try call.strings("part")
}

private var freeze: Builtin {
  Builtin(
    "freeze", on: modelParameter,
    [
      partParameter,
      Parameter(
        "batch_statistics", .bool, default: .bool(true),
        "whether running means and variances of batch norms stay as they are too"),
    ], result: "none",
    summary: "Keeps a part of the model as it is while the rest is trained.",
    help: "\"feature_encoder\" is the convolutions of Wav2Vec2 and HuBERT. A * stands for any "
      + "letters. model.summary() shows the parts, and which of them are trained. A batch norm whose "
      + "statistics stay uses them in training as in inference."
  ) { call in
    let model = try call.object("model", as: ModelObject.self).model
    let holdsStatistics = try call.bool("batch_statistics")
    for part in try parts(call) { try model.freeze(part, holdsStatistics: holdsStatistics) }
    return .none
  }
}

private var unfreeze: Builtin {
  var part = partParameter
  part = Parameter(part.name, .optional(part.type), default: .none, part.summary + "; all if none")
  return Builtin(
    "unfreeze", on: modelParameter, [part], result: "none",
    summary: "Lets training change a part of the model, or all of it, again."
  ) { call in
    let model = try call.object("model", as: ModelObject.self).model
    for part in try call.isNone("part") ? ["*"] : parts(call) { try model.unfreeze(part) }
    return .none
  }
}
