import Autograd
import Layers
import Models
import Tensors
import Text

/// Settings of a network that is small enough for tests, all of them other than the defaults.
let smallSettings: JSONObject = JSONObject([
  (key: "sampling_rate", value: 8_000), (key: "n_mels", value: 20), (key: "n_fft", value: 160),
  (key: "hop_length", value: 80), (key: "conv_channels", value: [3, 4]),
  (key: "conv_kernels", value: [[5, 7], [3, 5]]), (key: "conv_strides", value: [[2, 2], [1, 1]]),
  (key: "rnn_layers", value: 2), (key: "rnn_size", value: 9), (key: "bidirectional", value: true),
  (key: "dropout", value: 0.25),
])

/// The tokens `|`, `a`, `b`, `c`, `[UNK]`, `[PAD]`.
func smallTokenizer(letters: String = "abc") throws -> CTCTokenizer {
  try CTCTokenizer(vocabulary: Vocabulary(lettersOf: [letters]))
}

/// A small network with random weights.
func smallModel(seed: UInt64 = 1) throws -> DeepSpeech2 {
  DeepSpeech2(
    tokenizer: try smallTokenizer(), configuration: try DeepSpeech2Configuration(smallSettings),
    from: RandomParameters(seed: seed))
}

extension SpeechModel {
  /// The scores of recordings' features that lie end to end.
  func scores(_ features: Tensor, _ lengths: [Int]) -> (Tensor, lengths: [Int]) {
    let logits = logits(Batch(Variable(features), lengths: lengths), .inference)
    return (logits.rows.value, logits.lengths)
  }
}

extension JSONObject {
  /// These settings with one of them changed, added or, if the value is `nil`, taken away.
  func with(_ key: String, _ value: JSON?) -> JSONObject {
    let others = members.filter { $0.key != key }
    return JSONObject(others + (value.map { [(key: key, value: $0)] } ?? []))
  }
}
