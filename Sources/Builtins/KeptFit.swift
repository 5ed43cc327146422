internal import Autograd
internal import Recognizers
internal import Datasets
internal import ExactStrings
internal import Interpreter
internal import Models
internal import Text
internal import Training

/// What a folder keeps of the call of `fit` that began its run, so that `resume(folder)` can go on.
///
/// The rows are in `train.jsonl` and `eval.jsonl`, the arguments and what else shapes the training of
/// the model in `fit.json`.
struct KeptFit {
  private static let (file, training, evaluation) = ("fit.json", "train.jsonl", "eval.jsonl")
  /// Arguments that are not taken from the file.
  private static let others: Set = ["model", "train", "eval", "output", "resume", "allow_changes"]

  /// The arguments by their names.
  let arguments: [ExactString: Value]
  /// The names of parameters that training leaves alone.
  let frozen: Set<ExactString>
  /// How losses are reduced unless an argument says it.
  let lossReduction: LossReduction
  /// The names of the running statistics that stay as they are.
  let heldStatistics: Set<ExactString>
  /// Whether labels that cannot fit count as 0 unless an argument says it.
  let zeroInfinity: Bool
  /// Whether there are rows to evaluate on; a file of them may be left of a start that failed.
  private let hasEvaluation: Bool
  private let folder: String

  /// Keeps a call of `fit` in the folder of its run.
  static func keep(_ call: Call, _ model: any SpeechModel, in folder: String) throws {
    var members: [JSONObject.Member] = []
    for parameter in call.builtin.parameters where !others.contains(parameter.name) {
      // The session's seed is not that of the next session.
      let value =
        parameter.name == "seed" ? Value(try call.seed("seed")) : try call.value(parameter.name)
      guard let argument = json(of: value) else { continue }
      members.append((key: parameter.name, value: argument))
    }
    let frozen = model.parameters.filter { !$0.isTrainable }.map { JSON.string($0.name) }
    let held = model.parameters.filter(\.isHeld).map { JSON.string($0.name) }
    var rowsProblem = JSON.null
    let heldOut = try call.optionalObject("eval", as: DatasetObject.self)
    do {
      try call.dataset("train").save(to: "\(folder)/\(training)")
      if let heldOut { try heldOut.dataset.save(to: "\(folder)/\(evaluation)") }
    } catch let error as DatasetError {
      rowsProblem = .string("\(error)")
    }
    let content: JSON = [
      "arguments": .object(JSONObject(members)), "frozen": .array(frozen),
      "ctc_loss_reduction": .string(model.lossReduction.rawValue),
      "ctc_zero_infinity": .boolean(model.zeroInfinity), "rows_problem": rowsProblem,
      "has_eval": .boolean(heldOut != nil), "held_statistics": .array(held),
    ]
    try content.save(to: "\(folder)/\(file)")
  }

  /// Reads what a folder keeps.
  init(_ folder: String) throws {
    self.folder = folder
    let content = try JSON(path: "\(folder)/\(Self.file)")
    guard let arguments = content["arguments"]?.object, let frozen = content["frozen"]?.array,
      let zeroInfinity = content["ctc_zero_infinity"]?.boolean,
      let reduction = content["ctc_loss_reduction"]?.string.flatMap(LossReduction.init)
    else {
      throw BuiltinError("\(folder)/\(Self.file) does not say how the run was begun", kind: "file")
    }
    if let problem = content["rows_problem"]?.string {
      throw BuiltinError(
        "the rows of this run are not kept: \(problem)",
        hint: "the statement that began it goes on with resume=true", argument: "folder")
    }
    self.arguments = Dictionary(
      arguments.members.map { (ExactString($0.key), value(of: $0.value)) }, uniquingKeysWith: { $1 }
    )
    self.frozen = Set(exact: frozen.compactMap(\.string))
    // Earlier versions held none.
    heldStatistics = Set(exact: (content["held_statistics"]?.array ?? []).compactMap(\.string))
    lossReduction = reduction
    self.zeroInfinity = zeroInfinity
    // Earlier versions did not say it.
    hasEvaluation =
      try content["has_eval"]?.boolean ?? (pathKind("\(folder)/\(Self.evaluation)") != nil)
  }

  /// The rows that are learned from.
  func trainingRows() throws -> DatasetObject { try rows(Self.training) }

  /// The rows that are evaluated on, if there are any.
  func evaluationRows() throws -> DatasetObject? {
    try hasEvaluation ? rows(Self.evaluation) : nil
  }

  private func rows(_ name: String) throws -> DatasetObject {
    var options = LoadOptions()
    options.allowsOutside = true
    if case .string(let column)? = arguments["text_column"] { options.textColumn = column }
    return DatasetObject(
      try loadDataset("\(folder)/\(name)", format: "jsonl", options: options))
  }
}
