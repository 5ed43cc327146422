/// Why a model cannot be trained or evaluated.
public enum TrainingError: Error {
  /// There are no rows, or none is left once those that cannot be used are set aside.
  case nothingToUse(purpose: String, rejected: [RejectedRow])
  /// Texts have letters that the model's vocabulary lacks; advice is given where it has the other case.
  case unknownLetters([UnknownLetter], advice: String?)
  /// A recording cannot be read, or not as the model wants it.
  case unusable(name: String, row: Int, problem: String)
  /// A setting is out of range.
  case badSetting(name: String, problem: String)
  /// The loss was not finite for many steps in a row.
  case diverged(step: Int, inRow: Int, rows: [String], advice: String)
  /// Recordings that are learned from at once take more memory than there may be; the longest is named.
  case tooLarge(
    name: String, row: Int, seconds: Double, recordings: Int, needed: Int, budget: Int)
  /// What was saved of a run cannot be used.
  case badState(file: String, problem: String)
  /// A run's folder cannot be used, or not as it was asked for.
  case folder(String, hint: String?)
  /// The user asked to stop.
  case interrupted
}

/// A letter that the vocabulary lacks.
public struct UnknownLetter: Equatable, Sendable {
  /// The letter.
  public let letter: String
  /// In how many rows it stands.
  public let rowCount: Int
  /// The first row that has it, and its name.
  public let firstRow: Int
  /// The name of that row.
  public let firstName: String
}

/// A row that is set aside before training or evaluation.
public struct RejectedRow: Equatable, Sendable {
  /// Which row, from 0.
  public let row: Int
  /// What messages call it.
  public let name: String
  /// Why, with the numbers.
  public let reason: String
}

extension TrainingError {
  /// Recordings that are learned from at once take more memory than there may be.
  ///
  /// - Parameters:
  ///   - longest: The longest of them.
  ///   - leaf: All of them.
  ///   - needed: The bytes that they take.
  ///   - budget: The bytes that there may be.
  /// - Returns: The error.
  static func doesNotFit(
    _ longest: Utterance, of leaf: [Utterance], needed: Int, of budget: Int
  ) -> TrainingError {
    .tooLarge(
      name: longest.name, row: longest.row, seconds: longest.duration, recordings: leaf.count,
      needed: needed, budget: budget)
  }
}

/// A number with one digit behind the point.
private func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

private func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }

extension TrainingError: CustomStringConvertible {
  /// The error in words.
  public var description: String {
    switch self {
    case .nothingToUse(let purpose, let rejected):
      rejected.isEmpty
        ? "there are no rows to \(purpose) on"
        : "no row is left to \(purpose) on: "
          + (rejected.count == 1
            ? "the only one is set aside because "
            : "all \(rejected.count) are set aside, the first because ")
          + "\(rejected[0].name) \(rejected[0].reason)"
    case .unknownLetters(let letters, _):
      "the vocabulary lacks "
        + letters.prefix(5).map {
          "\($0.letter.debugDescription) (in \($0.rowCount) row\($0.rowCount == 1 ? "" : "s"), "
            + "first row \($0.firstRow) \($0.firstName))"
        }.joined(separator: ", ")
        + (letters.count > 5 ? " and \(letters.count - 5) more letters" : "")
    case .unusable(let name, let row, let problem): "row \(row) (\(name)): \(problem)"
    case .badSetting(let name, let problem): "\(name) \(problem)"
    case .tooLarge(let name, let row, let seconds, let recordings, let needed, let budget):
      "row \(row) (\(name)): learning from \(tenths(seconds)) s "
        + (recordings > 1 ? "together with shorter recordings of its batch " : "")
        + "takes \(megabytes(needed)) MB even with layers computed again, and there may be "
        + "\(megabytes(budget)) MB"
    case .badState(let file, let problem): "\(file) \(problem)"
    case .folder(let problem, _): problem
    case .diverged(let step, let inRow, let rows, let advice):
      "the loss was not a finite number for \(inRow) steps in a row, up to step \(step), last on "
        + rows.prefix(4).joined(separator: ", ") + "; " + advice
    case .interrupted: "training was stopped"
    }
  }
}
