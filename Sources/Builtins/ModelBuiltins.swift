internal import Audio
internal import CTC
internal import Datasets
internal import Display
internal import Interpreter
internal import Layers
internal import Models
internal import Tensors
internal import Text

var modelParameter: Parameter { Parameter("model", .object("model")) }

var modelBuiltins: [Builtin] {
  [deepspeech2, loadModelBuiltin, summary, freeze, saveModel, logits] + transcriptionBuiltins
}

private var deepspeech2: Builtin {
  Builtin(
    "deepspeech2",
    [
      Parameter("tokenizer", .object("tokenizer"), "the tokens that it scores"),
      Parameter("sampling_rate", .int, default: .int(16_000), "of the audio that it hears"),
      Parameter("n_mels", .int, default: .int(80), "mel bins of a frame of features"),
      Parameter(
        "conv_channels", .list(of: .int), default: Value([32, 32].map { Value($0) }),
        "channels of each convolution"),
      Parameter(
        "conv_kernels", .list(of: .list(of: .int)), default: pairs([[41, 11], [21, 11]]),
        "bins and frames that each convolution's window covers"),
      Parameter(
        "conv_strides", .list(of: .list(of: .int)), default: pairs([[2, 2], [2, 1]]),
        "bins and frames between two windows"),
      Parameter("rnn_layers", .int, default: .int(5), "recurrent layers"),
      Parameter("rnn_size", .int, default: .int(512), "the state's length of one direction"),
      Parameter("bidirectional", .bool, default: .bool(true), "read from both ends"),
      Parameter("dropout", .number, default: .float(0.1), "share dropped behind each layer"),
      Parameter(
        "seed", .optional(.int), default: .none, "of the random weights; the session's if none"),
    ], result: "model",
    summary: "A DeepSpeech2 recognizer with random weights: convolutions, gated units, letters.",
    help: "Features are log-mel frames every 10 ms. The norms are over each frame's numbers, so a "
      + "batch gives every recording the numbers that it has alone.",
    example: "deepspeech2(ctc_tokenizer(build_vocab([\"ab\"])), rnn_layers=1, rnn_size=8)"
  ) { call in
    var members: [JSONObject.Member] = []
    for parameter in call.builtin.parameters where !["tokenizer", "seed"].contains(parameter.name) {
      guard let setting = json(of: try call.value(parameter.name)) else { continue }
      members.append((key: parameter.name, value: setting))
    }
    let configuration = try DeepSpeech2Configuration(JSONObject(members))
    let tokenizer = try call.object("tokenizer", as: TokenizerObject.self).tokenizer
    let seed = UInt64(bitPattern: Int64(try call.seed("seed")))
    return .object(
      ModelObject(
        DeepSpeech2(
          tokenizer: tokenizer, configuration: configuration,
          from: RandomParameters(seed: seed))))
  }
}

private func pairs(_ pairs: [[Int]]) -> Value {
  Value(pairs.map { Value($0.map { Value($0) }) })
}

private var loadModelBuiltin: Builtin {
  Builtin(
    "load_model", [Parameter("path", .path, "a folder that model.save wrote")], result: "model",
    summary: "Opens a saved model."
  ) { call in .object(ModelObject(try loadModel(call.string("path")).model)) }
}

private var summary: Builtin {
  Builtin(
    "summary", on: modelParameter, result: "none",
    summary: "Prints every parameter with its shape and size."
  ) { call in
    call.show(try call.object("model", as: ModelObject.self).summary.rendered(for: call.terminal))
    return .none
  }
}

private var freeze: Builtin {
  Builtin(
    "freeze", on: modelParameter,
    [Parameter("part", .string, "how the parameters' names begin: \"conv\"")], result: "none",
    summary: "Keeps a part of the model as it is while the rest is trained."
  ) { call in
    try call.object("model", as: ModelObject.self).model.freeze(call.string("part"))
    return .none
  }
}

private var saveModel: Builtin {
  Builtin(
    "save", on: modelParameter, [Parameter("folder", .path)], result: "none",
    summary: "Writes settings, weights and tokenizer into a folder, whole or not at all."
  ) { call in
    try call.object("model", as: ModelObject.self).model.save(to: call.string("folder"))
    return .none
  }
}

private var logits: Builtin {
  Builtin(
    "logits", on: modelParameter, [Parameter("audio", .object("audio"))], result: "tensor",
    summary: "The model's score of every token at every frame, before the softmax.",
    help: "The audio is mixed to one channel and brought to the model's sampling rate."
  ) { call in
    let model = try call.object("model", as: ModelObject.self).model
    return .object(TensorObject(try model.logits(model.heard(call.clip("audio")))))
  }
}

extension SpeechModel {
  /// A recording as the model hears it: one channel at its sampling rate.
  func heard(_ clip: AudioClip) throws -> AudioClip {
    try clip.mono().resampled(to: samplingRate)
  }
}
