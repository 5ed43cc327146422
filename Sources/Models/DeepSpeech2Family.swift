extension ModelFamily {
  /// DeepSpeech2, as this program saves it.
  public static let deepspeech2 = ModelFamily("deepspeech2", trainingSettings: ["dropout"]) {
    (parts) throws(ModelError) in
    DeepSpeech2(
      tokenizer: parts.tokenizer, configuration: try DeepSpeech2Configuration(parts.settings),
      from: parts.source)
  }
}
