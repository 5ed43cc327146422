internal import Text

extension ModelFamily {
  /// Wav2Vec2, XLSR and MMS, as transformers saves them.
  public static let wav2vec2 = wav2vec2(named: "wav2vec2")

  /// HuBERT, as transformers saves it.
  public static let hubert = wav2vec2(named: "hubert")

  private static func wav2vec2(named name: String) -> ModelFamily {
    ModelFamily(
      name, tensors: .wav2vec2(prefix: "\(name)."), usualPaddingID: 0,
      trainingSettings: [
        "hidden_dropout", "attention_dropout", "activation_dropout", "feat_proj_dropout",
        "final_dropout", "layerdrop", "apply_spec_augment", "mask_time_prob", "mask_time_length",
        "mask_time_min_masks", "mask_feature_prob", "mask_feature_length", "mask_feature_min_masks",
      ]
    ) { (parts) throws(ModelError) in
      var settings = parts.settings
      settings["vocab_size"] = .integer(parts.tokenizer.rowCount)
      let configuration = try Wav2Vec2Configuration(settings)
      parts.notices += configuration.notices
      return Wav2Vec2(
        tokenizer: parts.tokenizer, configuration: configuration,
        extractor: try parts.sampleExtractor(), from: parts.source)
    }
  }
}

extension ModelFamily.Parts {
  /// What is done to samples, as `preprocessor_config.json` says it; without one what most models want.
  mutating func sampleExtractor() throws(ModelError) -> FeatureExtractor {
    if let object = try preprocessing() { return try FeatureExtractor(object) }
    let usual = FeatureExtractor()
    notices.append(
      "there is no \(CheckpointFolder.features): the model is taken to hear audio of "
        + "\(usual.samplingRate) samples a second, normalised")
    return usual
  }
}

extension FamilyTensors {
  fileprivate static func wav2vec2(prefix: String) -> FamilyTensors {
    let maskVector = "masked_spec_embed"
    let oldMaskVector = "mask_time_emb_vector"
    var tensors = FamilyTensors()
    tensors.prefix = prefix
    tensors.renamed = [(new: maskVector, old: oldMaskVector)]
    tensors.optional = [
      (maskVector, "what masked frames hear in training; this checkpoint has none")
    ]
    tensors.ignored = [
      Ignored(
        .beginning,
        ["quantizer.", "project_q.", "project_hid.", "final_proj.", "label_embs_concat"],
        pretraining),
      Ignored(.beginning, ["projector.", "classifier.", "tdnn.", "objective."], otherTask),
      // So the network for telling speakers apart calls a linear layer.
      Ignored(
        .whole, ["layer_weights", "feature_extractor.weight", "feature_extractor.bias"], otherTask),
      Ignored(.lastPart, ["position_ids"], "the places are counted"),
      Ignored(.lastPart, ["num_batches_tracked"], "counts steps of training"),
      Ignored(
        .lastPart, [maskVector, oldMaskVector], "this configuration masks nothing in training"),
    ]
    return tensors
  }
}
