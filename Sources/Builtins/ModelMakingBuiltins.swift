internal import Interpreter
internal import Layers
internal import Models
internal import Text

/// The models that are made with random weights.
var modelMakingBuiltins: [Builtin] { [deepspeech2] + selfSupervisedBuiltins }

private var deepspeech2: Builtin {
  Builtin(
    "deepspeech2",
    [
      Parameter("tokenizer", .object("tokenizer"), "the tokens that it scores"),
      Parameter(
        "sampling_rate", .intIn(1_000...768_000), default: .int(16_000),
        "of the audio that it hears"),
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
      Parameter(
        "rnn_layers", .int, default: .int(5),
        "recurrent layers; 0: letters are heard where they are said, in the convolutions' windows alone"
      ),
      Parameter("rnn_size", .int, default: .int(512), "the state's length of one direction"),
      Parameter("bidirectional", .bool, default: .bool(true), "read from both ends"),
      Parameter("dropout", .number, default: .float(0.1), "share dropped behind each layer"),
      Parameter(
        "seed", .seed, default: .none, "of the random weights; the session's if none"),
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
