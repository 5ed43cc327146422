public import Autograd
public import Tensors

/// Sequences of different lengths, packed: the one way in which they travel through a network.
///
/// Nothing is padded, so each sequence has the numbers that it has alone.
public struct Batch {
  /// The rows of all sequences, one sequence after the other: rows × columns.
  public let rows: Variable
  /// The number of rows of each sequence; their sum is the number of rows.
  public let lengths: [Int]
  /// What the random draws of each sequence are named after: in training its row in the dataset.
  public let keys: [Int]

  /// Packs sequences.
  ///
  /// - Parameters:
  ///   - rows: The rows of all sequences, one sequence after the other: rows × columns.
  ///   - lengths: The number of rows of each.
  ///   - keys: What the random draws of each are named after; if not given, its place.
  public init(_ rows: Variable, lengths: [Int], keys: [Int]? = nil) {
    let keys = keys ?? Array(lengths.indices)
    precondition(
      lengths.reduce(0, +) == rows.value.rowCount, "The lengths of a batch add up to its rows.")
    precondition(keys.count == lengths.count, "Every sequence of a batch has a key.")
    (self.rows, self.lengths, self.keys) = (rows, lengths, keys)
  }

  /// One sequence: rows × columns.
  public init(_ sequence: Tensor) {
    self.init(Variable(sequence), lengths: [sequence.rowCount])
  }

  /// Packs sequences of one number of columns; without any there are none.
  ///
  /// - Parameters:
  ///   - sequences: Rows × columns of each.
  ///   - keys: What the random draws of each are named after; if not given, its place.
  public init(packing sequences: [Tensor], keys: [Int]? = nil) {
    let lengths = sequences.map(\.rowCount)
    let rows = Tensor(
      joining: sequences, shape: [lengths.reduce(0, +), sequences.first?.rowLength ?? 0])
    self.init(Variable(rows), lengths: lengths, keys: keys)
  }

  /// The number of sequences.
  public var count: Int { lengths.count }

  /// The rows of each sequence.
  public var places: [Range<Int>] {
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return start..<start + length
    }
  }

  /// The values of each sequence: rows × columns.
  public var sequences: [Tensor] { places.map { rows.value.rows($0) } }

  /// The same sequences, with what `body` makes of their rows, as many as there were.
  public func map(_ body: (Variable) -> Variable) -> Batch { with(body(rows)) }

  /// The same sequences, with other rows.
  public func with(_ rows: Variable) -> Batch { with(rows, lengths: lengths) }

  /// The same sequences, with other rows and so many of each.
  public func with(_ rows: Variable, lengths: [Int]) -> Batch {
    Batch(rows, lengths: lengths, keys: keys)
  }
}
