internal import Autograd
internal import CTC
internal import Layers

extension CTCLoss {
  /// The loss of a batch of rows; an error names the row that is at fault.
  ///
  /// - Parameters:
  ///   - logits: Frames × tokens of each row.
  ///   - rows: The rows.
  /// - Returns: The loss, and every row's own.
  /// - Throws: ``TrainingError/unusable(name:row:problem:)`` for a label that the model does not
  ///   score.
  func of(_ logits: Batch, _ rows: [PreparedRow]) throws(TrainingError) -> Result {
    do throws(CTCError) {
      return try self(logits.rows, lengths: logits.lengths, labels: rows.map(\.labels))
    } catch {
      switch error {
      case .labelOutsideVocabulary(let index, _, let label, let symbols):
        let row = rows[index].utterance
        throw .unusable(
          name: row.name, row: row.row,
          problem: "its labels have \(label), but the model scores the \(symbols) tokens 0 to "
            + "\(symbols - 1)")
      case .labelIsBlank(let index, _, let blank):
        let row = rows[index].utterance
        throw .unusable(
          name: row.name, row: row.row, problem: "its labels have the blank (\(blank))")
      default: throw .badSetting(name: "labels", problem: "\(error)")
      }
    }
  }
}
