internal import Kernels
internal import Text

extension Wav2Vec2Configuration {
  /// The non-linearities under their names in `config.json`; several names stand for the same formula.
  static var activations: KeyValuePairs<String, Activation> {
    [
      "gelu": .gelu, "gelu_python": .gelu, "gelu_new": .geluTanh, "gelu_fast": .geluTanh,
      "gelu_accurate": .geluTanh, "gelu_pytorch_tanh": .geluTanh, "gelu_python_tanh": .geluTanh,
      "relu": .relu, "relu6": .clipped(lower: 0, upper: 6), "silu": .silu, "swish": .silu,
      "sigmoid": .sigmoid, "tanh": .tanh, "quick_gelu": .quickGelu, "mish": .mish,
      // The slope of PyTorch's LeakyReLU, which no configuration can set.
      "leaky_relu": .leakyRelu(slope: 0.01),
    ]
  }

  /// The first name of a non-linearity.
  static func name(of activation: Activation) -> String {
    activations.first { $0.value == activation }?.key ?? "gelu"
  }

  /// Settings that must have one of these values, and what another would mean.
  static var fixed: [(key: String, standards: [JSON], meaning: String)] {
    let nothing: [JSON] = [.null, .object(JSONObject()), .array([]), .boolean(false)]
    return [
      ("quantization_config", nothing, "says that the weights are quantised"),
      ("pruned_heads", nothing, "takes heads out of the attention"),
      ("per_layer_config", nothing, "changes settings layer by layer"),
      ("is_decoder", nothing, "makes the encoder a decoder"),
      ("is_encoder_decoder", nothing, "adds a decoder"),
      ("add_cross_attention", nothing, "adds attention to another model"),
      ("position_embeddings_type", nothing, "belongs to another architecture"),
    ]
  }

  /// Settings of the other family that must have one of these values.
  var fixedOfFamily: [(key: String, standards: [JSON], meaning: String)] {
    switch family {
    case .wav2vec2:
      [
        ("feat_proj_layer_norm", [.null, true], "takes a norm away that only HuBERT can miss"),
        ("conv_pos_batch_norm", [.null, false], "adds a norm that only HuBERT has"),
      ]
    case .hubert:
      [("add_adapter", [.null, false], "adds layers that only Wav2Vec2 has")]
    }
  }

  /// Settings that name code; such code is never run.
  static let foreignCode = ["auto_map", "trust_remote_code", "_target_", "custom_pipelines"]

  /// Settings of the pre-training task and of classifiers, whose layers a recognizer does not have.
  static let pretraining = [
    "feat_quantizer_dropout", "num_codevectors_per_group", "num_codevector_groups",
    "contrastive_logits_temperature", "num_negatives", "codevector_dim", "proj_codevector_dim",
    "diversity_loss_weight", "tdnn_dim", "tdnn_kernel", "tdnn_dilation", "xvector_output_dim",
  ]

  /// Settings that files have and that change no number of a recognizer.
  static let harmless = [
    // Whose file it is.
    "_name_or_path", "name_or_path", "architectures", "transformers_version", "asrsh_version",
    "torch_dtype", "dtype", "tokenizer_class", "processor_class", "feature_extractor_type",
    "finetuning_task", "_commit_hash", "target_lang", "adapter_target_lang",
    // The tokenizer's, which says the same or more.
    "pad_token_id", "bos_token_id", "eos_token_id", "sep_token_id", "decoder_start_token_id",
    "prefix",
    // How a model of PyTorch returns or runs what it computes.
    "return_dict", "output_hidden_states", "output_attentions", "torchscript", "use_bfloat16",
    "use_cache", "gradient_checkpointing", "chunk_size_feed_forward", "tie_last_hidden_states",
    "attn_implementation", "_attn_implementation", "_attn_implementation_internal",
    "_attn_implementation_autoset", "tf_legacy_loss", "tie_word_embeddings",
    "tie_encoder_decoder", "cross_attention_hidden_size", "task_specific_params",
    "use_flash_attention_2", "experts_implementation",
    // Of classifiers, and of pre-training, also in HuBERT's files.
    "use_weighted_layer_sum", "classifier_proj_size", "id2label", "label2id", "num_labels",
    "problem_type", "num_ctc_classes", "num_clusters",
    // Of text generators, in every file of old versions.
    "max_length", "min_length", "do_sample", "early_stopping", "num_beams", "num_beam_groups",
    "diversity_penalty", "temperature", "top_k", "top_p", "typical_p", "repetition_penalty",
    "length_penalty", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size", "bad_words_ids",
    "num_return_sequences", "output_scores", "return_dict_in_generate", "forced_bos_token_id",
    "forced_eos_token_id", "remove_invalid_values", "exponential_decay_length_penalty",
    "suppress_tokens", "begin_suppress_tokens",
    // Of the first versions, under names that nothing reads any more.
    "hidden_dropout_prob", "attention_probs_dropout_prob", "feat_extract_dropout",
    "freeze_feat_extract_train", "mask_channel_length", "mask_channel_min_space",
    "mask_channel_other", "mask_channel_prob", "mask_channel_selection", "mask_time_min_space",
    "mask_time_other", "mask_time_selection", "no_mask_channel_overlap", "no_mask_time_overlap",
  ]
}
