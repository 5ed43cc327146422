internal import Kernels
public import Tensors

/// The keys and values that a layer of a decoder computed for the tokens that are written, for several
/// hypotheses side by side.
///
/// A hypothesis has a slot of rows of its own, which is filled from the front; a token adds a row and
/// moves none. ``select(_:)`` follows a search that drops hypotheses and doubles others.
public struct KeyValueCache {
  /// The most rows of a hypothesis.
  public let capacity: Int
  /// The length of a row.
  public let columns: Int
  /// The rows that each hypothesis has.
  public private(set) var lengths: [Int]
  /// The keys: slots of ``capacity`` rows each, of which those in ``ranges`` are written.
  public private(set) var keys: Tensor
  /// The values, laid out as the keys.
  public private(set) var values: Tensor

  /// Makes room for hypotheses without rows.
  public init(hypotheses: Int, capacity: Int, columns: Int) {
    self.capacity = capacity
    self.columns = columns
    lengths = [Int](repeating: 0, count: hypotheses)
    keys = Tensor(zeros: [hypotheses * capacity, columns])
    values = keys
  }

  /// The rows of each hypothesis in ``keys`` and ``values``.
  public var ranges: [Range<Int>] {
    lengths.enumerated().map { slot, length in slot * capacity..<slot * capacity + length }
  }

  /// Adds rows to hypotheses.
  ///
  /// - Parameters:
  ///   - newKeys: The keys of all hypotheses' new rows, end to end.
  ///   - newValues: Their values.
  ///   - counts: How many of them each hypothesis gets; its slot has room for them.
  public mutating func append(keys newKeys: Tensor, values newValues: Tensor, counts: [Int]) {
    precondition(
      counts.count == lengths.count && newKeys.rowCount == counts.reduce(0, +)
        && newKeys.shape == newValues.shape && newKeys.rowLength == columns
        && zip(lengths, counts).allSatisfy { $0 + $1 <= capacity },
      "New rows of \(newKeys.shape) do not fit \(counts) of \(lengths), at most \(capacity).")
    var first = 0
    for (slot, count) in counts.enumerated() where count > 0 {
      let place = (slot * capacity + lengths[slot]) * columns
      write(newKeys.rows(first..<first + count), to: &keys, at: place)
      write(newValues.rows(first..<first + count), to: &values, at: place)
      lengths[slot] += count
      first += count
    }
  }

  /// Keeps the hypotheses that others follow.
  ///
  /// - Parameter parents: Which hypothesis each of the next ones goes on from.
  public mutating func select(_ parents: [Int]) {
    precondition(parents.allSatisfy(lengths.indices.contains), "Hypotheses have parents.")
    guard parents != Array(lengths.indices) else { return }
    let (old, ranges) = ((keys: keys, values: values), ranges)
    if parents.count != lengths.count {
      keys = Tensor(zeros: [parents.count * capacity, columns])
      values = keys
    }
    for (slot, parent) in parents.enumerated()
    where slot != parent || parents.count != ranges.count {
      write(old.keys.rows(ranges[parent]), to: &keys, at: slot * capacity * columns)
      write(old.values.rows(ranges[parent]), to: &values, at: slot * capacity * columns)
    }
    lengths = parents.map { ranges[$0].count }
  }

  private func write(_ rows: Tensor, to target: inout Tensor, at place: Int) {
    var span = target.mutableSpan
    copy(rows.span, into: &span, at: place)
  }
}
