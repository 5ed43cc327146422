internal import ExactStrings
internal import Text

extension Dataset {
  /// The rows sorted by a column: numbers by size, text in natural order (`2.wav` before `10.wav`).
  ///
  /// Rows with equal values keep their order, and rows with nothing there come last. In a column of
  /// several kinds, false and true come first, then numbers, then text.
  ///
  /// - Parameters:
  ///   - name: The column.
  ///   - descending: Whether the largest comes first.
  /// - Returns: The rows in their new order.
  /// - Throws: ``DatasetError`` if there is no such column, or if it holds what has no order.
  public func sort(by name: String, descending: Bool = false) throws(DatasetError) -> Dataset {
    try sort(by: [(name, try column(name))], descending: descending)
  }

  /// The rows sorted by several things, the first of which counts most.
  ///
  /// - Parameters:
  ///   - keys: What to sort by, with a name for errors: a value for every row.
  ///   - descending: Whether the largest comes first.
  /// - Returns: The rows in their new order.
  /// - Throws: ``DatasetError`` if a value has no order.
  public func sort(
    by keys: [(name: String, cells: [Cell])], descending: Bool = false
  ) throws(DatasetError) -> Dataset {
    for key in keys {
      for (row, cell) in key.cells.enumerated() where sortRank(cell) == nil {
        throw .wrongCell(
          column: key.name, row: row, expected: "a number or text to sort by", found: cell.kind)
      }
    }
    let sorted = indices.sorted { first, second in
      for key in keys {
        let (one, other) = (key.cells[first], key.cells[second])
        if one.isUnknown != other.isUnknown { return other.isUnknown }
        if one.isUnknown { continue }
        if precedes(one, other) { return !descending }
        if precedes(other, one) { return descending }
      }
      return first < second
    }
    return rows(at: sorted)
  }

  /// The rows in an order drawn by a seed.
  ///
  /// Rows go by a hash of their keys, so that more rows do not change the order of the old ones
  /// among themselves.
  public func shuffle(seed: Int) -> Dataset {
    rows(at: shuffledIndices(seed: seed))
  }

  /// Some rows drawn by a seed, in the order drawn; all of them if there are fewer.
  public func sample(_ count: Int, seed: Int) -> Dataset {
    rows(at: Array(shuffledIndices(seed: seed).prefix(max(count, 0))))
  }

  /// The indices of the rows in an order drawn by a seed; see ``shuffle(seed:)``.
  public func shuffledIndices(seed: Int) -> [Int] {
    // Rows with the same key are told apart by how many came before.
    var seen: [ExactString: Int] = [:]
    let hashes = indices.map { index -> UInt64 in
      let key = key(index)
      let earlier = seen[key, default: 0]
      seen[key] = earlier + 1
      return keyHash(earlier == 0 ? key : "\(key)\u{1F}\(earlier)", seed: seed)
    }
    return indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
  }
}

extension Cell {
  /// Whether there is nothing, or a number that is none.
  fileprivate var isUnknown: Bool {
    switch self {
    case .none: true
    case .number(let value): value.isNaN
    default: false
    }
  }
}

/// The place of a value's kind in the order of kinds, or `nil` if it has none.
private func sortRank(_ cell: Cell) -> Int? {
  switch cell {
  case .none, .bool: 0
  case .int, .number: 1
  case .text: 2
  case .list, .record, .audio: nil
  }
}

private func precedes(_ first: Cell, _ second: Cell) -> Bool {
  switch (first, second) {
  case (.bool(let one), .bool(let other)): !one && other
  case (.int(let one), .int(let other)): one < other
  case (.text(let one), .text(let other)): comesBefore(one, other)
  default:
    if let one = first.number, let other = second.number {
      one < other
    } else {
      (sortRank(first) ?? 0) < (sortRank(second) ?? 0)
    }
  }
}
