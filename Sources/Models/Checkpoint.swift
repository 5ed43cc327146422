internal import Autograd
internal import CTC
internal import Layers
internal import Text

/// Opens a saved model.
///
/// The folder is one that ``SpeechModel/save(to:card:)`` or transformers wrote: `config.json` names
/// the family and the sizes, the weights are in any of the files that ``openTensorFile(folder:)``
/// opens, the tokenizer in `vocab.json` and the files beside it. Weights in single precision are not
/// read but mapped: opening takes the same time for a model of any size.
///
/// - Parameters:
///   - folder: The folder.
///   - options: The tokenizer, settings of training and others, where they are not to be the folder's.
/// - Returns: The model, with the ledger of its tensors and what the user should see.
/// - Throws: ``ModelError`` if the folder holds no model of a known family, or a broken one.
public func loadModel(
  _ folder: String, options: CheckpointOptions = CheckpointOptions()
) throws(ModelError) -> LoadedModel {
  var opening = try CheckpointOpening(CheckpointFolder(folder), options)
  return try opening.model()
}

/// The steps of opening a checkpoint.
private struct CheckpointOpening {
  let folder: CheckpointFolder
  let options: CheckpointOptions
  let tensors: any TensorFile
  let adapter: (any TensorFile)?
  var notices: [String] = []

  init(_ folder: CheckpointFolder, _ options: CheckpointOptions) throws(ModelError) {
    self.folder = folder
    self.options = options
    let stored = try folder.openTensors()
    if let refusal = folder.unmerged(stored) { throw refusal }
    let unwrapped = WrappedTensors(stored)
    tensors = unwrapped ?? stored
    if let prefix = unwrapped?.prefix {
      notices.append(
        "the names of the weights begin with \(shown(prefix)), of a module around the model; it is left out"
      )
    }
    adapter = try folder.openAdapter(options.language)
    if let language = options.language, adapter == nil {
      notices.append(
        "there are no adapters: the language \(shown(language)) has no weights of its own")
    }
  }

  mutating func model() throws(ModelError) -> LoadedModel {
    let head = try CheckpointHead(folder, options, rows: try headRows())
    notices += head.notices
    let settings = try TrainingSettings(folder, options)
    notices += settings.notices
    let source = CheckpointParameters(
      tensors, overlay: adapter,
      rules: CheckpointRules(prefix: folder.family.prefix, freshHead: head.freshReason),
      seed: options.seed)
    let model = try network(head.tokenizer, settings.object, source)
    let ledger = try source.finish().ordered(by: model.parameters.map(\.name))
    model.lossReduction = settings.lossReduction
    model.zeroInfinity = settings.zeroInfinity
    return LoadedModel(model: model, ledger: ledger, notices: notices + ledger.notices)
  }

  private mutating func network(
    _ tokenizer: CTCTokenizer, _ settings: JSONObject, _ source: CheckpointParameters
  ) throws(ModelError) -> any SpeechModel {
    switch folder.family {
    case .deepspeech2:
      return DeepSpeech2(
        tokenizer: tokenizer, configuration: try DeepSpeech2Configuration(settings), from: source)
    case .wav2vec2, .hubert:
      var settings = settings
      settings["vocab_size"] = .integer(tokenizer.rowCount)
      let configuration = try Wav2Vec2Configuration(settings)
      notices += configuration.notices
      return Wav2Vec2(
        tokenizer: tokenizer, configuration: configuration, extractor: try extractor(),
        from: source)
    }
  }

  private mutating func extractor() throws(ModelError) -> FeatureExtractor {
    if let object = try folder.preprocessing() { return try FeatureExtractor(object) }
    let usual = FeatureExtractor()
    notices.append(
      "there is no \(CheckpointFolder.features): the model is taken to hear audio of "
        + "\(usual.samplingRate) samples a second, normalised")
    return usual
  }

  /// The number of tokens that the checkpoint's head scores, or `nil` if it has no head.
  private func headRows() throws(ModelError) -> Int? {
    let name = CheckpointRules.head + "weight"
    let entries = (adapter?.entries ?? []) + tensors.entries
    guard let rows = entries.first(where: { $0.name == name })?.shape.first else { return nil }
    // A vocabulary beside an adapter is that of one language, and the settings are those of another.
    if let size = folder.object["vocab_size"]?.integer, size != rows, adapter == nil {
      throw .notAModel(
        path: folder.path,
        problem: "config.json says vocab_size \(size), \(name) has \(rows) rows")
    }
    return rows
  }
}
