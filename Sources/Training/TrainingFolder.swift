internal import Autograd
internal import Checkpoints
internal import Models
internal import Tensors

/// The folder of a run: its checkpoints, and what it logs.
///
/// A checkpoint holds the model as it is saved (settings, tokenizer, `model.safetensors`), so that it can be
/// opened like any other, and beside it the optimiser's running means and the state of the run. One
/// process at a time works in the folder.
public final class TrainingFolder {
  /// How a run is kept.
  public struct Policy: Sendable {
    /// Whether a run that is there goes on; if not, there must be none.
    public var resumes = false
    /// Whether it may go on with other settings, another model or other rows.
    public var allowsChanges = false
    /// How many checkpoints are kept besides the best one.
    public var keep = 2
    /// The program, by its name and version.
    public var engine = "asrsh"

    /// A new run, of which the two newest checkpoints are kept.
    public init() {}
  }

  /// The files of a checkpoint beside the model's.
  enum File {
    static let optimizer = "optimizer.safetensors"
    static let state = "trainer_state.json"
    static let description = "run.json"
    static let recordings = "recordings.tsv"
  }

  /// The path.
  public let path: String
  /// What the recordings held that the run has heard.
  let recordings = RecordingLedger()

  private let policy: Policy
  private let lock: RunLock
  private let store: CheckpointStore
  private var logs: TrainingLogs?
  private var description: [UInt8] = []
  /// The updates of the checkpoint that was saved last.
  private var lastSaved: Int?
  /// The reason why the last attempt to save failed, if it did.
  private var failure: CheckpointError?

  /// Takes the folder for this process, and makes it if it is not there.
  ///
  /// - Throws: ``TrainingError/folder(_:hint:)`` if another process has it, if it holds a run that is not
  ///   to go on, or if it cannot be written to.
  public convenience init(_ path: String, _ policy: Policy) throws(TrainingError) {
    try self.init(
      locked: try refusing { () throws(CheckpointError) in try RunLock(folder: path) }, policy)
  }

  /// Works in a folder whose lock is held.
  ///
  /// - Parameters:
  ///   - lock: The lock.
  ///   - policy: How the run is kept.
  ///   - base: The name of the folder beside which a new run begins.
  /// - Throws: ``TrainingError/folder(_:hint:)`` as ``init(_:_:)`` does.
  init(
    locked lock: RunLock, _ policy: Policy, beside base: String? = nil
  ) throws(TrainingError) {
    path = lock.folder
    self.policy = policy
    self.lock = lock
    let store = try refusing { () throws(CheckpointError) in
      var options = CheckpointStore.Options()
      options.keep = policy.keep
      options.engine = policy.engine
      options.base = base
      return try CheckpointStore(
        lock: lock, policy.resumes ? .continuing : .new, options: options)
    }
    self.store = store
    isNew = try refusing { () throws(CheckpointError) in try store.archive.list().steps.isEmpty }
  }

  /// Whether no checkpoint was there when the folder was taken.
  public let isNew: Bool

  /// The path of the newest checkpoint in a folder of which every byte is as it was saved.
  ///
  /// - Throws: ``TrainingError/folder(_:hint:)`` if there is none.
  public static func newest(in path: String) throws(TrainingError) -> String {
    let found = try refusing { () throws(CheckpointError) in
      try CheckpointArchive(folder: path).newestGood()
    }
    guard let found else {
      throw .folder(
        "no checkpoint is saved in \"\(path)\" yet",
        hint: "the statement that began the run begins it again with resume=true")
    }
    return found.checkpoint.path
  }

  /// Finds where the run is, and makes sure that there is room for its checkpoints.
  func begin(
    _ run: inout TrainingRun, rows: (training: [Utterance], evaluation: [Utterance])
  ) throws(TrainingError) {
    let listener = run.trainer.listener
    for notice in store.notices { listener(.remark(notice)) }
    let description = RunDescription(
      run.trainer, training: rows.training, evaluation: rows.evaluation, engine: policy.engine)
    self.description = try description.encoded()
    let found = try refusing { () throws(CheckpointError) in
      try store.checkRoom(forCheckpointsOf: run.checkpointBytes)
      return try store.resume()
    }
    if let (checkpoint, skipped) = found {
      var notes = skipped.map { "\($0.name) \($0.problem)" }
      notes += try restore(&run, from: checkpoint, description, rows)
      lastSaved = run.state.step
      listener(.resumed(step: run.state.step, notes: notes))
    }
    let state = run.state
    logs = try refusing { () throws(CheckpointError) in try TrainingLogs(lock, state) }
  }

  /// Puts a run where a checkpoint has it; returns what is worth knowing.
  private func restore(
    _ run: inout TrainingRun, from checkpoint: StoredCheckpoint, _ description: RunDescription,
    _ rows: (training: [Utterance], evaluation: [Utterance])
  ) throws(TrainingError) -> [String] {
    let place = checkpoint.path
    let (earlier, state, means) = try refusing { () throws(CheckpointError) in
      (
        try checkpoint.bytes(of: File.description), try checkpoint.bytes(of: File.state),
        try checkpoint.tensors(of: File.optimizer)
      )
    }
    let begun = try RunDescription(earlier, file: "\(place)/\(File.description)")
    var changes = description.changes(since: begun)
    var notes: [String] = []
    // What is refused already need not be read for.
    if changes.isEmpty || policy.allowsChanges {
      changes += try compare(
        checkpoint, rows, (description, begun), &notes, run.trainer.shouldStop)
    }
    guard changes.isEmpty || policy.allowsChanges else {
      throw .folder(
        "the run in \"\(path)\" cannot go on as it began: " + changes.joined(separator: "; "),
        hint:
          "allow_changes=true goes on all the same, to another result; another output begins anew")
    }
    notes = changes.map { "no longer as it began: \($0)" } + notes
    if begun.engine != description.engine {
      notes.append(
        "it was begun by \(begun.engine): the last bits of the result may be others")
    }
    try loadWeights(checkpoint, into: run.trainer.model)
    let saved = try TrainingState(state, file: "\(place)/\(File.state)")
    try run.optimizer.restore(from: means, updates: saved.optimizerUpdates, path: place)
    if saved.version < TrainingState.version {
      notes.append(
        "it was begun by an asrsh that drew dropout and masks by the place in a batch: from here on they are"
          + " drawn for each row, so its bits are not those that it would have had there")
    }
    run.state = saved
    run.state.version = TrainingState.version
    return notes
  }

  /// Compares the recordings that were heard with what they were; returns what is not as it was.
  private func compare(
    _ checkpoint: StoredCheckpoint, _ rows: (training: [Utterance], evaluation: [Utterance]),
    _ descriptions: (now: RunDescription, begun: RunDescription), _ notes: inout [String],
    _ shouldStop: () -> Bool
  ) throws(TrainingError) -> [String] {
    guard checkpoint.manifest.files.contains(where: { $0.name == File.recordings }) else {
      notes.append(
        "whether the recordings are what they were cannot be told: an earlier asrsh saved this")
      return []
    }
    let bytes = try refusing { () throws(CheckpointError) in
      try checkpoint.bytes(of: File.recordings)
    }
    let heard = try RecordingLedger.decoded(
      bytes, file: "\(checkpoint.path)/\(File.recordings)")
    var (changes, readCount) = ([String](), 0)
    let (now, begun) = descriptions
    let parts: [(RecordingLedger.Part, [Utterance], isAsItWas: Bool)] = [
      (.training, rows.training, now.trainingRows == begun.trainingRows),
      (.evaluation, rows.evaluation, now.evaluationRows == begun.evaluationRows),
    ]
    // Of other rows nothing is known.
    for (part, rows, isAsItWas) in parts where isAsItWas {
      let comparison = try recordings.resume(heard, rows, part, shouldStop)
      changes += comparison.changes(part)
      readCount += comparison.readCount
    }
    if changes.isEmpty, readCount > 0 {
      notes.append("\(readCount) recordings were read again, and hold what they held")
    }
    return changes
  }

  /// Saves where the run is; a failure is told, and costs nothing but the checkpoint.
  func save(_ run: TrainingRun, _ listener: (TrainingEvent) -> Void) {
    guard lastSaved != run.state.step else { return }
    do throws(CheckpointError) {
      try logs?.synchronize()
      let report = try store.save(
        step: run.state.step, parts: try parts(of: run),
        isBest: run.state.best?.step == run.state.step)
      (lastSaved, failure) = (run.state.step, nil)
      listener(.saved(step: run.state.step))
      for warning in report.warnings { listener(.remark(warning)) }
    } catch {
      failure = error
      listener(.saveFailed("\(error)"))
    }
  }

  /// Says that the run's last evaluation is the best; returns whether its checkpoint is kept.
  func markBest(_ run: TrainingRun, _ listener: (TrainingEvent) -> Void) -> Bool {
    guard lastSaved == run.state.step else { return false }
    do throws(CheckpointError) {
      try store.markBest(step: run.state.step)
    } catch {
      listener(.remark("\(error)"))
    }
    return store.bestStep == run.state.step
  }

  /// Whether there is a checkpoint of a step.
  func holds(_ step: Int) throws(TrainingError) -> Bool {
    try refusing { () throws(CheckpointError) in try store.archive.list().steps.contains(step) }
  }

  /// Logs an update or a row of the table; a failure is told once.
  func log(_ event: TrainingEvent, _ state: TrainingState, _ listener: (TrainingEvent) -> Void) {
    guard let problem = logs?.add(event, state) else { return }
    listener(.remark(problem))
  }

  /// Ends the run: its last state is on the disk, or it is an error that it is not.
  func finish(_ run: TrainingRun, _ listener: (TrainingEvent) -> Void) throws(TrainingError) {
    if lastSaved != run.state.step, let failure {
      throw .folder(
        "training is done, and its end is not saved: \(failure)",
        hint: "make room; the same statement with resume=true goes on from what is saved")
    }
    do throws(CheckpointError) {
      try store.markDone(step: run.state.step)
    } catch {
      listener(.remark("that the training is done is not written down: \(error)"))
    }
  }

  /// Puts the weights of a checkpoint into the model.
  func loadWeights(of step: Int, into model: any SpeechModel) throws(TrainingError) {
    try loadWeights(
      try refusing { () throws(CheckpointError) in try store.archive.load(step: step) },
      into: model)
  }

  private func loadWeights(
    _ checkpoint: StoredCheckpoint, into model: any SpeechModel
  ) throws(TrainingError) {
    let weights = try refusing { () throws(CheckpointError) in
      try checkpoint.tensors(of: type(of: model).weightFile)
    }
    for parameter in model.parameters {
      parameter.value = try weights.tensor(parameter.name, shaped: parameter.value.shape)
    }
  }

  private func parts(of run: TrainingRun) throws(CheckpointError) -> [CheckpointPart] {
    let model = run.trainer.model
    let weightFile = type(of: model).weightFile
    var state = run.state
    state.optimizerUpdates = run.optimizer.updateCount
    let stateBytes: [UInt8]
    let files: [(name: String, bytes: [UInt8])]
    do {
      stateBytes = try state.encoded()
      files = try model.files(named: path)
    } catch {
      throw .badPart(name: File.state, problem: "\(error)")
    }
    return files.map { CheckpointPart(name: $0.name, bytes: $0.bytes) } + [
      try CheckpointPart(
        name: weightFile, tensors: model.parameters.map { ($0.name, $0.value) },
        metadata: [(key: "format", value: "pt")]),
      try CheckpointPart(name: File.optimizer, tensors: run.optimizer.tensors),
      CheckpointPart(name: File.state, bytes: stateBytes),
      CheckpointPart(name: File.description, bytes: description),
      CheckpointPart(name: File.recordings, bytes: recordings.encoded),
    ]
  }
}

/// Does what throws an error of checkpoints, as part of what throws an error of training.
func refusing<Result>(
  _ body: () throws(CheckpointError) -> Result
) throws(TrainingError) -> Result {
  do throws(CheckpointError) {
    return try body()
  } catch {
    throw .folder("\(error)", hint: error.hint)
  }
}
