internal import Autograd
internal import Recognizers
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
///   - families: The families that it may be of.
/// - Returns: The model, with the ledger of its tensors and what the user should see.
/// - Throws: ``ModelError`` if the folder holds no model of a known family, or a broken one.
public func loadModel(
  _ folder: String, options: CheckpointOptions = CheckpointOptions(),
  families: [ModelFamily] = ModelFamily.all
) throws(ModelError) -> LoadedModel {
  var opening = try CheckpointOpening(CheckpointFolder(folder, among: families), options)
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
      rules: CheckpointRules(family: folder.family.tensors, freshHead: head.freshReason),
      seed: options.seed)
    var parts = ModelFamily.Parts(
      tokenizer: head.tokenizer, settings: settings.object, preprocessing: folder.preprocessing,
      source: source)
    let model = try folder.family.make(&parts)
    notices += parts.notices
    let ledger = try source.finish().ordered(by: model.parameters.map(\.name))
    model.lossReduction = settings.lossReduction
    model.zeroInfinity = settings.zeroInfinity
    return LoadedModel(
      model: model, ledger: ledger,
      notices: notices + ledger.notices(head: folder.family.tensors.head))
  }

  /// The number of tokens that the checkpoint's head scores, or `nil` if it has no head.
  private func headRows() throws(ModelError) -> Int? {
    let name = folder.family.tensors.head + "weight"
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
