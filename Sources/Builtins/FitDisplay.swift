internal import Display
internal import Interpreter
internal import Text
internal import Training

/// Shows training while it runs: a progress bar, and a table that grows by a row at every evaluation.
final class FitDisplay {
  let progress: Progress
  private let call: Call
  private var hasBegun = false
  private var hasHeader = false
  private var lastStep = 0
  private var speed = LearningSpeed()
  /// The rows of the last evaluation that are shown below its figures.
  private var samples: [EvaluatedRow] = []
  /// Which rows these are.
  private var sampled = SampledRows(2)

  /// A column of the table: its title, its width and what a row has there.
  private struct Column {
    let title: String
    let width: Int
    let text: (HistoryRow) -> String

    /// A column of what an evaluation found; empty where there was none.
    static func evaluation(
      _ title: String, _ width: Int, _ text: @escaping (EvaluationFigures) -> String
    ) -> Column {
      Column(title: title, width: width) { $0.evaluation.map(text) ?? "" }
    }
  }

  /// The columns that fit the terminal; those that say least are left out first.
  private let columns: [Column]

  private static var all: [Column] {
    [
      Column(title: "step", width: 6) { formatCount($0.step) },
      Column(title: "epoch", width: 6) { formatFixed($0.epoch, decimals: 2) },
      Column(title: "training loss", width: 13) { formatSignificant($0.trainingLoss) },
      .evaluation("eval loss", 9) { formatSignificant($0.loss) },
      .evaluation("wer", 7) { formatPercentage($0.words.rate) },
      .evaluation("cer", 7) { formatPercentage($0.characters.rate) },
      .evaluation("blank", 6) { formatPercentage($0.blankShare, decimals: 0) },
      Column(title: "time", width: 9) { formatDuration($0.seconds) },
    ]
  }

  private static func columns(hasEvaluation: Bool, width: Int) -> [Column] {
    let ofEvaluation: Set = ["eval loss", "wer", "cer", "blank"]
    var columns = all.filter { hasEvaluation || !ofEvaluation.contains($0.title) }
    for title in ["epoch", "blank", "cer", "eval loss", "time"]
    where columns.reduce(-2, { $0 + $1.width + 2 }) > width {
      columns.removeAll { $0.title == title }
    }
    return columns
  }

  init(_ call: Call, hasEvaluation: Bool) {
    self.call = call
    columns = Self.columns(hasEvaluation: hasEvaluation, width: call.terminal.width)
    progress = Progress(call)
  }

  func receive(_ event: TrainingEvent) {
    switch event {
    case .rejected(let rows):
      if let notice = rejectionNotice(rows) { say(notice) }
    case .resumed(let step, let notes):
      for note in notes { say(note) }
      say(step == 0 ? "the run begins anew" : "the run goes on behind step \(formatCount(step))")
    case .step(let report): show(report)
    case .evaluating(let done, let total):
      progress.update(lastStep, note: "evaluating \(formatCount(done)) of \(formatCount(total))")
    case .evaluated(let evaluation):
      samples = sampled.next(of: evaluation.rows.count).map { evaluation.rows[$0] }
    case .row(let row):
      progress.makingRoom {
        let titles = columns.map(\.title)
        if !hasHeader { line(titles, .tableHead(columns: titles)) }
        hasHeader = true
        let cells = columns.map { $0.text(row) }
        if let time = cells.last, titles.last == "time" {
          call.session.report(.varying(padded(cells).last ?? time))
        }
        line(cells, .tableRow(cells))
        for (place, sample) in samples.enumerated() {
          show(sample, heading: place == 0 ? "step \(formatCount(row.step))\n" : "")
        }
      }
      samples = []
    case .remark(let text): say(text)
    case .skipped(let step):
      let names = step.rows.prefix(4).joined(separator: ", ")
      let more = step.rows.count > 4 ? " and \(step.rows.count - 4) more" : ""
      say(
        "step \(step.step) changed nothing: \(step.problem) is not a finite number "
          + "(\(names)\(more))")
    case .evaluationFailed(let problem):
      say("the evaluation failed, and training goes on: \(problem)")
    case .saved: break
    case .interrupted(let history):
      say("the model keeps \(formatCount(history.steps, of: "update"))")
    case .saveFailed(let problem): say("not saved, and training goes on: \(problem)")
    case .stoppedEarly(let count):
      say("training ends here: \(count) evaluation\(count == 1 ? " was" : "s were") no better")
    }
  }

  /// What was said, and below it what was heard; the heading is for the report, where no row of the table
  /// stands above.
  private func show(_ sample: EvaluatedRow, heading: String) {
    let width = max(20, call.terminal.width - 10)
    let lines = [("said", sample.text), ("heard", sample.predicted)].map { title, text in
      let shown = escapeForTerminal(text).truncated(toWidth: width)
      return "  \(title.padded(toWidth: 6, .left))\(shown)\n"
    }.joined()
    call.session.show(lines) { [.aside(title: "Said and heard", heading + lines)] }
  }

  private func show(_ report: StepReport) {
    if !hasBegun { progress.begin("Training", total: report.of, unit: "steps") }
    hasBegun = true
    lastStep = report.step
    speed.add(report)
    var parts = [
      "loss \(formatSignificant(report.loss))", "rate \(formatSignificant(report.learningRate))",
      speed.text,
    ]
    if let memory = residentMemory { parts.append(formatBytes(memory)) }
    progress.update(report.step, note: parts.joined(separator: "  "))
  }

  private func say(_ text: String) {
    progress.makingRoom { call.notice("fit: " + text) }
  }

  func finish(isComplete: Bool = true) {
    if hasBegun { progress.finish(isComplete: isComplete) }
  }

  private func line(_ cells: [String], _ exhibit: Exhibit) {
    call.session.show(padded(cells).joined(separator: "  ") + "\n") { [exhibit] }
  }

  private func padded(_ cells: [String]) -> [String] {
    zip(cells, columns).map { $0.padded(toWidth: $1.width, .right) }
  }
}

/// How much sound is learned from in a second, over the last updates.
private struct LearningSpeed {
  private var last: [(audio: Double, seconds: Double)] = []

  mutating func add(_ report: StepReport) {
    last.append((report.audioSeconds, report.seconds))
    if last.count > 20 { last.removeFirst() }
  }

  var text: String {
    let (audio, seconds) = last.reduce((0.0, 0.0)) { ($0.0 + $1.audio, $0.1 + $1.seconds) }
    return "\(formatSignificant(audio / max(seconds, 1e-9))) s/s"
  }
}
