internal import Files
internal import Foundation
public import Interpreter
public import Language
internal import Text

/// Records a run of a recipe: its folder, its record, its log, its report.
///
/// It belongs to the thread of the session. The record is written when the run starts, after every
/// step and at the end, whole each time, so that it is true whatever happens to the process. A disk
/// that is full ends the record, not the run; the user is told once.
public final class RunRecorder {
  /// The run's folder.
  public let folder: RunFolder

  private var record: RunRecord
  private var report: Report
  private let journal: FileJournal
  private let log: RunLog
  /// Held for as long as the run goes on.
  private var lock: OutputFile?
  private let cells: [RecipeCell]
  private let warn: (String) -> Void
  private var hasWarned = false

  /// The most bytes of output that the record and the report keep of a step.
  static let outputLimit = 1 << 20

  /// Begins a record.
  ///
  /// - Parameters:
  ///   - recipe: What is going to be run.
  ///   - given: The parameters on the command line.
  ///   - root: The folder of all runs.
  ///   - surroundings: What the run happens in.
  ///   - isRerun: Whether a recorded run is repeated, whose trainings are kept apart.
  ///   - warn: Tells the user that the record cannot be kept.
  /// - Throws: ``RunError/cannotWrite(path:reason:)``.
  public init(
    _ recipe: Recipe, given: [String: String], in root: String, surroundings: Surroundings,
    isRerun: Bool = false, warn: @escaping (String) -> Void
  ) throws(RunError) {
    let started = Date()
    let path = recipe.source.path ?? recipe.source.name
    let made = try RunFolder.make(in: root, recipe: path, time: started)
    folder = made
    journal = FileJournal(rerun: isRerun ? RerunTrainings(below: made.path) : nil)
    let opened = try made.filled { () throws(RunError) in
      (lock: try made.lock(), log: try RunLog(made.logPath))
    }
    lock = opened.lock
    log = opened.log
    cells = recipe.cells
    self.warn = warn
    record = RunRecord(
      id: folder.path, started: started, folder: currentFolder(),
      recipe: RunRecord.Source(path: path, text: recipe.source.whole))
    record.engine = surroundings.engine
    record.device = surroundings.device
    record.environment = surroundings.environment
    if let commit = commit(around: path) { record.engine["recipe_commit"] = .string(commit) }
    record.parameters = recipe.parameters.map { declaration in
      let name = declaration.name.text
      let written = recipe.source.text(declaration.defaultValue.span)
      return RunRecord.Parameter(
        name: name, value: given[name] ?? written, given: given[name])
    }
    report = Report(recipe: recipe)
    begin(0, title: "")
    try made.filled { () throws(RunError) in
      do throws(RunError) {
        try save()
      } catch {
        log.close()
        lock = nil
        throw error
      }
    }
  }

  /// Listens to a session that is about to run the recipe.
  public func attach(to session: Session) {
    session.files = journal
    session.listeners.append { [weak self] event in self?.take(event) }
  }

  /// Ends the record.
  ///
  /// - Parameters:
  ///   - failure: Why the run ended before its end, or `nil`.
  ///   - session: The session that ran.
  ///   - isCancelled: Asked while files are hashed.
  public func finish(
    _ failure: RunFailure?, _ session: Session,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    if case .exited(let code)? = failure {
      record.status = code == 0 ? .done : .failed
      record.error = code == 0 ? nil : "the recipe ended with exit(\(code))"
    } else if let failure {
      record.status = if case .interrupted = failure { .interrupted } else { .failed }
      let text = failure.diagnostics.map { DiagnosticRenderer().render($0) }.joined()
      record.error = text
      keep(text)
    } else {
      record.status = .done
    }
    record.exitCode = Int(failure?.exitCode ?? 0)
    record.ended = Date()
    record.seed = session.seed
    if record.status != .done, let last = record.steps.indices.last {
      record.steps[last].hasFailed = true
    }
    (record.inputs, record.outputs) = journal.finish(isCancelled: isCancelled)
    if case .hash(let digits) = FileFingerprint(path: "", at: "/proc/self/exe").content {
      record.engine["binary_sha256"] = .string(digits)
    }
    record.imports = record.inputs.filter { $0.path.hasSuffix(".asr") }.compactMap { file in
      guard let text = try? readText(file.path) else { return nil }
      return RunRecord.Source(path: file.path, text: text)
    }
    saveOrWarn()
    log.close()
    lock = nil
    session.files = DirectFiles()
  }

  private func take(_ event: SessionEvent) {
    switch event {
    case .prose(let text): report.add(prose: text)
    case .started(let step):
      begin(step.number, title: step.title)
      keep("# %% \(step.title)\n")
    case .ended(_, let time, let failed):
      guard let last = record.steps.indices.last else { return }
      record.steps[last].seconds = time / .seconds(1)
      record.steps[last].hasFailed = failed
      record.steps[last].peakMegabytes = peakMegabytes
      saveOrWarn()
    case .shown(let text, let exhibits): show(withoutColors(text), exhibits())
    case .exhibits(let exhibits): report.add(exhibits().map(ReportItem.exhibit))
    case .varying(let text):
      if let last = record.steps.indices.last { record.steps[last].varying.append(text) }
    case .notice(let text):
      let plain = withoutColors(text)
      if let last = record.steps.indices.last { record.steps[last].notices.append(plain) }
      report.add(.notice(plain))
      keep(plain + "\n")
    case .figure(let name, let value):
      record.figures.append(RunRecord.Figure(name: name, value: value))
    }
  }

  /// Opens a section for a cell of the recipe; the one before the first step is number 0.
  private func begin(_ number: Int, title: String) {
    let code = cells.indices.contains(number) ? cells[number].code : ""
    record.steps.append(RunRecord.Step(title: title, code: code, seconds: nil))
    report.begin(step: number, title: title, code: code)
  }

  private func show(_ text: String, _ exhibits: [Exhibit]) {
    keep(text)
    guard let last = record.steps.indices.last else { return }
    let room = Self.outputLimit - record.steps[last].output.utf8.count
    if room > 0 {
      let part =
        text.utf8.count <= room ? text : text.prefix(room / 4) + "… (the rest is in log.txt)\n"
      record.steps[last].output += part
      report.add(exhibits.isEmpty ? [.text(part)] : exhibits.map(ReportItem.exhibit))
    }
  }

  /// Writes to the log.
  private func keep(_ text: String) {
    if let reason = log.write(text) { warnOnce("\(folder.logPath) cannot be written: \(reason)") }
  }

  private func saveOrWarn() {
    do throws(RunError) { try save() } catch { warnOnce("\(error)") }
  }

  private func warnOnce(_ problem: String) {
    if !hasWarned { warn("the record of this run is not complete: \(problem)") }
    hasWarned = true
  }

  private func save() throws(RunError) {
    record.trainings = journal.trainings
    do {
      try record.json.save(to: folder.recordPath, order: .sorted)
      try writeFile(
        folder.reportPath, Array(report.page(of: record, written: journal.written).utf8))
    } catch {
      throw .cannotWrite(path: folder.path, reason: "\(error)")
    }
  }
}
