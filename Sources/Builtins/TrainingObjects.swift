internal import Datasets
internal import Display
internal import Drawing
internal import Interpreter
internal import Text
internal import Training

/// What happened in training: a dataset of the table's rows, with the losses of the training rows.
final class HistoryObject: DatasetObject, Pictured {
  let history: TrainingHistory
  /// The training rows with the last loss of each.
  let trainingRows: Dataset

  init(_ history: TrainingHistory, training: [Utterance]) {
    self.history = history
    trainingRows = Dataset(
      rows: training.compactMap { utterance in
        history.rowLosses[utterance.row].map { loss in
          Row([
            (name: "row", cell: .int(utterance.row)), (name: "file", cell: .text(utterance.name)),
            (name: "text", cell: .text(utterance.text)),
            (name: "duration", cell: .number(utterance.duration)),
            (name: "loss", cell: .number(loss)),
          ])
        }
      })
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

  override func exhibits() -> [Exhibit] { pictures + super.exhibits() }

  override var fieldNames: [String] { super.fieldNames + ["steps", "rejected", "skipped"] }

  override func field(_ name: String) throws -> Value? {
    switch name {
    case "steps": .int(history.steps)
    case "rejected": rejectedValue(history.rejected)
    case "skipped":
      Value(
        history.skipped.map { step in
          .record(
            Record([
              ("step", Value(step.step)), ("problem", Value(step.problem)),
              ("rows", Value(step.rows.map { Value($0) })),
            ]))
        })
    default: try super.field(name)
    }
  }
}

/// What an evaluation found: a dataset of rows, with the figures of all.
final class EvaluationObject: DatasetObject {
  let evaluation: Evaluation

  init(_ evaluation: Evaluation, of data: Dataset) {
    self.evaluation = evaluation
    super.init(
      Dataset(
        rows: evaluation.rows.map { row in
          let kept = zip(data[row.row].names, data[row.row].cells).filter {
            !["text", "predicted", "wer", "cer", "loss", "audio"].contains($0.0)
          }
          return Row(
            [
              (name: "text", cell: .text(row.text)),
              (name: "predicted", cell: .text(row.predicted)),
              (name: "wer", cell: .number(row.words.rate)),
              (name: "cer", cell: .number(row.characters.rate)),
              (name: "loss", cell: .number(row.loss)),
            ] + kept.map { (name: $0.0, cell: $0.1) }
              + [(name: "audio", cell: data[row.row]["audio"] ?? .none)])
        }))
  }

  override var fieldNames: [String] {
    ["wer", "cer", "loss", "blank", "rejected"] + super.fieldNames
  }

  override func field(_ name: String) throws -> Value? {
    switch name {
    case "wer": .float(evaluation.words.rate)
    case "cer": .float(evaluation.characters.rate)
    case "loss": .float(evaluation.loss)
    case "blank": .float(evaluation.blankShare)
    case "rejected": rejectedValue(evaluation.rejected)
    default: try super.field(name)
    }
  }
}

private func rejectedValue(_ rows: [RejectedRow]) -> Value {
  Value(
    rows.map { row in
      .record(
        Record([("row", Value(row.row)), ("file", Value(row.name)), ("reason", Value(row.reason))]))
    })
}
