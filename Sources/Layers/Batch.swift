public import Autograd
internal import Tensors

/// Sequences of different lengths, packed: the one way in which they travel through a network.
///
/// Nothing is padded, so each sequence has the numbers that it has alone.
public struct Batch {
  /// The rows of all sequences, one sequence after the other: rows × columns.
  public let rows: Variable
  /// The number of rows of each sequence; their sum is the number of rows.
  public let lengths: [Int]

  /// Packs sequences.
  ///
  /// - Parameters:
  ///   - rows: The rows of all sequences, one sequence after the other: rows × columns.
  ///   - lengths: The number of rows of each.
  public init(_ rows: Variable, lengths: [Int]) {
    precondition(
      lengths.reduce(0, +) == rows.value.rowCount, "The lengths of a batch add up to its rows.")
    (self.rows, self.lengths) = (rows, lengths)
  }

  /// The same sequences, with other rows.
  public func with(_ rows: Variable) -> Batch { Batch(rows, lengths: lengths) }

  /// The same sequences, with other rows and so many of each.
  public func with(_ rows: Variable, lengths: [Int]) -> Batch { Batch(rows, lengths: lengths) }
}
