internal import ExactStrings

extension Dataset {
  /// Rows that have the same values.
  public struct Group: Sendable {
    /// The values, one for each thing that the rows were grouped by.
    public let key: [Cell]
    /// The indices of the rows, in order.
    public internal(set) var indices: [Int]
  }

  /// The rows with the same values together, in the order in which each value first comes.
  ///
  /// - Parameter keys: A value for every row, of one thing or of several.
  /// - Returns: The groups.
  public func groups(by keys: [[Cell]]) -> [Group] {
    precondition(keys.allSatisfy { $0.count == count }, "Every row has a value.")
    var places: [ExactString: Int] = [:]
    var groups: [Group] = []
    for index in indices {
      let cells = keys.map { $0[index] }
      // A kind stands before each text, so that 1 is not "1".
      let name = cells.map { "\($0.kind)\u{1F}\($0.keyText)" }.joined(separator: "\u{1E}")
      if let place = places[name] {
        groups[place].indices.append(index)
      } else {
        places[name] = groups.count
        groups.append(Group(key: cells, indices: [index]))
      }
    }
    return groups
  }
}
