internal import Glibc

/// The sizes of an attention over recordings that lie end to end.
public struct AttentionShape: Sendable {
  /// The number of rows of each recording.
  public let lengths: [Int]
  /// The number of heads.
  public let heads: Int
  /// The number of columns of a head.
  public let headSize: Int

  /// Names the sizes of an attention.
  public init(lengths: [Int], heads: Int, headSize: Int) {
    precondition(heads > 0 && headSize > 0, "An attention has heads of one column or more.")
    self.lengths = lengths
    self.heads = heads
    self.headSize = headSize
  }

  /// The number of rows of all recordings.
  public var rows: Int { lengths.reduce(0, +) }

  /// The length of a row: the columns of all heads.
  public var columns: Int { heads * headSize }

  /// The factor of the scores.
  var scale: Float { 1 / Float(headSize).squareRoot() }

  /// The most rows of a recording.
  var longest: Int { lengths.max() ?? 0 }

  /// The rows of each recording.
  var recordings: [Range<Int>] {
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return start..<start + length
    }
  }

  /// How a head's columns of the rows from `row` on lie in a tensor of all rows.
  func layout(row: Int, head: Int, _ orientation: Orientation = .plain) -> MatrixLayout {
    MatrixLayout(offset: row * columns + head * headSize, stride: columns, orientation)
  }

  /// The most rows of a recording whose scores have places of their own in a dropout's mask.
  private static let mostRows = 1 << 24

  /// How many places a row has in a dropout's mask: one for each head and each row that it may look at,
  /// however many there are, so that a row's places do not depend on the recordings beside its own.
  public var maskColumns: Int { heads * Self.mostRows }

  /// The place in a dropout's mask of the scores of a row.
  func maskStart(row: Int, head: Int) -> Int {
    row * maskColumns + head * Self.mostRows
  }
}

/// Rows whose scores are held at a time: with 500 keys they fit into a level-2 cache.
let attentionBlock = 96

/// Computes `softmax(q · kᵀ / √headSize) · v` for every recording and head by itself.
///
/// A. Vaswani et al., "Attention Is All You Need", 2017, section 3.2. No more than a block of rows of
/// scores is held; of the probabilities only the logarithm of each row's divisor is kept, from which
/// ``attentionBackward(_:_:_:output:logSums:outputGradient:shape:dropout:into:_:_:)`` finds them
/// again (T. Dao et al., "FlashAttention", 2022, section 3.1).
///
/// - Parameters:
///   - q: The queries: rows × columns, the heads side by side, the recordings end to end.
///   - k: The keys, laid out alike.
///   - v: The values, laid out alike.
///   - shape: The sizes.
///   - dropout: Which probabilities count as 0, or `nil` if all count.
///   - output: The result, laid out alike.
///   - logSums: For each head, for each row, ln Σ e^score.
public func attention(
  _ q: Span<Float>, _ k: Span<Float>, _ v: Span<Float>, shape: AttentionShape,
  dropout: DropoutMask?, into output: inout MutableSpan<Float>,
  logSums: inout MutableSpan<Float>
) {
  let pass = AttentionForward(
    q: Floats(q), k: Floats(k), v: Floats(v), shape: shape, dropout: dropout,
    output: Floats(&output), logSums: Floats(&logSums))
  let count = shape.rows * shape.columns
  precondition(
    pass.q.count == count && pass.k.count == count && pass.v.count == count
      && pass.output.count == count && pass.logSums.count == shape.rows * shape.heads,
    "Queries, keys, values and output have one shape.")
  pass.run()
}

/// The forward side with its operands.
private struct AttentionForward: Sendable {
  let q: Floats
  let k: Floats
  let v: Floats
  let shape: AttentionShape
  let dropout: DropoutMask?
  let output: Floats
  let logSums: Floats

  /// Computes all blocks, each by one thread.
  func run() {
    var blocks: [(keys: Range<Int>, queries: Range<Int>, head: Int)] = []
    for recording in shape.recordings {
      for head in 0..<shape.heads {
        for start in stride(
          from: recording.lowerBound, to: recording.upperBound, by: attentionBlock)
        {
          let end = min(start + attentionBlock, recording.upperBound)
          blocks.append((recording, start..<end, head))
        }
      }
    }
    let width = (shape.longest + 15) & ~15
    parallel(count: blocks.count, scratch: (attentionBlock + 1) * width) {
      [blocks] index, scratch in
      let block = blocks[index]
      compute(block.keys, block.queries, block.head, scratch)
    }
  }

  /// Computes the rows `queries` of a recording whose rows are `keys`.
  private func compute(_ keys: Range<Int>, _ queries: Range<Int>, _ head: Int, _ scratch: Floats) {
    let width = (keys.count + 15) & ~15
    let place = MatrixLayout(stride: width)
    Product(
      a: q, aLayout: shape.layout(row: queries.lowerBound, head: head),
      b: k, bLayout: shape.layout(row: keys.lowerBound, head: head, .transposed),
      c: scratch, cLayout: place,
      size: ProductSize(rows: queries.count, columns: keys.count, inner: shape.headSize),
      scale: shape.scale
    ).compute(rows: 0..<queries.count)
    let mask = scratch[attentionBlock * width..<(attentionBlock + 1) * width]
    for (number, row) in queries.enumerated() {
      let scores = scratch[number * width..<(number + 1) * width]
      scores[keys.count..<width].fill(-.infinity)
      logSums[head * shape.rows + row] = turnIntoProbabilities(scores)
      guard let dropout else { continue }
      dropout.fill(mask, from: shape.maskStart(row: row, head: head))
      mapRow(scores, mask, into: scores) { $0 * $1 }
    }
    Product(
      a: scratch, aLayout: place, b: v, bLayout: shape.layout(row: keys.lowerBound, head: head),
      c: output, cLayout: shape.layout(row: queries.lowerBound, head: head),
      size: ProductSize(rows: queries.count, columns: shape.headSize, inner: keys.count)
    ).compute(rows: 0..<queries.count)
  }
}

/// Replaces a row of scores by its softmax, and returns ln Σ e^score.
///
/// The row is full vectors; what is past its last key is minus infinity, and becomes 0.
@inline(__always)
private func turnIntoProbabilities(_ scores: Floats) -> Float {
  let shift = largest(scores)
  var sums = Lanes.zero
  for index in stride(from: 0, to: scores.count, by: 16) {
    let values = exponentialOfNegative(scores[lanes: index] - shift)
    sums += values
    scores[lanes: index] = values
  }
  let sum = sums.total
  let inverse = 1 / sum
  mapRow(scores, into: scores) { $0 * inverse }
  return shift + Glibc.logf(sum)
}
