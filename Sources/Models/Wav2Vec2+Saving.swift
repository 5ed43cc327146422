public import Text

extension Wav2Vec2 {
  /// The class that transformers opens the model with.
  public var transformersClass: String? {
    configuration.family == .hubert ? "HubertForCTC" : "Wav2Vec2ForCTC"
  }

  /// What is done to the samples of a recording, as `preprocessor_config.json` says it.
  ///
  /// Whoever pads recordings has to tell the network where they end, unless it was trained without:
  /// those with a group norm were.
  public var preprocessing: JSONObject? {
    var object = extractor.json
    if object["return_attention_mask"] == nil {
      object["return_attention_mask"] = .boolean(configuration.frontEndNorm == .layer)
    }
    return object
  }
}
