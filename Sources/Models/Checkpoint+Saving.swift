internal import ExactStrings
public import Text
internal import Autograd
internal import Recognizers
internal import Files
internal import Tensors

extension SpeechModel {
  /// Transformers cannot open the model.
  public var transformersClass: String? { nil }

  /// Nothing is said about what is done to samples.
  public var preprocessing: JSONObject? { nil }

  /// Writes the model into a folder: settings, weights, tokenizer and, for models that transformers
  /// opens too, how samples are prepared and a card.
  ///
  /// The folder is written under a temporary name beside its place and takes its place when all of it
  /// is on the disk, so that what stands there is always whole; a model that was there before is
  /// replaced. The model may be saved onto the folder that its own weights are mapped from.
  ///
  /// - Parameters:
  ///   - folder: Where to; nothing may stand there but a model.
  ///   - card: What `README.md` is to say.
  /// - Throws: ``ModelError`` if something else stands there or a file cannot be written.
  public func save(to folder: String, card: ModelCard = ModelCard()) throws(ModelError) {
    guard !folder.utf8.contains(0) else { throw .file(.file(path: folder, problem: .badPath)) }
    try mapping { () throws(TextError) in try checkIsReplaceable(folder) }
    let name = folder.namesFolder ? (realPath(folder) ?? folder).pathName : folder.pathName
    try writeFolder(folder, failure: ModelError.file) { (fresh) throws(ModelError) in
      do throws(ModelError) {
        try write(to: fresh, card, named: name)
      } catch .file(.file(let path, let problem)) where path.hasPrefix(fresh) {
        // The folder that the user knows, not the one under which it is written.
        throw .file(.file(path: folder + path.dropFirst(fresh.count), problem: problem))
      }
    }
  }

  private func write(
    to folder: String, _ card: ModelCard, named name: String
  ) throws(ModelError) {
    let files = try files(card, named: name)
    try mapping { () throws(TextError) in
      for file in files { try writeFile("\(folder)/\(file.name)", file.bytes) }
    }
    let tensors = parameters.map { (name: $0.name, tensor: $0.value) }
    try Safetensors.save(
      tensors, counters: tensors.compactMap { counter(beside: $0.name) },
      metadata: [(key: "format", value: "pt")], to: "\(folder)/\(CheckpointFolder.weights)")
  }

  /// All files of the saved model but that of the weights, ``weightFile``.
  ///
  /// - Parameters:
  ///   - card: What `README.md` is to say.
  ///   - name: What it calls the model.
  /// - Returns: The files.
  /// - Throws: ``ModelError`` if a setting cannot be written.
  public func files(
    _ card: ModelCard = ModelCard(), named name: String
  ) throws(ModelError) -> [(name: String, bytes: [UInt8])] {
    var contents: [(name: String, content: JSON)] = [
      (CheckpointFolder.settings, .object(savedSettings))
    ]
    contents += tokenizer.files
    if let preprocessing { contents.append((CheckpointFolder.features, .object(preprocessing))) }
    var files: [(name: String, bytes: [UInt8])] = []
    for (file, content) in contents {
      do throws(JSONError) {
        files.append((file, try content.fileBytes()))
      } catch {
        throw .file(.json(path: file, error))
      }
    }
    if transformersClass != nil || card != ModelCard() {
      let text = card.markdown(
        family: family, folder: name, opensInTransformers: transformersClass != nil)
      files.append((CheckpointFolder.card, Array(text.utf8)))
    }
    return files
  }

  /// The file of a saved model that holds its weights.
  public static var weightFile: String { CheckpointFolder.weights }

  /// The content of `config.json`.
  private var savedSettings: JSONObject {
    var object = settings
    for key in ["model_type", "vocab_size", "pad_token_id"] { object[key] = nil }
    object = JSONObject([(key: "model_type", value: .string(family))] + object.members)
    object["vocab_size"] = .integer(tokenizer.rowCount)
    object["pad_token_id"] = .integer(blank)
    guard let transformersClass else { return object }
    object["architectures"] = [.string(transformersClass)]
    func id(_ token: String?) -> JSON {
      token.flatMap { tokenizer.vocabulary.id(of: $0) }.map { .integer($0) } ?? .null
    }
    object["bos_token_id"] = id(tokenizer.special.sentenceStart)
    object["eos_token_id"] = id(tokenizer.special.sentenceEnd)
    object["ctc_loss_reduction"] = .string(lossReduction.rawValue)
    object["ctc_zero_infinity"] = .boolean(zeroInfinity)
    // How the numbers are stored, under its present name; where the file was read is not told.
    for key in ["torch_dtype", "_name_or_path", "name_or_path"] { object[key] = nil }
    object["dtype"] = "float32"
    return object
  }
}

/// The name of the count of batches that PyTorch keeps with each batch norm, and misses if a file has
/// none; nothing depends on it.
private func counter(beside parameter: String) -> String? {
  let mean = ".running_mean"
  guard parameter.hasSuffix(mean) else { return nil }
  return parameter.dropLast(mean.count) + ".num_batches_tracked"
}

/// Refuses a place where something else than a model stands, or a model with something that would be
/// lost.
private func checkIsReplaceable(_ path: String) throws(TextError) {
  let notAModel = TextError.content(
    path: path, problem: "exists and is not a model; choose another name")
  guard let kind = try pathKind(path) else { return }
  guard kind == .folder else { throw notAModel }
  let names = try entryNames(path)
  guard
    names.contains(CheckpointFolder.settings),
    CheckpointFolder.weightFiles.contains(where: names.contains)
  else { throw notAModel }
  let shards = names.filter { isShard($0.string) }
  guard let other = names.subtracting(CheckpointFolder.own).subtracting(shards).min() else {
    return
  }
  throw .content(
    path: path,
    problem: "also holds \(shown(other.string)), which would be lost; choose another name")
}

/// Whether a file is one of several that hold a model's weights: `model-00001-of-00002.safetensors`.
private func isShard(_ name: String) -> Bool {
  let parts = name.split(separator: "-")
  guard parts.count == 4, parts[0] == "model" || parts[0] == "pytorch_model", parts[2] == "of"
  else { return false }
  let last = parts[3].split(separator: ".", maxSplits: 1)
  return parts[1].allSatisfy(\.isNumber) && last.first?.allSatisfy(\.isNumber) == true
    && ["safetensors", "bin"].contains(last.last)
}
