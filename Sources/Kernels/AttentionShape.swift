/// Which rows of an attention look at which, and its sizes.
///
/// The rows of queries of all sequences lie end to end. Each sequence names the rows of keys and values
/// that it looks at: its own in self-attention, those of an encoder in cross-attention, those that a cache
/// holds when a decoder writes token by token.
public struct AttentionShape: Sendable {
  /// The number of rows of queries of each sequence.
  public let lengths: [Int]
  /// The rows of keys and values that each sequence looks at.
  public let keys: [Range<Int>]
  /// Whether a query sees no key behind its own: the last query of a sequence sees all of its keys, the
  /// one before it all but the last, and so on.
  public let isCausal: Bool
  /// The number of heads.
  public let heads: Int
  /// The number of columns of a head.
  public let headSize: Int

  /// Names the sizes of an attention in which every row looks at all rows of its sequence.
  public init(lengths: [Int], heads: Int, headSize: Int) {
    self.init(
      lengths: lengths, keys: ranges(lengths), isCausal: false, heads: heads, headSize: headSize)
  }

  /// Names the sizes of an attention.
  ///
  /// - Parameters:
  ///   - lengths: The number of rows of queries of each sequence.
  ///   - keys: The rows of keys and values that each looks at; not empty where there are queries, and
  ///     as many as the queries or more if it is causal.
  ///   - isCausal: Whether a query sees no key behind its own.
  ///   - heads: The number of heads.
  ///   - headSize: The number of columns of a head.
  public init(lengths: [Int], keys: [Range<Int>], isCausal: Bool, heads: Int, headSize: Int) {
    precondition(heads > 0 && headSize > 0, "An attention has heads of one column or more.")
    precondition(
      lengths.count == keys.count
        && zip(lengths, keys).allSatisfy { length, keys in
          keys.lowerBound >= 0 && (length == 0 || keys.count >= (isCausal ? length : 1))
        }, "\(lengths) queries cannot look at the keys \(keys).")
    self.lengths = lengths
    self.keys = keys
    self.isCausal = isCausal
    self.heads = heads
    self.headSize = headSize
  }

  /// The number of rows of queries of all sequences.
  public var rows: Int { lengths.reduce(0, +) }

  /// The least number of rows that keys and values have.
  public var keyRows: Int { keys.map(\.upperBound).max() ?? 0 }

  /// The length of a row: the columns of all heads.
  public var columns: Int { heads * headSize }

  /// The factor of the scores.
  var scale: Float { 1 / Float(headSize).squareRoot() }

  /// The most keys that a sequence looks at, in full vectors.
  var scoreWidth: Int { ((keys.map(\.count).max() ?? 0) + 15) & ~15 }

  /// Whether no two sequences look at the same row, so that each owns the gradients of its keys.
  var hasDisjointKeys: Bool {
    let sorted = keys.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    return zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
  }

  /// The sequences that have queries, cut into blocks of them.
  var sequences: [[AttentionBlock]] {
    zip(ranges(lengths), keys).enumerated().filter { !$0.element.0.isEmpty }.map { number, rows in
      let (queries, keys) = rows
      return stride(from: queries.lowerBound, to: queries.upperBound, by: attentionBlock).map {
        start in
        let end = min(start + attentionBlock, queries.upperBound)
        // Counted from the end, so that the last query of the sequence sees all keys.
        let hidden = isCausal ? queries.upperBound - end : 0
        return AttentionBlock(
          sequence: number, first: queries.lowerBound, queries: start..<end,
          keys: keys.dropLast(hidden), isCausal: isCausal)
      }
    }
  }

  /// How a head's columns of the rows from `row` on lie in a tensor of all rows.
  func layout(row: Int, head: Int, _ orientation: Orientation = .plain) -> MatrixLayout {
    MatrixLayout(offset: row * columns + head * headSize, stride: columns, orientation)
  }

  /// The most keys of a query that have places of their own in a dropout's mask.
  private static let mostKeys = 1 << 24

  /// How many places a query has in a dropout's mask: one for each head and each key that it may look
  /// at, however many there are.
  public var maskColumns: Int { heads * Self.mostKeys }

  /// The place of a query's first score in its sequence's part of a dropout's mask; `row` is counted from
  /// the first query of the sequence.
  func maskStart(row: Int, head: Int) -> Int {
    row * maskColumns + head * Self.mostKeys
  }
}

/// Rows of queries that are worked on at once, and the rows of keys that any of them sees.
struct AttentionBlock: Sendable {
  /// The place of their sequence.
  let sequence: Int
  /// The first row of queries of the sequence.
  let first: Int
  let queries: Range<Int>
  let keys: Range<Int>
  let isCausal: Bool

  /// The distance between rows of scores: full vectors.
  var width: Int { (keys.count + 15) & ~15 }

  /// How many of the block's keys its query `number` sees.
  func visible(to number: Int) -> Int {
    isCausal ? keys.count - (queries.count - 1 - number) : keys.count
  }
}

/// The rows of sequences that lie end to end.
private func ranges(_ lengths: [Int]) -> [Range<Int>] {
  var start = 0
  return lengths.map { length in
    defer { start += length }
    return start..<start + length
  }
}
