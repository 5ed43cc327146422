internal import Checkpoints
internal import Files
internal import Foundation
internal import Text

/// What a run writes for others to look at: `metrics.jsonl`, `history.csv` and a file for TensorBoard.
///
/// `metrics.jsonl` has a line for every update, and is the same for the same run, broken off or not.
/// Training never ends because of a log: what cannot be written is told once.
final class TrainingLogs {
  private let metrics: MetricsLog
  private let folder: String
  private let board: OutputFile?
  private var hasFailed = false
  /// Lines of updates that the disk refused; they are tried again before the next one, so that none is
  /// missing once there is room.
  private var waiting: [JSONObject] = []

  /// Opens the logs of a run, without what came after its state.
  init(_ lock: RunLock, _ state: TrainingState) throws(CheckpointError) {
    folder = lock.folder
    metrics = try MetricsLog(lock: lock, through: state.step)
    let now = Date().timeIntervalSince1970
    // TensorBoard takes the files of a folder in the order of their names.
    let path = "\(folder)/events.out.tfevents.\(Int(now)).\(state.step).asrsh"
    board = try? OutputFile(extending: path)
    try? board?.write(TensorBoardFile.start(time: now))
    if state.step > 0 {
      let restart = TensorBoardFile.restart(time: now, step: state.step + 1)
      try? board?.write(restart)
    }
  }

  /// Brings the lines of the updates to the disk: the next checkpoint counts on them.
  func synchronize() throws(CheckpointError) {
    try writeWaiting()
    try metrics.synchronize()
  }

  private func writeWaiting() throws(CheckpointError) {
    while let record = waiting.first {
      try metrics.append(record)
      waiting.removeFirst()
    }
  }

  /// Logs what happened; returns what went wrong, the first time that something does.
  func add(_ event: TrainingEvent, _ state: TrainingState) -> String? {
    do {
      switch event {
      case .step(let report): try add(report)
      case .row(let row): try add(row, state.rows)
      default: break
      }
      return nil
    } catch {
      defer { hasFailed = true }
      return hasFailed ? nil : "the logs in \"\(folder)\" miss something: \(error)"
    }
  }

  private func add(_ report: StepReport) throws {
    var members: [JSONObject.Member] = [
      (key: "step", value: .integer(report.step)), (key: "loss", value: number(report.loss)),
      (key: "learning_rate", value: number(report.learningRate)),
      (key: "grad_norm", value: number(report.gradientNorm)),
      (key: "audio_seconds", value: number(report.audioSeconds)),
    ]
    if report.leftOut > 0 { members.append((key: "left_out", value: .integer(report.leftOut))) }
    waiting.append(JSONObject(members))
    try writeWaiting()
    try plot(
      report.step,
      [
        ("train/loss", report.loss), ("train/learning_rate", report.learningRate),
        ("train/grad_norm", report.gradientNorm),
        ("train/audio_seconds_per_second", report.audioSeconds / max(report.seconds, 1e-9)),
      ])
  }

  /// JSON has no infinite numbers.
  private func number(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }

  private func add(_ row: HistoryRow, _ rows: [HistoryRow]) throws {
    try writeFile("\(folder)/history.csv", Array(Self.table(rows).utf8))
    guard let figures = row.evaluation else { return }
    try plot(
      row.step,
      [
        ("eval/loss", figures.loss), ("eval/wer", figures.words.rate),
        ("eval/cer", figures.characters.rate), ("eval/blank", figures.blankShare),
      ])
  }

  private func plot(_ step: Int, _ values: [(tag: String, value: Double)]) throws {
    try board?.write(
      TensorBoardFile.scalars(time: Date().timeIntervalSince1970, step: step, values))
  }

  /// The table that training prints, in full precision.
  private static func table(_ rows: [HistoryRow]) -> String {
    let header =
      "step,epoch,loss,eval_loss,wer,cer,blank,learning_rate,grad_norm,seconds\r\n"
    return rows.reduce(into: header) { text, row in
      let figures = row.evaluation
      let evaluated = [
        figures?.loss, figures?.words.rate, figures?.characters.rate, figures?.blankShare,
      ].map { $0.map { "\($0)" } ?? "" }
      let cells =
        ["\(row.step)", "\(row.epoch)", "\(row.trainingLoss)"] + evaluated
        + ["\(row.learningRate)", "\(row.gradientNorm)", "\(row.seconds)"]
      text += cells.joined(separator: ",") + "\r\n"
    }
  }
}
