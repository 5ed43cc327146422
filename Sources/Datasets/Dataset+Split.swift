/// A dataset in parts for training, for choosing among models, and for the final test.
public struct Split: Sendable {
  /// The rows to train on.
  public let train: Dataset
  /// The rows to choose among models with; empty if none were asked for.
  public let valid: Dataset
  /// The rows to test the chosen model with; empty if none were asked for.
  public let test: Dataset
}

extension Dataset {
  /// Splits the rows into parts by a hash of their keys and a seed.
  ///
  /// The part of a row depends on nothing but the row and the seed, so that rows added later never
  /// move the old ones. The fractions are therefore met only about, as by tossing a coin for every
  /// row: of 1,000 rows, `test: 0.2` gives some 175 to 225. Rows keep their order.
  ///
  /// - Parameters:
  ///   - test: The share of the test part, from 0 to 1.
  ///   - valid: The share of the validation part.
  ///   - seed: Another seed gives other parts.
  ///   - column: If given, rows with the same value in this column, such as a speaker, stay
  ///     together. The shares then are those of the values. Rows with nothing there go one by one.
  /// - Returns: The parts.
  /// - Throws: ``DatasetError`` if there is no such column, the shares are not from 0 to 1 together,
  ///   or a part that was asked for gets no row.
  public func split(
    test: Double, valid: Double = 0, seed: Int, by column: String? = nil
  ) throws(DatasetError) -> Split {
    for (name, share) in [("test", test), ("valid", valid)] where !(share >= 0 && share <= 1) {
      throw .badArgument(name, "must be a share from 0 to 1, not \(share)")
    }
    guard test + valid <= 1 else {
      throw .badArgument("test", "and valid together must be at most 1, not \(test + valid)")
    }
    let groups = try column.map { name throws(DatasetError) in try self.column(name) }
    var parts: [[Int]] = [[], [], []]
    for index in indices {
      let group = groups?[index]
      let key = group.flatMap { $0 == .none ? nil : $0.keyText } ?? key(index)
      let draw = fraction(keyHash("split\u{1F}" + key, seed: seed))
      parts[draw < test ? 2 : draw < test + valid ? 1 : 0].append(index)
    }
    let shares = [1 - test - valid, valid, test]
    for (part, name) in ["train", "valid", "test"].enumerated()
    where parts[part].isEmpty && shares[part] > 1e-9 {
      throw .emptyPart(name, rowCount: count, column: column)
    }
    return Split(
      train: rows(at: parts[0]), valid: rows(at: parts[1]), test: rows(at: parts[2]))
  }
}
