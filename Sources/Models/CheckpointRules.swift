/// How the names of a checkpoint and those of a model may differ.
struct CheckpointRules: Sendable {
  /// What stands before the body's names in a checkpoint that has a head, and may be left out in one
  /// that has none: `wav2vec2.`.
  var prefix = ""
  /// Why the head is drawn afresh whatever the file has, or `nil` if the file's is taken.
  var freshHead: String?

  /// The beginning of the head's names.
  static let head = "lm_head."

  /// The names that a parameter may have in a file, the first that is there is taken.
  ///
  /// A checkpoint of the body alone leaves out the prefix. PyTorch renamed the two parts of a
  /// normalised weight in version 2.0, and the vector that masked frames hear had another name
  /// before it was `masked_spec_embed`.
  func names(of parameter: String) -> [String] {
    var names = [parameter]
    if !prefix.isEmpty, parameter.hasPrefix(prefix) {
      names.append(String(parameter.dropFirst(prefix.count)))
    }
    for (new, old) in Self.renamed where parameter.hasSuffix(new) {
      names += names.map { $0.dropLast(new.count) + old }
    }
    return names
  }

  private static let renamed = [
    (".parametrizations.weight.original0", ".weight_g"),
    (".parametrizations.weight.original1", ".weight_v"),
    (maskVector, "mask_time_emb_vector"),
  ]

  private static let maskVector = "masked_spec_embed"

  /// Why a parameter may be drawn that the file lacks, or `nil` if the file must have it.
  func reasonToDraw(_ parameter: String) -> String? {
    if parameter.hasPrefix(Self.head) { return freshHead }
    if parameter.hasSuffix(Self.maskVector) {
      return "what masked frames hear in training; this checkpoint has none"
    }
    return nil
  }

  /// Why the model can do without a tensor, or `nil` if it is not expected.
  func reasonToIgnore(_ tensor: String) -> String? {
    if tensor.hasPrefix(Self.head), let freshHead { return freshHead }
    // Only where the family has a prefix are the other networks of that family known.
    guard !prefix.isEmpty else { return nil }
    for (beginnings, reason) in Self.otherNetworks
    where beginnings.contains(where: tensor.hasPrefix) {
      return reason
    }
    if Self.otherTensors.contains(tensor) { return Self.otherTask }
    let last = tensor.split(separator: ".").last.map(String.init) ?? ""
    return Self.counters[last]
  }

  private static let pretraining = "of the pretraining"
  private static let otherTask = "the head of another task"
  /// The reasons that the user should see; the others are of tensors that no model misses.
  static let namedReasons: Set = [pretraining, otherTask]

  private static let otherNetworks = [
    (
      ["quantizer.", "project_q.", "project_hid.", "final_proj.", "label_embs_concat"], pretraining
    ),
    (["projector.", "classifier.", "tdnn.", "objective."], otherTask),
  ]
  /// `feature_extractor` is also what the network for telling speakers apart calls a linear layer.
  private static let otherTensors: Set = [
    "layer_weights", "feature_extractor.weight", "feature_extractor.bias",
  ]
  private static let counters = [
    "position_ids": "the places are counted", "num_batches_tracked": "counts steps of training",
    "masked_spec_embed": "this configuration masks nothing in training",
    "mask_time_emb_vector": "this configuration masks nothing in training",
  ]
}
