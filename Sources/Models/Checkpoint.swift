internal import Autograd
internal import Foundation
internal import Layers
internal import Tensors
internal import Text

/// The files of a saved model, named as the field names them.
private enum CheckpointFile {
  static let settings = "config.json"
  static let weights = "model.safetensors"

  /// All that a model's folder holds.
  static let all: Set = [
    settings, weights, "vocab.json", "tokenizer_config.json", "special_tokens_map.json",
  ]
}

extension SpeechModel {
  /// Writes the model into a folder: settings, weights and tokenizer.
  ///
  /// The folder is written under a temporary name beside its place and renamed, so that what stands
  /// there is always whole; a model that was there before is replaced.
  ///
  /// - Parameter folder: Where to; nothing may stand there but a model.
  /// - Throws: ``ModelError`` if something else stands there or a file cannot be written.
  public func save(to folder: String) throws(ModelError) {
    // A URL would end at the NUL, and name another place.
    guard !folder.utf8.contains(0) else { throw .file(.file(path: folder, problem: .badPath)) }
    let target = URL(fileURLWithPath: folder).standardizedFileURL
    let exists = try isModelFolder(target.path)
    let beside = target.deletingLastPathComponent()
    let mark = "\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)"
    let fresh = beside.appendingPathComponent(".new-\(mark)")
    let old = beside.appendingPathComponent(".old-\(mark)")
    let files = FileManager.default
    do {
      try files.createDirectory(at: fresh, withIntermediateDirectories: true)
      do {
        try write(to: fresh.path)
        if exists { try files.moveItem(at: target, to: old) }
        try files.moveItem(at: fresh, to: target)
      } catch {
        try files.removeItem(at: fresh)
        throw error
      }
      if exists { try files.removeItem(at: old) }
    } catch let error as ModelError {
      throw error
    } catch let error as TextError {
      throw .file(error)
    } catch {
      throw .file(
        .file(path: folder, problem: .refused((error as NSError).localizedDescription)))
    }
  }

  private func write(to folder: String) throws {
    var members = settings.members
    members.insert((key: "model_type", value: .string(family)), at: 0)
    members.append((key: "vocab_size", value: .integer(tokenizer.vocabulary.count)))
    members.append((key: "pad_token_id", value: .integer(blank)))
    try JSON.object(JSONObject(members)).save(to: "\(folder)/\(CheckpointFile.settings)")
    try tokenizer.save(to: folder)
    try Safetensors.save(
      parameters.map { ($0.name, $0.value) }, metadata: [(key: "format", value: "pt")],
      to: "\(folder)/\(CheckpointFile.weights)")
  }

  /// Replaces the values of all parameters by those of a file.
  ///
  /// - Throws: ``ModelError/tensorsDiffer(path:missing:unexpected:misshapen:)`` unless the file has
  ///   just the model's tensors.
  func loadWeights(_ file: any TensorFile) throws(ModelError) {
    let found = Dictionary(
      uniqueKeysWithValues: file.entries.map { (ExactString($0.name), $0.shape) })
    let parameters = parameters
    let names = Set(parameters.map { ExactString($0.name) })
    let missing = parameters.filter { found[ExactString($0.name)] == nil }.map(\.name)
    let unexpected = file.entries.map(\.name).filter { !names.contains(ExactString($0)) }
    let misshapen = parameters.compactMap { parameter in
      found[ExactString(parameter.name)].flatMap {
        $0 == parameter.value.shape
          ? nil : "\(parameter.name) (\($0), the model has \(parameter.value.shape))"
      }
    }
    guard missing.isEmpty, unexpected.isEmpty, misshapen.isEmpty else {
      throw .tensorsDiffer(
        path: file.path, missing: missing, unexpected: unexpected.map(shown), misshapen: misshapen)
    }
    for parameter in parameters { parameter.value = try file.tensor(parameter.name) }
  }
}

/// Whether a folder holds a model and nothing else that would be lost; whatever else stands there is
/// refused.
private func isModelFolder(_ path: String) throws(ModelError) -> Bool {
  do {
    guard let kind = try pathKind(path) else { return false }
    guard kind == .folder else { throw notAModel(path) }
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    guard names.contains(CheckpointFile.settings), names.contains(CheckpointFile.weights) else {
      throw notAModel(path)
    }
    if let other = names.sorted().first(where: { !CheckpointFile.all.contains($0) }) {
      throw TextError.content(
        path: path,
        problem: "also holds \(other.debugDescription), which would be lost; "
          + "choose another name")
    }
    return true
  } catch let error as TextError {
    throw .file(error)
  } catch {
    throw .file(
      .file(path: path, problem: .refused((error as NSError).localizedDescription)))
  }
}

private func notAModel(_ path: String) -> TextError {
  .content(path: path, problem: "exists and is not a model; choose another name")
}

/// Opens a saved model.
///
/// - Parameter folder: The folder that ``SpeechModel/save(to:)`` wrote.
/// - Returns: The model.
/// - Throws: ``ModelError`` if the folder holds no model of a known family, or a broken one.
public func loadModel(_ folder: String) throws(ModelError) -> any SpeechModel {
  let settings: JSON
  let tokenizer: CTCTokenizer
  do throws(TextError) {
    switch try pathKind(folder) {
    case .folder: break
    case nil: throw .file(path: folder, problem: .missing)
    default: throw .content(path: folder, problem: "is a file; a model is a folder")
    }
    settings = try JSON(path: "\(folder)/\(CheckpointFile.settings)")
    tokenizer = try CTCTokenizer(path: folder)
  } catch {
    throw .file(error)
  }
  guard let object = settings.object, let family = settings["model_type"]?.string else {
    throw .notAModel(path: folder, problem: "its config.json names no model_type")
  }
  guard family == "deepspeech2" else {
    throw .notAModel(
      path: folder, problem: "its family is \(family.debugDescription); deepspeech2 can be read")
  }
  if let size = settings["vocab_size"]?.integer, size != tokenizer.vocabulary.count {
    throw .notAModel(
      path: folder,
      problem: "config.json says vocab_size \(size), vocab.json has \(tokenizer.vocabulary.count)")
  }
  if let blank = settings["pad_token_id"]?.integer, blank != tokenizer.paddingID {
    throw .notAModel(
      path: folder,
      problem: "config.json says pad_token_id \(blank), the tokenizer has \(tokenizer.paddingID)")
  }
  let configuration = try DeepSpeech2Configuration(object)
  let model = DeepSpeech2(
    tokenizer: tokenizer, configuration: configuration, from: RandomParameters(seed: 0))
  try model.loadWeights(try openTensorFile(path: "\(folder)/\(CheckpointFile.weights)"))
  return model
}
