internal import Autograd
internal import Display
internal import Interpreter
internal import Models
internal import Tensors
internal import Text

/// A model as recipes see it; one of the few things that training changes.
final class ModelObject: EngineObject {
  let model: any SpeechModel
  /// What became of the tensors of the checkpoint that it was opened from, if it was.
  let ledger: CheckpointLedger?
  /// The folder or the name on the hub that it was opened from, if it was.
  let source: String?

  init(_ model: any SpeechModel, ledger: CheckpointLedger? = nil, source: String? = nil) {
    self.model = model
    self.ledger = ledger
    self.source = source
  }

  /// Whether the weights have been looked through.
  private var isChecked = false

  /// The model, about to be used.
  ///
  /// The first time, weights that are no finite numbers are counted in a notice: looking through
  /// all of them when a checkpoint is opened would read files that are never used.
  func inUse(_ call: Call) -> any SpeechModel {
    guard !isChecked else { return model }
    isChecked = true
    if model.parameters.allSatisfy(\.isZero) {
      call.notice("all weights of the model are zero; what it gives means nothing")
    }
    let broken = model.nonFiniteParameters
    guard let first = broken.first else { return model }
    let others = broken.count > 1 ? " and \(formatCount(broken.count - 1)) more tensors" : ""
    call.notice(
      "the model has weights that are not finite numbers: \(formatCount(first.count)) in "
        + "\(first.name)\(others); what it gives means nothing")
    return model
  }

  var typeName: String { "model" }

  func text() -> String {
    let counts = model.parameterCounts
    return "model(\(model.family), \(formatCount(counts.all)) parameters, "
      + "\(formatCount(model.tokenizer.vocabulary.count)) tokens)"
  }

  func display(width: Int, color: Bool) -> String {
    let (summary, limit) = (summary, 12)
    return summary.rendered(
      for: displayTerminal(width: width, color: color), rowLimit: limit,
      isGrouped: summary.parameters.count > limit)
  }

  /// A table of all parameters; of the parts of a model with many, unless all are wanted.
  func summaryText(for terminal: Display.Terminal, wantsAll: Bool) -> String {
    let summary = summary
    return summary.rendered(
      for: terminal, rowLimit: wantsAll ? 10_000 : 100,
      isGrouped: !wantsAll && summary.parameters.count > 40)
  }

  private var summary: ModelSummary {
    ModelSummary(
      model.family,
      parameters: model.parameters.map {
        .init(shortName($0.name), shape: $0.value.shape, isTrainable: $0.isTrainable)
      })
  }

  /// A parameter's name without the family in front, as parts may be named too.
  private func shortName(_ name: String) -> String {
    let prefix = model.family + "."
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }

  var fieldNames: [String] { ["family", "tokenizer", "sampling_rate", "config"] }

  func field(_ name: String) -> Value? {
    switch name {
    case "family": Value(model.family)
    case "tokenizer": .object(TokenizerObject(model.tokenizer))
    case "sampling_rate": .int(model.samplingRate)
    case "config": value(of: .object(model.settings))
    default: nil
    }
  }
}

/// A JSON value as a value of the language.
func value(of json: JSON) -> Value {
  switch json {
  case .null: .none
  case .boolean(let truth): .bool(truth)
  case .integer(let number): .int(number)
  case .number(let number): .float(number)
  case .string(let text): .string(text)
  case .array(let items): Value(items.map { value(of: $0) })
  case .object(let object):
    .record(Record(object.members.map { ($0.key, value(of: $0.value)) }))
  }
}

/// A value of the language as JSON, or `nil` if it has none.
func json(of value: Value) -> JSON? {
  switch value {
  case .none: return .null
  case .bool(let truth): return .boolean(truth)
  case .int(let number): return .integer(number)
  case .float(let number): return .number(number)
  case .string(let text): return .string(text)
  case .list(let list):
    let items = list.items.compactMap { json(of: $0) }
    return items.count == list.items.count ? .array(items) : nil
  case .record(let record):
    let members = record.fields.compactMap { name, value in
      json(of: value).map { (key: name, value: $0) }
    }
    return members.count == record.fields.count ? .object(JSONObject(members)) : nil
  default: return nil
  }
}

extension Autograd.Parameter {
  /// Whether every element is 0; mostly known after the first few.
  fileprivate var isZero: Bool {
    let tensor = value
    let values = tensor.span
    for index in values.indices where values[index] != 0 { return false }
    return true
  }
}
