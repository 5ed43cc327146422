internal import ExactStrings
internal import Files
internal import Text

/// The files of a saved model, named as the field names them.
struct CheckpointFolder {
  static let settings = "config.json"
  static let weights = "model.safetensors"
  static let features = "preprocessor_config.json"
  /// The same and more in one file, as transformers 5 writes it.
  static let processor = "processor_config.json"
  static let vocabulary = "vocab.json"
  static let card = "README.md"

  /// All that saving writes or may find beside it: what replacing a model may take away.
  static let own = Set(exact: [
    settings, weights, features, processor, vocabulary, card, "tokenizer_config.json",
    "special_tokens_map.json", "added_tokens.json", ".gitattributes", weights + ".index.json",
    "pytorch_model.bin", "pytorch_model.bin.index.json",
  ])

  /// The files that tensors can be read from; the first that is there is taken.
  static let weightFiles = [
    weights, weights + ".index.json", "pytorch_model.bin", "pytorch_model.bin.index.json",
  ]

  let path: String
  /// The entries of the folder.
  let names: Set<ExactString>
  /// The settings.
  let object: JSONObject
  /// The family that `config.json` names.
  let family: ModelFamily

  /// Lists a folder and reads its settings.
  init(_ path: String, among families: [ModelFamily]) throws(ModelError) {
    self.path = path
    names = try mapping { () throws(TextError) in
      switch try pathKind(path) {
      case .folder: return try entryNames(path)
      case nil: throw .file(path: path, problem: .missing)
      default: throw .content(path: path, problem: Self.notAFolder(path))
      }
    }
    if names.contains(ExactString(Self.adapterSettings)),
      !names.contains(Self.settings)
        || !Self.weightFiles.contains(where: names.contains)
    {
      throw .notAModel(path: path, problem: Self.adapter(path))
    }
    object = try Self.settings("\(path)/\(Self.settings)")
    guard let family = object["model_type"]?.string else {
      throw .notAModel(path: path, problem: "its \(Self.settings) names no model_type")
    }
    self.family = try .named(family, among: families, folder: path)
  }

  private static func settings(_ path: String) throws(ModelError) -> JSONObject {
    try mapping { () throws(TextError) in
      var limits = JSON.Limits()
      limits.roundsLargeIntegers = true
      let json = try JSON(path: path, limits: limits)
      guard let object = json.object else {
        throw .content(path: path, problem: "is \(json.kind), not an object of settings")
      }
      return object
    }
  }

  private static let adapterSettings = "adapter_config.json"
  private static let merging =
    "merge them in Python: PeftModel.from_pretrained(base, folder).merge_and_unload().save_pretrained(new)"

  /// The words for a folder of PEFT, which holds what changes a model and not the model.
  private static func adapter(_ path: String) -> String {
    let settings = try? Self.settings("\(path)/\(adapterSettings)")
    let base = settings?["base_model_name_or_path"]?.string.map { ", which is \(shown($0))" } ?? ""
    let kind =
      settings?["peft_type"]?.string.map { "of the kind \(shown($0)) " } ?? "such as LoRA's "
    return
      "it is a PEFT adapter \(kind)(\(adapterSettings)) without the model that it changes\(base); "
      + merging
  }

  /// The error for tensors of LoRA that are not merged into those that they change, if there are some.
  func unmerged(_ tensors: any TensorFile) -> ModelError? {
    let names = tensors.entries.map(\.name).filter { $0.contains(".lora_") }
    guard let first = names.first else { return nil }
    return .notAModel(
      path: path,
      problem: "\(names.count) of its tensors are LoRA's, not merged into those that they change ("
        + "\(shown(first))\(names.count > 1 ? ", …" : "")); \(Self.merging)")
  }

  /// What the folder says of how samples are prepared, or `nil` if it says nothing.
  func preprocessing() throws(ModelError) -> JSONObject? {
    if names.contains(Self.features) { return try Self.settings("\(path)/\(Self.features)") }
    guard names.contains(Self.processor) else { return nil }
    return try Self.settings("\(path)/\(Self.processor)")["feature_extractor"]?.object
  }

  private static func notAFolder(_ path: String) -> String {
    let isFairseq = path.hasSuffix(".pt")
    return "is a file; a model is a folder" + (isFairseq ? ". \(fairseq)" : "")
  }

  private static let fairseq =
    "A .pt file is fairseq's own format, which cannot be read; transformers has a script that turns "
    + "it into a folder, convert_wav2vec2_original_pytorch_checkpoint_to_pytorch.py"

  /// Opens the tensors.
  func openTensors() throws(ModelError) -> any TensorFile {
    if Self.weightFiles.contains(where: names.contains) {
      return try openTensorFile(folder: path)
    }
    var problem = "it has none of \(Self.weightFiles.joined(separator: ", "))"
    let foreign = names.filter { name in
      [".msgpack", ".h5", ".onnx", ".ckpt", ".nemo", ".gguf", ".pt", ".pth", ".bin"].contains(
        where: name.string.hasSuffix)
    }.map(\.string).sortedExactly()
    if !foreign.isEmpty {
      let list = foreign.prefix(4).map { shown($0) }.joined(separator: ", ")
      problem += "; what it has instead cannot be read: \(list)"
    }
    if foreign.contains(where: { $0.hasSuffix(".pt") }) { problem += ". \(Self.fairseq)" }
    throw .notAModel(path: path, problem: problem)
  }

  /// Opens the tensors of one language, or returns `nil` if the folder has none for any language.
  func openAdapter(_ language: String?) throws(ModelError) -> (any TensorFile)? {
    guard let language else { return nil }
    let languages = names.map(\.string).filter {
      $0.hasPrefix("adapter.") && $0.hasSuffix(".safetensors")
    }
    .map { String($0.dropFirst("adapter.".count).dropLast(".safetensors".count)) }
    .sortedExactly()
    guard !languages.isEmpty else { return nil }
    guard languages.containsExactly(language) else {
      throw .notAModel(
        path: path,
        problem: "it has no adapter for the language \(shown(language)), only for "
          + languages.prefix(20).joined(separator: ", "))
    }
    return try openTensorFile(path: "\(path)/adapter.\(language).safetensors")
  }
}

/// Returns the names in a folder.
func entryNames(_ path: String) throws(TextError) -> Set<ExactString> {
  do throws(SystemFault) {
    return Set(exact: try folderEntries(path).map(\.name))
  } catch {
    throw .file(path: path, problem: .refused(error.words))
  }
}

/// Does what throws an error of files, as part of what throws an error of models.
func mapping<Result>(_ body: () throws(TextError) -> Result) throws(ModelError) -> Result {
  do throws(TextError) {
    return try body()
  } catch {
    throw .file(error)
  }
}
