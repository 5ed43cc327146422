internal import Datasets
internal import Interpreter
internal import Models

/// `ledger`: what became of every tensor of a checkpoint.
var ledgerBuiltin: Builtin {
  Builtin(
    "ledger", on: modelParameter, result: "dataset",
    summary: "What became of every tensor of the checkpoint that the model was opened from.",
    help: "The columns are tensor, shape, format, fate and why. The fate is used, renamed, "
      + "converted, ignored or drawn; a parameter that was drawn stands with its own name. "
      + "Parameters come in the model's order, then the tensors that it does without. .counts says "
      + "how many there are of each."
  ) { call in
    let model = try call.object("model", as: ModelObject.self)
    guard let ledger = model.ledger else {
      throw BuiltinError(
        "this model was made here, not opened: it has no ledger",
        hint: "load_model(…) opens a checkpoint", argument: "model")
    }
    return .object(LedgerObject(ledger))
  }
}

/// The ledger of a checkpoint: a dataset of its rows, with their counts.
final class LedgerObject: DatasetObject {
  private let ledger: CheckpointLedger

  init(_ ledger: CheckpointLedger) {
    self.ledger = ledger
    super.init(Dataset(rows: ledger.rows.map { row in Row(row.cells) }))
  }

  override var fieldNames: [String] { ["counts"] + super.fieldNames }

  override func field(_ name: String) throws -> Value? {
    guard name == "counts" else { return try super.field(name) }
    return .record(Record(ledger.counts.map { ($0.kind, .int($0.count)) }))
  }
}

extension CheckpointLedger.Row {
  fileprivate var cells: [(name: String, cell: Cell)] {
    let (fate, reason): (String, String) =
      switch fate {
      case .used: (isRenamed ? "renamed" : isConverted ? "converted" : "used", change)
      case .ignored(let reason): ("ignored", reason)
      case .drawn(let reason): ("drawn", reason)
      case .missing, .unexpected, .misshapen: ("wrong", words)
      }
    return [
      (name: "tensor", cell: .text(tensor ?? parameter ?? "")),
      (name: "shape", cell: .text(shape.map { "\($0)" }.joined(separator: " × "))),
      (name: "format", cell: .text(format?.rawValue ?? "")),
      (name: "fate", cell: .text(fate)), (name: "why", cell: .text(reason)),
    ]
  }

  /// What was changed on the way into the model.
  private var change: String {
    [
      isRenamed ? "is \(parameter ?? "") here" : nil,
      isConverted ? "\(format?.rawValue ?? "") becomes F32" : nil,
    ].compactMap(\.self).joined(separator: ", ")
  }
}
