internal import Autograd
internal import ExactStrings
internal import Layers
internal import Tensors
internal import Text

/// Gives a model its parameters from a checkpoint, and keeps the ledger.
///
/// A model asks for its parameters one by one while it is made. Those that the file has are taken as
/// they stand in the file, without reading them; a head for other tokens and what old files lack is
/// drawn. What does not fit is only noted: the model is finished, and thrown away by ``finish()``.
final class CheckpointParameters: ParameterSource {
  private let file: any TensorFile
  private let overlay: (any TensorFile)?
  private let rules: CheckpointRules
  private let chance: RandomParameters
  /// Where each tensor is, by its name: those of the overlay hide those of the file.
  private var places: [ExactString: Place] = [:]
  private var ledger = CheckpointLedger()
  private var used: Set<ExactString> = []
  private var failure: ModelError?
  private var fits = true

  private struct Place {
    let file: any TensorFile
    let entry: TensorFileEntry
  }

  /// Prepares to give out the tensors of a checkpoint.
  ///
  /// - Parameters:
  ///   - file: The checkpoint's tensors.
  ///   - overlay: Tensors that replace some of them: those of one language.
  ///   - rules: How the names may differ.
  ///   - seed: Of the parameters that are drawn.
  init(
    _ file: any TensorFile, overlay: (any TensorFile)? = nil, rules: CheckpointRules, seed: UInt64
  ) {
    self.file = file
    self.overlay = overlay
    self.rules = rules
    chance = RandomParameters(seed: seed)
    for source in [file, overlay].compactMap(\.self) {
      for entry in source.entries {
        places[ExactString(entry.name)] = Place(file: source, entry: entry)
      }
    }
  }

  /// Returns the file's tensor as a parameter, or one that is drawn.
  ///
  /// A parameter that cannot be had has no numbers: it must not take memory that a broken
  /// configuration asks for.
  func parameter(_ name: String, _ shape: [Int], _ initial: InitialValue) -> Parameter {
    let drawsHead = rules.isOfHead(name) && rules.freshHead != nil
    let found = drawsHead ? nil : rules.names(of: name).lazy.compactMap { self.place($0) }.first
    guard let found else { return drawn(name, shape, initial) }
    used.insert(ExactString(found.entry.name))
    guard found.entry.shape == shape else {
      note(found.entry, name, .misshapen(wanted: shape))
      return nothing(name)
    }
    do throws(ModelError) {
      let tensor = fits ? try found.file.tensor(found.entry.name) : Tensor(zeros: [0])
      note(found.entry, name, .used)
      return Parameter(name, tensor)
    } catch {
      failure = failure ?? error
      return nothing(name)
    }
  }

  private func place(_ name: String) -> Place? { places[ExactString(name)] }

  private func drawn(_ name: String, _ shape: [Int], _ initial: InitialValue) -> Parameter {
    let reason = rules.reasonToDraw(name)
    ledger.rows.append(
      .init(
        tensor: nil, parameter: name, shape: shape, format: nil,
        fate: reason.map { .drawn($0) } ?? .missing))
    guard reason != nil, fits else { return nothing(name) }
    return chance.parameter(name, shape, initial)
  }

  private func nothing(_ name: String) -> Parameter {
    fits = false
    return Parameter(name, Tensor(zeros: [0]))
  }

  private func note(
    _ entry: TensorFileEntry, _ parameter: String?, _ fate: CheckpointLedger.Fate
  ) {
    ledger.rows.append(
      .init(
        tensor: entry.name, parameter: parameter, shape: entry.shape, format: entry.format,
        fate: fate))
  }

  /// Accounts for the tensors that no parameter is, when the model has been made.
  ///
  /// - Returns: The whole ledger.
  /// - Throws: ``ModelError/tensorsDiffer(path:missing:unexpected:misshapen:)`` unless the model and
  ///   the file fit, or what reading a tensor threw.
  func finish() throws(ModelError) -> CheckpointLedger {
    for source in [file, overlay].compactMap(\.self) {
      for entry in source.entries {
        let name = ExactString(entry.name)
        if let overlay, source.path == file.path, places[name]?.file.path == overlay.path {
          note(entry, nil, .ignored("\(lastPart(overlay.path)) has it"))
        } else if !used.contains(name) {
          let reason = rules.reasonToIgnore(entry.name)
          note(entry, nil, reason.map { .ignored($0) } ?? .unexpected)
        }
      }
    }
    if let problem = ledger.problem(path: file.path) { throw problem }
    if let failure { throw failure }
    return ledger
  }

  private func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
