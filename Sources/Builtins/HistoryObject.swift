internal import Audio
internal import CTC
internal import Datasets
internal import Display
internal import Drawing
internal import Foundation
internal import Interpreter
internal import Models
internal import Tensors
internal import Text
internal import Training

/// What happened in training: a dataset of the table's rows, with the losses of the training rows.
final class HistoryObject: DatasetObject, Pictured {
  let history: TrainingHistory
  private let training: [Utterance]
  private let model: ModelObject
  /// The folder in which the training is kept, if it is.
  private let output: String?

  init(
    _ history: TrainingHistory, training: [Utterance], model: ModelObject, output: String? = nil
  ) {
    self.history = history
    self.output = output
    self.training = training
    self.model = model
    super.init(Dataset(rows: history.rows.map(Self.row)))
  }

  private static func row(_ row: HistoryRow) -> Row {
    var cells: [(name: String, cell: Cell)] = [
      (name: "step", cell: .int(row.step)), (name: "epoch", cell: .number(row.epoch)),
      (name: "loss", cell: .number(row.trainingLoss)),
    ]
    if let evaluation = row.evaluation {
      cells += [
        (name: "eval_loss", cell: .number(evaluation.loss)),
        (name: "wer", cell: .number(evaluation.words.rate)),
        (name: "cer", cell: .number(evaluation.characters.rate)),
        (name: "blank", cell: .number(evaluation.blankShare)),
      ]
    }
    cells += [
      (name: "learning_rate", cell: .number(row.learningRate)),
      (name: "grad_norm", cell: .number(row.gradientNorm)),
      (name: "seconds", cell: .number(row.seconds)),
    ]
    return Row(cells)
  }

  /// The columns of losses that have numbers.
  var lossColumns: [String] {
    get throws {
      let dataset = try dataset
      return ["loss", "eval_loss"].filter { name in
        dataset.indices.contains { dataset[$0][name]?.number != nil }
      }
    }
  }

  /// The losses over the steps.
  func picture() throws -> Picture? {
    let columns = try lossColumns
    return columns.isEmpty ? nil : Picture(.lines(try linePlot(dataset, columns: columns)))
  }

  /// The training rows whose last loss was the highest, heard again.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - call: The call that asks for them.
  /// - Returns: The rows, the worst first.
  /// - Throws: What reading a recording throws, and ``Interrupted``.
  func worst(_ count: Int, _ call: Call) throws -> Dataset {
    let losses = training.compactMap { utterance in
      history.rowLosses[utterance.row].map { (utterance: utterance, loss: $0) }
    }
    // A loss that is no number is the worst of all.
    func key(_ loss: Double) -> Double { loss.isNaN ? .infinity : loss }
    let worst = losses.sorted {
      (-key($0.loss), $0.utterance.row) < (-key($1.loss), $1.utterance.row)
    }
    let progress = Progress(call)
    let chosen = worst.prefix(count)
    return try progress.during("Hearing", total: chosen.count, unit: "rows") {
      Dataset(
        rows: try chosen.enumerated().map { index, entry in
          guard !progress.shouldStop else { throw Interrupted() }
          defer { progress.update(index + 1) }
          return try row(entry.utterance, entry.loss, call)
        })
    }
  }

  private func row(_ utterance: Utterance, _ loss: Double, _ call: Call) throws -> Row {
    let clip = try utterance.audio()
    let power = clip.samples.sumOfSquares / Double(max(clip.samples.count, 1))
    let letters = Double(utterance.text.filter { !$0.isWhitespace }.count)
    return Row([
      (name: "row", cell: .int(utterance.row)), (name: "file", cell: .text(utterance.name)),
      (name: "text", cell: .text(utterance.text)),
      (name: "predicted", cell: try predicted(clip, call)),
      (name: "loss", cell: .number(loss)), (name: "duration", cell: .number(utterance.duration)),
      (name: "level", cell: .number(10 * log10(power))),
      (name: "letters_per_second", cell: .number(letters / max(utterance.duration, 1e-9))),
    ])
  }

  /// What is heard; nothing can be where the model has diverged.
  private func predicted(_ clip: AudioClip, _ call: Call) throws -> Cell {
    do {
      return .text(try call.transcribe(clip, with: model.model))
    } catch let error as CTCError {
      guard case .notFinite = error else { throw error }
      return .none
    }
  }

  /// The same training shows the same table.
  override var hiddenColumns: [String] { ["seconds"] }

  override func exhibits() -> [Exhibit] { pictures + super.exhibits() }

  override var fieldNames: [String] {
    super.fieldNames + ["steps", "rejected", "skipped", "left_out", "best", "model", "output"]
  }

  override func field(_ name: String) throws -> Value? {
    switch name {
    case "model": .object(model)
    case "output": output.map { Value($0) } ?? Value.none
    case "steps": .int(history.steps)
    case "best":
      history.best.map {
        .record(Record([("step", Value($0.step)), ("value", Value($0.value))]))
      } ?? Value.none
    case "rejected": rejectedValue(history.rejected)
    case "skipped":
      tableValue(
        ["step", "problem", "rows"],
        history.skipped.map { step in
          [.int(step.step), .text(step.problem), .list(step.rows.map { .text($0) })]
        })
    case "left_out":
      tableValue(
        ["step", "effect", "count", "first", "reason"],
        history.leftOut.map { step in
          [
            step.step.map(Cell.int) ?? Cell.none, .text(step.effect), .int(step.count),
            .text(step.first), .text(step.reason),
          ]
        })
    default: try super.field(name)
    }
  }
}
