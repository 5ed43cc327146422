public import ExactStrings
internal import Text

extension Dataset {
  /// The values of a column.
  public func column(_ name: String) throws(DatasetError) -> [Cell] {
    let cells = columns[try position(of: name)]
    return indices.map { cells[place($0)] }
  }

  /// The values of a column that holds text only.
  public func texts(_ name: String) throws(DatasetError) -> [String] {
    try values(name, expected: "text", \.text)
  }

  /// The values of a column that holds numbers only.
  public func numbers(_ name: String) throws(DatasetError) -> [Double] {
    try values(name, expected: "a number", \.number)
  }

  /// The values of a column that holds recordings only.
  public func recordings(_ name: String = "audio") throws(DatasetError) -> [AudioSource] {
    try values(name, expected: "audio", \.audio)
  }

  private func values<Value>(
    _ name: String, expected: String, _ value: (Cell) -> Value?
  ) throws(DatasetError) -> [Value] {
    var values: [Value] = []
    for (row, cell) in try column(name).enumerated() {
      guard let value = value(cell) else {
        throw .wrongCell(column: name, row: row, expected: expected, found: cell.kind)
      }
      values.append(value)
    }
    return values
  }

  /// The dataset with some of its columns, in the order asked for.
  public func select(_ chosen: [String]) throws(DatasetError) -> Dataset {
    var kept: [Int] = []
    for name in chosen {
      let index = try position(of: name)
      guard !kept.contains(index) else { throw .duplicateColumn(name) }
      kept.append(index)
    }
    return with(
      names: chosen, columns: kept.map { columns[$0] }, figures: figures.among(chosen))
  }

  /// The dataset without some of its columns.
  public func remove(_ unwanted: [String]) throws(DatasetError) -> Dataset {
    for name in unwanted { _ = try position(of: name) }
    return try select(names.filter { !unwanted.containsExactly($0) })
  }

  /// The dataset with columns under other names, the new name of each old one given.
  public func rename(_ newNames: [ExactString: String]) throws(DatasetError) -> Dataset {
    for name in newNames.keys.sorted() { _ = try position(of: name.string) }
    let renamed = names.map { newNames[$0] ?? $0 }
    var seen: Set<ExactString> = []
    for name in renamed where !seen.insert(name).inserted { throw .duplicateColumn(name) }
    return with(
      names: renamed, columns: columns, figures: figures.renamed { newNames[$0] ?? $0 })
  }

  /// The place of a column among the columns.
  func position(of name: String) throws(DatasetError) -> Int {
    guard let position = names.firstExactIndex(of: name) else {
      throw .noColumn(name, nearest: nearest(to: name, among: names), known: names)
    }
    return position
  }
}

/// The name that is spelled most like another, if one is close: a third of the letters off at most,
/// or the same letters in another order.
func nearest(to name: String, among names: [String]) -> String? {
  let letters = Array(name.lowercased())
  let distances = names.map { editDistance(letters, Array($0.lowercased())) }
  let twisted = names.first { letters.sorted() == $0.lowercased().sorted() }
  guard let least = distances.min(), let index = distances.firstIndex(of: least) else { return nil }
  return least <= max(1, letters.count / 3) ? names[index] : twisted
}
