internal import Display
internal import Interpreter
internal import Text
internal import Training

/// Shows training while it runs: a progress bar, and a table that grows by a row at every evaluation.
final class FitDisplay {
  let progress: Progress
  private let call: Call
  private let hasEvaluation: Bool
  private var hasBegun = false
  private var hasHeader = false

  /// The columns of the table: title, width.
  private var columns: [(String, Int)] {
    let training = [("step", 6), ("epoch", 6), ("training loss", 13)]
    let evaluation = [("eval loss", 9), ("wer", 7), ("cer", 7), ("blank", 6)]
    return training + (hasEvaluation ? evaluation : []) + [("time", 9)]
  }

  init(_ call: Call, hasEvaluation: Bool) {
    self.call = call
    self.hasEvaluation = hasEvaluation
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
        if !hasHeader { line(columns.map(\.0)) }
        hasHeader = true
        line(cells(row))
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

  private func cells(_ row: HistoryRow) -> [String] {
    var cells = [
      formatCount(row.step), formatFixed(row.epoch, decimals: 2),
      formatSignificant(row.trainingLoss),
    ]
    if hasEvaluation {
      cells +=
        row.evaluation.map {
          [
            formatSignificant($0.loss), formatPercentage($0.words.rate),
            formatPercentage($0.characters.rate), formatPercentage($0.blankShare, decimals: 0),
          ]
        } ?? ["", "", "", ""]
    }
    return cells + [formatDuration(row.seconds)]
  }

  private func line(_ cells: [String]) {
    let padded = zip(cells, columns).map { $0.padded(toWidth: $1.1, .right) }
    call.session.output(padded.joined(separator: "  ") + "\n")
  }
}
