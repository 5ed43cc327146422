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

  /// A column of the table: its title, its width and what a row has there.
  private struct Column {
    let title: String
    let width: Int
    let text: (HistoryRow) -> String

    /// A column of what an evaluation found; empty where there was none.
    static func evaluation(
      _ title: String, _ width: Int, _ text: @escaping (Evaluation) -> String
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
      if let notice = rejectionNotice(rows) { call.notice("fit: " + notice) }
    case .step(let step, let total, let loss):
      if !hasBegun { progress.begin("Training", total: total, unit: "steps") }
      hasBegun = true
      progress.update(step, note: "loss \(formatSignificant(loss))")
    case .evaluating: break
    case .row(let row):
      progress.makingRoom {
        if !hasHeader { line(columns.map(\.title)) }
        hasHeader = true
        line(columns.map { $0.text(row) })
      }
    case .skipped(let step):
      let names = step.rows.prefix(4).joined(separator: ", ")
      let more = step.rows.count > 4 ? " and \(step.rows.count - 4) more" : ""
      progress.makingRoom {
        call.notice(
          "fit: step \(step.step) changed nothing: \(step.problem) is not a finite number "
            + "(\(names)\(more))")
      }
    }
  }

  func finish(isComplete: Bool = true) {
    if hasBegun { progress.finish(isComplete: isComplete) }
  }

  private func line(_ cells: [String]) {
    let padded = zip(cells, columns).map { $0.padded(toWidth: $1.width, .right) }
    call.session.show(padded.joined(separator: "  ") + "\n")
  }
}
