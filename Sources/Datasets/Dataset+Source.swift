extension Dataset {
  /// Makes rows out of rows of another dataset, each of which keeps what names it whatever its place.
  ///
  /// Where several rows had the same key, all but the first get one of their own: every key is that of
  /// one row, so that ``key(_:)`` finds a row again in all that is chosen from these.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - data: The other dataset.
  ///   - places: The row of `data` that each is made of.
  public init(rows: [Row], of data: Dataset, at places: [Int]) {
    precondition(rows.count == places.count, "Each row is made of one.")
    var seen: [[UInt8]: Int] = [:]
    let keys = places.map { place in
      let key = data.key(place)
      let earlier = seen[Array(key.utf8), default: 0]
      seen[Array(key.utf8)] = earlier + 1
      return earlier == 0 ? key : "\(key)\u{1F}\(earlier)"
    }
    self.init(rows: rows, keys: keys)
  }

  /// How many rows there were to choose from: those of the dataset that these were filtered, taken or
  /// drawn from.
  public var sourceCount: Int { keys.count }

  /// Columns in which few texts stand again and again, with these texts, among the rows that there were
  /// to choose from: what a filter that left nothing may have asked for in another spelling.
  ///
  /// - Parameters:
  ///   - mostColumns: How many columns are named; `split` comes first.
  ///   - mostValues: The most texts of a column.
  /// - Returns: The columns.
  public func fewValuedColumns(
    mostColumns: Int = 3, mostValues: Int = 6
  ) -> [(name: String, values: [String])] {
    let ordered = names.indices.sorted {
      (names[$0] == "split" ? 0 : 1, $0) < (names[$1] == "split" ? 0 : 1, $1)
    }
    var found: [(name: String, values: [String])] = []
    for column in ordered where found.count < mostColumns {
      guard let values = fewTexts(columns[column], mostValues) else { continue }
      found.append((names[column], values))
    }
    return found
  }

  /// The different texts of a column in the order in which they come, or `nil` if they are many, or as
  /// many as there are rows, or something else.
  private func fewTexts(_ cells: [Cell], _ most: Int) -> [String]? {
    var values: [Cell] = []
    for cell in cells where cell != .none {
      guard case .text = cell else { return nil }
      if values.contains(cell) { continue }
      guard values.count < most else { return nil }
      values.append(cell)
    }
    guard !values.isEmpty, values.count < cells.count else { return nil }
    return values.compactMap(\.text)
  }
}
