internal import Datasets
internal import ExactStrings
internal import Interpreter

/// What is done to every row of a table, so that any thread can do it.
enum RowStep: Sendable {
  /// What a function gives is put over the row.
  case map(FunctionImage)
  /// Only rows for which a function is true are kept.
  case filter(FunctionImage)
  /// The columns are others.
  case columns(ColumnChoice)

  /// Bytes that are the same for steps that do the same.
  var identity: [UInt8] {
    switch self {
    case .map(let image): [1] + image.identity
    case .filter(let image): [2] + image.identity
    case .columns(let choice): [3] + Array("\(choice)".utf8)
    }
  }
}

/// Which columns a table has of those of another.
enum ColumnChoice: Sendable {
  case select([String])
  case remove([String])
  /// Each old name with its new one, in the order of the columns.
  case rename([(old: String, new: String)])

  /// A row with these columns; a column that it lacks is empty.
  func callAsFunction(_ row: Row) throws(DatasetError) -> Row {
    switch self {
    case .select(let names): return row.selecting(names)
    case .remove(let names):
      var rest = row
      for name in names { rest[name] = nil }
      return rest
    case .rename(let pairs):
      let renamed = row.renaming { name in pairs.first { $0.old.isExactly(name) }?.new ?? name }
      var seen: Set<ExactString> = []
      for name in renamed.names where !seen.insert(name).inserted { throw .duplicateColumn(name) }
      return renamed
    }
  }
}

extension [(old: String, new: String)] {
  /// Names with the new ones in the place of the old ones.
  func renaming(_ names: [String]) -> [String] {
    names.map { name in first { $0.old.isExactly(name) }?.new ?? name }
  }
}

/// Why a step failed for a row.
struct RowFailure: Error {
  enum Problem {
    case thrown(any Error)
    /// The function gives a value of this type.
    case wrongType(String)
  }

  /// The place of the step among the steps.
  let step: Int
  let row: Row
  let problem: Problem
}

/// Does steps for rows, on one thread.
final class RowWorker {
  private let steps: [RowStep]
  private let runners: [FunctionRunner?]

  init(_ steps: [RowStep], registry: Registry, interruption: Interruption, mostSteps: Int) {
    self.steps = steps
    runners = steps.map { step in
      switch step {
      case .map(let image), .filter(let image):
        FunctionRunner(
          image, registry: registry, interruption: interruption, mostSteps: mostSteps)
      case .columns: nil
      }
    }
  }

  /// What a step puts over a row with the figures of recordings that it changes, the row itself if it is kept as it is, or `nil` if it is left out.
  func output(of step: Int, _ input: Row) throws(RowFailure) -> Row? {
    do {
      let result = try runners[step]?.call([value(of: input)])
      switch (steps[step], result) {
      case (.columns(let choice), _): return try choice(input)
      case (.map, .record(let record)?): return input.over(try row(of: record))
      case (.filter, .bool(let isWanted)?): return isWanted ? input : nil
      case (_, let other):
        throw RowFailure(
          step: step, row: input, problem: .wrongType(other?.typeName ?? "nothing"))
      }
    } catch let failure as RowFailure {
      throw failure
    } catch {
      throw RowFailure(step: step, row: input, problem: .thrown(error))
    }
  }
}
