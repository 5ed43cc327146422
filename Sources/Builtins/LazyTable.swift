internal import Datasets
internal import Display
internal import ExactStrings
internal import Interpreter

/// A table whose rows are made when they are looked at.
///
/// It is a dataset, or work on the rows of another table: all of its functions depend on nothing but
/// their rows, so that it does not show when, how often, or on which thread they run. Once all rows
/// are needed they are computed together, and the table is the dataset that came of it.
final class LazyTable {
  /// What a table that is not computed is made by.
  enum Work {
    /// A step for each row of the parent, the call that asked for it, and whether to keep the result.
    case step(RowStep, Call, isKept: Bool?)
    /// Some rows of the parent, by their index.
    case rows([Int])
  }

  enum State {
    case computed(Dataset)
    case pending(LazyTable, Work)
  }

  /// How many rows are remembered of those that were looked at.
  private static let mostRemembered = 1024
  /// How many steps are put off at most: each has a part in looking at a row.
  private static let mostPending = 50

  var state: State {
    didSet { (remembered, kept, worker) = ([:], [], nil) }
  }
  /// The names of the columns, as far as they are known: later rows may have more.
  var names: [String] {
    if case .computed(let data) = state { return data.names }
    return knownNames
  }
  /// The value of the recipe that is this table, while there is one.
  weak var holder: DatasetObject?
  let policy: TablePolicy

  private var knownNames: [String]
  /// How many tables are pending up to this one.
  private var depth: Int {
    if case .computed = state { return 0 }
    return pendingDepth
  }
  private let pendingDepth: Int

  private var remembered: [Int: Row] = [:]
  /// Of a filter: the rows of the parent that are wanted, among those looked at so far.
  private var kept: [Int] = []
  private var lookedAt = 0
  private var worker: RowWorker?

  /// Makes a table of a dataset.
  init(_ dataset: Dataset, _ policy: TablePolicy = TablePolicy(threadCount: 1, cache: nil)) {
    state = .computed(dataset)
    knownNames = []
    pendingDepth = 0
    self.policy = policy
  }

  private init(_ parent: LazyTable, _ work: Work, names: [String], _ policy: TablePolicy) {
    state = .pending(parent, work)
    knownNames = names
    pendingDepth = parent.depth + 1
    self.policy = policy
  }

  /// The table with a function put over its rows, or only the rows for which it is true.
  ///
  /// The function is run for the first row at once, so that most mistakes show where they are made.
  func adding(
    _ step: RowStep, _ call: Call, isKept: Bool?, _ policy: TablePolicy
  ) throws -> LazyTable {
    if depth >= Self.mostPending { _ = try computed() }
    let table = LazyTable(
      self, .step(step, call.withoutArguments, isKept: isKept), names: names, policy)
    // Behind a filter the first row may be far away.
    if countIfKnown == nil { return table }
    let first = try table.row(0, amongFirst: 1)
    if case .map = step, let first {
      table.knownNames += first.names.filter { !names.containsExactly($0) }
    }
    return table
  }

  /// The table with other columns; `nil` if it is not known yet whether it has them.
  func choosing(_ choice: ColumnChoice, _ call: Call) throws -> LazyTable? {
    guard case .pending = state else { return nil }
    let (old, new): ([String], [String])
    switch choice {
    case .select(let chosen): (old, new) = (chosen, chosen)
    case .remove(let unwanted):
      (old, new) = (unwanted, names.filter { !unwanted.containsExactly($0) })
    case .rename(let pairs):
      old = pairs.map(\.old)
      new = pairs.renaming(names)
    }
    guard Set(exact: old).isSubset(of: names.map { ExactString($0) }),
      Set(exact: new).count == new.count
    else { return nil }
    return LazyTable(
      self, .step(.columns(choice), call.withoutArguments, isKept: nil), names: new, policy)
  }

  /// Some rows; indices that are there.
  func rows(at indices: [Int]) -> LazyTable {
    if case .computed(let data) = state { return LazyTable(data.rows(at: indices), policy) }
    return LazyTable(self, .rows(indices), names: names, policy)
  }

  /// How many rows there are, if that is known without computing them.
  var countIfKnown: Int? {
    switch state {
    case .computed(let data): data.count
    case .pending(_, .rows(let indices)): indices.count
    case .pending(_, .step(.filter, _, _)): nil
    case .pending(let parent, .step): parent.countIfKnown
    }
  }

  /// Whether each row is one of the nearest dataset, in its order.
  var isRowForRow: Bool {
    switch state {
    case .computed: true
    case .pending(_, .rows), .pending(_, .step(.filter, _, _)): false
    case .pending(let parent, .step): parent.isRowForRow
    }
  }

  /// The dataset whose rows these are, in its order; the table's own, computed, if there is no other.
  func nearestDataset() throws -> Dataset {
    switch state {
    case .computed(let data): data
    case .pending(let parent, .step(.map, _, _)), .pending(let parent, .step(.columns, _, _)):
      try parent.isRowForRow ? parent.nearestDataset() : computed()
    case .pending: try computed()
    }
  }

  /// The row at an index, computed if it is not; `nil` behind the last row.
  func row(_ index: Int) throws -> Row? { try row(index, amongFirst: .max) }

  /// The row at an index if a filter finds it among some first rows of its parent.
  private func row(_ index: Int, amongFirst limit: Int) throws -> Row? {
    switch state {
    case .computed(let data): return index < data.count ? data[index] : nil
    case .pending(let parent, .rows(let indices)):
      return index < indices.count ? try parent.row(indices[index]) : nil
    case .pending(let parent, .step(let step, let call, _)):
      if let known = remembered[index] { return known }
      let made: Row?
      if case .filter = step {
        while kept.count <= index, lookedAt < limit, let row = try parent.row(lookedAt) {
          if try output(step, call, of: row, at: lookedAt, parent) != nil { kept.append(lookedAt) }
          lookedAt += 1
        }
        made = index < kept.count ? try parent.row(kept[index]) : nil
      } else {
        guard let row = try parent.row(index),
          let output = try output(step, call, of: row, at: index, parent)
        else { return nil }
        if case .map = step { made = row.merging(output) } else { made = output }
      }
      if let made, remembered.count < Self.mostRemembered { remembered[index] = made }
      return made
    }
  }

  private func output(
    _ step: RowStep, _ call: Call, of row: Row, at index: Int, _ parent: LazyTable
  ) throws -> Row? {
    let session = call.session
    if session.interruption.isRequested { throw Interrupted() }
    let worker =
      worker
      ?? RowWorker(
        [step], registry: session.registry, interruption: session.interruption,
        mostSteps: session.mostSteps)
    self.worker = worker
    do throws(RowFailure) {
      return try worker.output(of: 0, row)
    } catch {
      throw late(error, call, row: index, of: parent.countIfKnown)
    }
  }

  /// The index in the nearest dataset of a row; of a filter, one that was looked at.
  func origin(_ index: Int) -> Int {
    switch state {
    case .computed: index
    case .pending(let parent, .rows(let indices)): parent.origin(indices[index])
    case .pending(let parent, .step(.filter, _, _)): parent.origin(kept[index])
    case .pending(let parent, .step): parent.origin(index)
    }
  }
}

/// What to throw when a function fails for a row: the row is named, and the call that has the function.
func late(_ failure: RowFailure, _ call: Call, row index: Int, of count: Int?) -> any Error {
  switch failure.problem {
  case .wrongType(let type):
    return call.lateFailure(wrongResult(call, row: index, type: type), inside: nil)
  case .thrown(let error):
    return call.lateFailure(error, inside: rowContext(call, row: index, of: count, failure.row))
  }
}

/// The error of a function that gives a value of a type that the call has no use for.
func wrongResult(_ call: Call, row index: Int, type: String) -> BuiltinError {
  call.builtin.name == "map"
    ? BuiltinError(
      "for row \(index) the function returns \(type), not a record",
      hint: mapHint(call, type: type), kind: "type", argument: "f")
    : BuiltinError(
      "for row \(index) the function returns \(type), not true or false", kind: "type",
      argument: "f")
}

/// What was meant by a `map` of a table whose function gives no record.
private func mapHint(_ call: Call, type: String) -> String {
  let example = "row => {text: row.text.lower()} changes the text"
  if type == "none" {
    return "\(example); a block gives its last value, and a field is written with a colon"
  }
  let parts = call.text(ofArgument: 1)?.split(separator: "=>", maxSplits: 1) ?? []
  let words = parts.map { $0.trimmingPrefix(while: \.isWhitespace) }
  let table = call.text(ofArgument: 0) ?? "data"
  if words.count == 2 {
    let parameter = words[0].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let column = words[1].trimmingPrefix(parameter + ".")
    let isColumn = !column.isEmpty && column.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    if isColumn, words[1].hasPrefix(parameter + ".") {
      return "\(table).\(column) is the column; \(example)"
    }
  }
  return "\(example); a column, such as \(table).text, is a list, whose map gives a list"
}

/// Which row a function was run for: `map over 566 rows, row 17 {…}`.
func rowContext(_ call: Call, row index: Int, of count: Int?, _ row: Row) -> String {
  let rows = count.map { "over \(formatCount($0)) rows" } ?? "over the rows of a filter"
  return "\(call.builtin.name) \(rows), row \(index) \(briefly(row))"
}
