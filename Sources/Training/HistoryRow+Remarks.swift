internal import Foundation

extension HistoryRow {
  /// The share of blank frames from which a model is said to hear nothing but blanks.
  private static let plateau = 0.995

  /// What to say when a model hears nothing but blanks, or `nil` if it hears more.
  ///
  /// CTC begins by learning that most frames are blank: the error rate stays at 100 % while the loss
  /// falls. That is usual for the first part of a run, and a fault where the loss stands still.
  ///
  /// - Parameters:
  ///   - earlier: The row of the table before.
  ///   - total: The number of updates of the whole run.
  /// - Returns: One sentence.
  func remarkOnBlanks(after earlier: HistoryRow?, of total: Int) -> String? {
    guard let evaluation, evaluation.blankShare >= Self.plateau else { return nil }
    let share = String(format: "%.1f %%", 100 * evaluation.blankShare)
    let start = "the model hears a blank in \(share) of the frames: "
    let isFalling = earlier.map { trainingLoss < 0.99 * $0.trainingLoss } ?? true
    if step * 5 <= total {
      return start + "usual at this point; CTC learns the blank before the letters"
    }
    if isFalling {
      return start + "the loss still falls, so letters may yet come; most runs leave this before a "
        + "third of their updates"
    }
    return start + "the loss no longer falls; raise the learning rate, train longer, or try "
      + "overfit_batch=true to see whether it can learn a batch at all"
  }
}
