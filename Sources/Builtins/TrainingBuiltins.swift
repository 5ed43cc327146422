internal import Audio
internal import CTC
internal import Datasets
internal import Display
internal import Interpreter
internal import Models
internal import Text
internal import Training

var trainingBuiltins: [Builtin] {
  [
    fit(), resumeBuiltin(fit(isExact: true)), memoryBuiltin, evaluateBuiltin, tuneBuiltin, worst,
    ctcLoss,
  ]
}

var textColumn: Parameter {
  Parameter(
    "text_column", .string, default: .string("text"), "the column of what is said")
}

/// The built-in that trains a model; `isExact` lets a training go on in the very folder that is named, though
/// another was begun beside it.
private func fit(isExact: Bool = false) -> Builtin {
  Builtin(
    "fit", on: modelParameter,
    [
      Parameter("train", .object("dataset"), "rows with audio and text"),
      Parameter("eval", .optional(.object("dataset")), default: .none, "rows to evaluate on"),
      textColumn,
    ] + fitParameters, result: "history",
    summary: "Trains the model with CTC; shows progress and a table of losses and error rates.",
    help: "Rows whose labels cannot fit their frames are named and set aside. A step whose loss or "
      + "gradient is not finite changes nothing and names its rows. The same rows, settings and "
      + "seed give the same weights to the last bit. With output=folder, checkpoints are kept there, "
      + "and the same statement with resume=true goes on to the same bits after whatever broke it "
      + "off. A training that is there is kept: a new one goes to folder-2, folder-3 …; history.output "
      + "names it. Ctrl-C leaves the present step out and saves; what was learned stays in the model too.",
    advice: warmupAdvice
  ) { call in
    let model = try call.object("model", as: ModelObject.self).inUse(call)
    let column = try call.string("text_column")
    let data = try call.dataset("train")
    try call.requireRows(data, "train on", argument: "train")
    var training = try utterances(data, column)
    let held = try call.optionalObject("eval", as: DatasetObject.self)
    if let held { try call.requireRows(held.dataset, "evaluate on", argument: "eval") }
    var evaluation = try held.map { try utterances($0.dataset, column) } ?? []
    var options = try fitOptions(call)
    try options.check(for: model, hasEvaluation: held != nil || options.overfitsBatch)
    let rehearsed = call.session.rehearsal.map {
      RehearsedTraining($0, training, evaluation, options)
    }
    if let rehearsed {
      (training, evaluation, options) = (
        rehearsed.training, rehearsed.evaluation, rehearsed.options
      )
    }
    let display = FitDisplay(call, hasEvaluation: held != nil || options.overfitsBatch)
    if let remark = rehearsed?.warmupRemark { display.receive(.remark(remark)) }
    var trainer = Trainer(model, options: options)
    let place = try TrainingPlace(call, options, isExact: isExact)
    trainer.folder = place.folder
    if let folder = trainer.folder, folder.isNew, rehearsed == nil {
      try KeptFit.keep(call, model, in: folder.path)
    }
    let program = try rehearsed == nil ? logProgram(call) : nil
    defer { program?.finish() }
    var steps: [ContinuousClock.Instant] = []
    var brokenOff: TrainingHistory?
    trainer.listener = { event in
      if case .step = event { steps.append(.now) }
      if case .interrupted(let history) = event { brokenOff = history }
      display.receive(event)
      if let problem = program?.tell(event) { display.receive(.remark(problem)) }
    }
    trainer.shouldStop = { display.progress.shouldStop }
    // What was learned is worth more than what was said of it.
    if rehearsed == nil { call.session.interruption.outliveOutput() }
    let start = ContinuousClock.now
    do {
      let history = try trainer.fit(training, evaluation: evaluation)
      display.finish()
      if let rehearsal = call.session.rehearsal {
        rehearsed?.note(rehearsal, steps: steps, start: start, end: .now)
      }
      if let loss = history.rows.last?.trainingLoss { call.figure("loss", loss) }
      return .object(try historyObject(history, of: training, in: place, call))
    } catch let error as TrainingError {
      display.finish(isComplete: false)
      guard case .interrupted = error else { throw error }
      if let brokenOff {
        call.leave(partial: .object(try historyObject(brokenOff, of: training, in: place, call)))
      }
      throw Interrupted()
    }
  }
}

/// What happened in a training, as the call of `fit` gives it.
private func historyObject(
  _ history: TrainingHistory, of training: [Utterance], in place: TrainingPlace, _ call: Call
) throws -> HistoryObject {
  HistoryObject(
    history, training: training, model: try call.object("model", as: ModelObject.self),
    output: place.output)
}

private var worst: Builtin {
  Builtin(
    "worst", on: datasetParameter, [Parameter("n", .int, default: .int(20), "how many rows")],
    result: "dataset", summary: "The rows with the highest loss, of a history or an evaluation.",
    help:
      "Of a history they are heard again: columns level (dBFS), letters_per_second and predicted "
      + "help to see why they hurt."
  ) { call in
    let object = try call.object("data", as: DatasetObject.self)
    let count = max(0, try call.int("n"))
    if let history = object as? HistoryObject {
      return .object(DatasetObject(try history.worst(count, call)))
    }
    let sorted = try object.dataset.sort(by: "loss", descending: true)
    return .object(object.derived(sorted.take(count)))
  }
}

/// The rows of a dataset as training and evaluation see them.
func utterances(_ data: Dataset, _ column: String) throws -> [Utterance] {
  let texts = try data.texts(column)
  let recordings = try data.recordings()
  return zip(texts, recordings).enumerated().map { index, pair in
    Utterance(row: index, text: pair.0, recording: pair.1)
  }
}

/// One line that counts rows set aside and names the first, or `nil` if there are none.
func rejectionNotice(_ rejected: [RejectedRow]) -> String? {
  guard let first = rejected.first else { return nil }
  let named = rejected.prefix(3).map { "row \($0.row) (\($0.name)) \($0.reason)" }
  let more = rejected.count > 3 ? "; and \(rejected.count - 3) more" : ""
  return rejected.count == 1
    ? "1 row is set aside: row \(first.row) (\(first.name)) \(first.reason)"
    : "\(formatCount(rejected.count)) rows are set aside: " + named.joined(separator: "; ") + more
}
