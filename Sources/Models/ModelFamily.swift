/// The families of models that can be opened, as `config.json` names them.
enum ModelFamily: String, CaseIterable {
  case deepspeech2
  case wav2vec2
  case hubert

  /// Families that others read and this program does not.
  private static let others: Set = [
    "data2vec-audio", "granite_speech", "moonshine", "parakeet_ctc", "parakeet_encoder",
    "seamless_m4t",
    "sew", "sew-d", "speech-encoder-decoder", "speech_to_text", "speecht5", "unispeech",
    "unispeech-sat", "wav2vec2-bert", "wav2vec2-conformer", "wavlm", "whisper",
  ]

  /// The family called `name`.
  ///
  /// - Throws: ``ModelError/notAModel(path:problem:)`` if it is none that can be opened.
  init(_ name: String, folder: String) throws(ModelError) {
    guard let family = ModelFamily(rawValue: name) else {
      let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
      let verdict = Self.others.contains(name) ? "cannot be read yet" : "is not known"
      throw .notAModel(
        path: folder, problem: "its family \(shown(name)) \(verdict); \(known) can be read")
    }
    self = family
  }

  /// What stands before the names of the body's parameters.
  var prefix: String {
    switch self {
    case .deepspeech2: ""
    case .wav2vec2: "wav2vec2."
    case .hubert: "hubert."
    }
  }

  /// The blank where `config.json` names none.
  var usualPaddingID: Int? { self == .deepspeech2 ? nil : 0 }

  /// The settings that matter in training alone and may be chosen when a model is opened.
  var trainingSettings: [String] {
    switch self {
    case .deepspeech2: ["dropout"]
    case .wav2vec2, .hubert:
      [
        "hidden_dropout", "attention_dropout", "activation_dropout", "feat_proj_dropout",
        "final_dropout", "layerdrop", "apply_spec_augment", "mask_time_prob", "mask_time_length",
        "mask_time_min_masks", "mask_feature_prob", "mask_feature_length", "mask_feature_min_masks",
      ]
    }
  }
}
