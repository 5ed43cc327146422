internal import Layers
internal import Recognizers

extension Objective {
  /// The loss of a batch of rows; an error names the row that is at fault.
  ///
  /// - Parameters:
  ///   - encoded: What the network gave for each row.
  ///   - rows: The rows.
  ///   - pass: How the network was run.
  /// - Returns: The loss, and every row's own.
  /// - Throws: ``TrainingError/unusable(name:row:problem:)`` for a target that cannot be scored.
  func loss(
    _ encoded: Batch, of rows: [PreparedRow], _ pass: ForwardPass
  ) throws(TrainingError) -> Loss {
    do {
      return try loss(encoded, rows.map(\.target), pass)
    } catch let error as TargetError {
      let row = rows[error.index].utterance
      throw .unusable(name: row.name, row: row.row, problem: error.problem)
    } catch {
      throw .badSetting(name: "loss", problem: "\(error)")
    }
  }
}
