internal import ExactStrings

/// What becomes of a dataset's rows: which are kept, and which columns are put over them.
///
/// Only the columns that something was put into are held, so that a pass over a million rows that
/// changes one column costs the memory of one column.
public struct TableChanges: Sendable {
  /// The names of the source's columns, then those that were added, in the order in which they came.
  private(set) var names: [String]
  /// The cells of the columns that something was put into, a cell for every row that is kept.
  private(set) var columns: [ExactString: [Cell]] = [:]
  /// The rows that are kept, by their index in the source; `nil` while all are.
  private(set) var kept: [Int]?
  /// How many rows are kept so far.
  public private(set) var count = 0
  /// The columns that a reader filled from the recordings.
  let figures: [FigureColumn]

  private let source: Dataset
  private let hasSourceColumns: Bool

  /// Starts with no row kept.
  ///
  /// - Parameters:
  ///   - source: The dataset.
  ///   - whole: If given, what is put over a row takes the place of all of the row, and the columns are
  ///     those of this one, before those that rows add.
  public init(of source: Dataset, whole: Row? = nil) {
    self.source = source
    hasSourceColumns = whole == nil
    names = source.names
    figures = whole?.figures ?? source.figures
    if let whole {
      names = []
      for name in whole.names { begin(name) }
    }
  }

  /// Makes changes again that were stored.
  init(
    of source: Dataset, isWhole: Bool, names: [String], columns: [ExactString: [Cell]],
    figures: [FigureColumn], kept: [Int]?
  ) {
    self.source = source
    hasSourceColumns = !isWhole
    (self.names, self.columns, self.figures, self.kept) = (names, columns, figures, kept)
    count = kept?.count ?? source.count
  }

  /// Whether what is put over a row takes the place of all of the row.
  var isWhole: Bool { !hasSourceColumns }

  /// Passes over a row that would have had columns of these names.
  public mutating func leaveOut(names: [String]) {
    for name in names where columns[name] == nil && !self.names.containsExactly(name) {
      begin(name)
    }
  }

  /// Keeps a row of the source; rows come in the order of their indices.
  ///
  /// - Parameters:
  ///   - index: The row's index in the source; those that were passed over are left out.
  ///   - values: What is put over it and behind its own values.
  public mutating func keep(_ index: Int, over values: Row? = nil) {
    if kept == nil, index != count { kept = Array(0..<count) }
    kept?.append(index)
    if let values {
      for (name, cell) in zip(values.names, values.cells) {
        if columns[name] == nil { begin(name) }
        columns[name]?.append(cell)
      }
    }
    count += 1
    // Where a row gives nothing to a column, it has what it had.
    if columns.count != values?.names.count ?? 0 {
      for (name, cells) in columns where cells.count < count {
        let cell = original(name.string, index)
        columns[name]?.append(cell)
      }
    }
  }

  /// Ends the pass: rows behind the last that was kept are left out.
  public mutating func finish() {
    if kept == nil, count < source.count { kept = Array(0..<count) }
  }

  /// Begins a column with what the rows that are kept had in it.
  private mutating func begin(_ name: String) {
    if !names.containsExactly(name) { names.append(name) }
    var cells: [Cell] = []
    cells.reserveCapacity(source.count)
    for place in 0..<count { cells.append(original(name, kept?[place] ?? place)) }
    columns[name] = cells
  }

  private func original(_ name: String, _ index: Int) -> Cell {
    guard hasSourceColumns, let column = source.names.firstExactIndex(of: name) else {
      return .none
    }
    return source.columns[column][source.place(index)]
  }

  /// The dataset if no row is kept: it still tells what there was to choose from.
  private var withoutRows: Dataset {
    let nothing = [Cell](repeating: .none, count: source.keys.count)
    return Dataset(
      names: names,
      columns: names.map {
        source.names.firstExactIndex(of: $0).map { source.columns[$0] } ?? nothing
      },
      keys: source.keys, order: .listed([]), problems: source.problems, figures: figures)
  }

  /// The dataset with the changes.
  func applied() -> Dataset {
    let rows = kept.map { source.rows(at: $0).with(problems: source.problems) } ?? source
    if hasSourceColumns, columns.isEmpty { return rows }
    if rows.isEmpty { return withoutRows }
    let isInOrder = rows.isInOrder
    let made = names.map { name -> [Cell] in
      if let cells = columns[name] { return cells }
      guard hasSourceColumns, let column = source.names.firstExactIndex(of: name) else { return [] }
      // A column that nothing happened to is shared.
      if isInOrder { return source.columns[column] }
      return rows.indices.map { rows.columns[column][rows.place($0)] }
    }
    let keys = isInOrder ? source.keys : rows.indices.map(rows.key)
    return Dataset(
      names: names, columns: made, keys: keys, problems: source.problems, figures: figures)
  }
}

extension Dataset {
  /// The dataset with changes that were made of it.
  public func applying(_ changes: TableChanges) -> Dataset {
    var ended = changes
    ended.finish()
    return ended.applied()
  }

  /// Whether the rows are those of the columns, all of them in their order.
  fileprivate var isInOrder: Bool { count == keys.count && indices.allSatisfy { place($0) == $0 } }
}
