public import Text

extension Wav2Vec2 {
  /// The class that transformers opens the model with.
  public var transformersClass: String? {
    configuration.family == .hubert ? "HubertForCTC" : "Wav2Vec2ForCTC"
  }

  /// What is done to the samples of a recording, as `preprocessor_config.json` says it.
  public var preprocessing: JSONObject? { extractor.json }
}
