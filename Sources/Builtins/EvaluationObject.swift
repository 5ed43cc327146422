internal import Datasets
internal import Interpreter
internal import Text
internal import Training

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
    case "wer": .float(evaluation.figures.words.rate)
    case "cer": .float(evaluation.figures.characters.rate)
    case "loss": .float(evaluation.figures.loss)
    case "blank": .float(evaluation.figures.blankShare)
    case "rejected": rejectedValue(evaluation.rejected)
    default: try super.field(name)
    }
  }
}

/// Rows that were set aside, as recipes see them.
func rejectedValue(_ rows: [RejectedRow]) -> Value {
  Value(
    rows.map { row in
      .record(
        Record([("row", Value(row.row)), ("file", Value(row.name)), ("reason", Value(row.reason))]))
    })
}
