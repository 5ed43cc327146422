internal import ExactStrings

/// A table of utterances, or of anything else: rows of named columns, in order.
///
/// A dataset is a value: nothing changes it, and what is made from it shares its columns. Slices,
/// orders and choices of rows cost no copy of a row.
///
/// Every row has a *key* that names it whatever its place: the path of its recording as the corpus
/// gives it, or else its values. Shuffles, samples and splits go by the keys, so that more rows do
/// not change what happens to the old ones.
public struct Dataset: Sendable {
  /// The names of the columns, all different.
  public let names: [String]

  /// The rows of the corpus that were left out when it was loaded.
  public let problems: [RowProblem]

  let columns: [[Cell]]
  let keys: [String]
  /// The columns that a reader filled from the recordings.
  let figures: [FigureColumn]
  private let order: Order

  /// Which rows of the columns are the table's, and in which order.
  enum Order: Sendable {
    case stretch(Range<Int>)
    case listed([Int])
  }

  init(
    names: [String], columns: [[Cell]], keys: [String], order: Order? = nil,
    problems: [RowProblem] = [], figures: [FigureColumn] = []
  ) {
    precondition(columns.count == names.count && columns.allSatisfy { $0.count == keys.count })
    self.names = names
    self.columns = columns
    self.keys = keys
    self.order = order ?? .stretch(keys.indices)
    self.problems = problems
    self.figures = figures
  }

  /// Makes a dataset of rows; where one lacks a column that others have, there is nothing.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - names: Columns that come first, and that are there without rows too.
  ///   - problems: What was left out.
  public init(rows: [Row], names: [String] = [], problems: [RowProblem] = []) {
    self.init(rows: rows, keys: rows.map(\.keyText), names: names, problems: problems)
  }

  init(
    rows: [Row], keys: [String], names leading: [String] = [], problems: [RowProblem] = []
  ) {
    var names = leading
    var known = Set(exact: leading)
    for row in rows where !row.names.areExactly(names) {
      for name in row.names where known.insert(name).inserted { names.append(name) }
    }
    let columns = names.enumerated().map { (index, name) in
      rows.map { row in
        index < row.names.count && row.names[index].isExactly(name)
          ? row.cells[index] : row[name] ?? .none
      }
    }
    let figures = rows.first?.figures ?? []
    self.init(
      names: names, columns: columns, keys: keys, problems: problems,
      figures: figures.filter { column in rows.allSatisfy { $0.figures.contains(column) } })
  }

  /// The number of rows.
  public var count: Int {
    switch order {
    case .stretch(let range): range.count
    case .listed(let places): places.count
    }
  }

  /// Whether there is no row.
  public var isEmpty: Bool { count == 0 }

  /// The indices of the rows.
  public var indices: Range<Int> { 0..<count }

  /// The row at an index.
  public subscript(_ index: Int) -> Row {
    precondition(indices.contains(index), "There is no row \(index) of \(count).")
    let place = place(index)
    return Row(names: names, cells: columns.map { $0[place] }, figures: figures)
  }

  /// A row with the table's columns and nothing in them.
  public var emptyRow: Row {
    Row(names: names, cells: names.map { _ in .none }, figures: figures)
  }

  /// The rows of a range.
  public subscript(_ range: Range<Int>) -> Dataset {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "Rows \(range) are not in \(count).")
    switch order {
    case .stretch(let stretch):
      let start = stretch.lowerBound + range.lowerBound
      return reordered(.stretch(start..<start + range.count))
    case .listed(let places): return reordered(.listed(Array(places[range])))
    }
  }

  /// The rows at indices, in their order.
  public func rows(at indices: [Int]) -> Dataset {
    reordered(.listed(indices.map { place($0) }))
  }

  /// The first rows, at most as many as asked for.
  public func take(_ count: Int) -> Dataset {
    self[0..<min(max(count, 0), self.count)]
  }

  /// Where a row lies in the columns.
  func place(_ index: Int) -> Int {
    switch order {
    case .stretch(let range): range.lowerBound + index
    case .listed(let places): places[index]
    }
  }

  /// What names a row whatever its place; rows may have the same one.
  public func key(_ index: Int) -> String { keys[place(index)] }

  private func reordered(_ order: Order) -> Dataset {
    Dataset(names: names, columns: columns, keys: keys, order: order, figures: figures)
  }

  /// The same rows with what was left out beside them.
  func with(problems: [RowProblem]) -> Dataset {
    Dataset(
      names: names, columns: columns, keys: keys, order: order, problems: problems,
      figures: figures)
  }

  /// The same rows under other columns.
  func with(names: [String], columns: [[Cell]], figures: [FigureColumn]) -> Dataset {
    Dataset(
      names: names, columns: columns, keys: keys, order: order, problems: problems,
      figures: figures)
  }
}

extension Dataset: Equatable {
  /// Whether both have the same columns and the same rows in the same order.
  public static func == (first: Dataset, second: Dataset) -> Bool {
    first.names.areExactly(second.names) && first.count == second.count
      && first.indices.allSatisfy { first[$0].cells == second[$0].cells }
  }
}
