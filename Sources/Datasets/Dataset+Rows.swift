internal import ExactStrings

extension Dataset {
  /// The dataset with what a function returns for every row put over and behind the row's values.
  ///
  /// What a reader took from a recording follows one that is put in its place; see ``Row/over(_:)``. Where the function gives a column to some rows only, the others have nothing there.
  public func map<Failure>(
    _ transform: (Row) throws(Failure) -> Row
  ) throws(Failure) -> Dataset {
    var changes = TableChanges(of: self)
    for index in indices {
      let row = self[index]
      changes.keep(index, over: row.over(try transform(row)))
    }
    return applying(changes)
  }

  /// The rows for which a function says yes.
  public func filter<Failure>(
    _ isWanted: (Row) throws(Failure) -> Bool
  ) throws(Failure) -> Dataset {
    var kept: [Int] = []
    for index in indices where try isWanted(self[index]) { kept.append(index) }
    return rows(at: kept).with(problems: problems)
  }

  /// The rows of this dataset with those of another behind them; where one lacks a column that the
  /// other has, there is nothing.
  public func appending(_ other: Dataset) -> Dataset {
    let rows = indices.map { self[$0] } + other.indices.map { other[$0] }
    let keys = indices.map(key) + other.indices.map(other.key)
    return Dataset(
      rows: rows, keys: keys, names: names + other.names.filter { !names.containsExactly($0) }
    )
    .with(problems: problems + other.problems)
  }
}
