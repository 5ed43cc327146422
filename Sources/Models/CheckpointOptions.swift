public import Text

/// How a checkpoint is opened.
public struct CheckpointOptions: Sendable {
  /// The tokens that the model is to score; `nil` takes the folder's own.
  ///
  /// A head for other tokens is drawn afresh.
  public var tokenizer: CTCTokenizer?
  /// Settings of training to use instead of those in `config.json`, named as there.
  ///
  /// They may be `ctc_loss_reduction`, `ctc_zero_infinity` and those of the family: for `wav2vec2` and
  /// `hubert` the shares of dropout, `layerdrop`, `apply_spec_augment` and what begins with `mask_`,
  /// for `deepspeech2` `dropout`.
  public var settings = JSONObject()
  /// The root of the streams from which parameters are drawn that the checkpoint lacks.
  public var seed: UInt64 = 0
  /// Which language to take of a checkpoint that has several: the vocabulary's part of that name and
  /// the tensors of `adapter.NAME.safetensors`.
  public var language: String?

  /// Opens what is there as it is.
  public init() {}
}

/// A model that a folder held, and what is to be known of how it was opened.
public struct LoadedModel {
  /// The model.
  public let model: any SpeechModel
  /// What became of every tensor and every parameter.
  public let ledger: CheckpointLedger
  /// What the user should see, in short sentences.
  public let notices: [String]
}
