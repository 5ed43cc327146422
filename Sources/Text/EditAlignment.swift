/// Finds the steps between numbered sequences, and keeps its memory from one pair to the next.
///
/// Often several alignments have the fewest errors. The one found here is rapidfuzz's, so that
/// substitutions, deletions and insertions are counted as jiwer counts them: from the end, a
/// deletion before anything else, an insertion only where it is the one way to the fewest errors.
struct EditAligner {
  /// The bits of a whole table up to which it is kept; larger ones are halved first.
  private static let tableLimit = 1 << 23

  private var columns: EditColumns
  private var rises: [UInt64] = []
  private var falls: [UInt64] = []

  /// The steps of the last alignment, from the start of both sequences.
  private(set) var operations: [EditOperation] = []

  /// Makes an aligner for symbols below `symbolCount`.
  init(symbolCount: Int) {
    columns = EditColumns(symbolCount: symbolCount)
  }

  /// Aligns two sequences; the steps are in ``operations``.
  mutating func align(reference: [Int32], hypothesis: [Int32]) {
    operations.removeAll(keepingCapacity: true)
    appendSteps(reference[...], hypothesis[...], bound: .max)
  }

  /// Appends the steps of a pair with at most `bound` errors: what both begin and end with is hits,
  /// the rest is aligned.
  private mutating func appendSteps(
    _ reference: ArraySlice<Int32>, _ hypothesis: ArraySlice<Int32>, bound: Int
  ) {
    let head = zip(reference, hypothesis).prefix { $0 == $1 }.count
    var (rows, others) = (reference.dropFirst(head), hypothesis.dropFirst(head))
    let tail = zip(rows.reversed(), others.reversed()).prefix { $0 == $1 }.count
    (rows, others) = (rows.dropLast(tail), others.dropLast(tail))
    append(.hit, head)
    let width = min(rows.count, 2 * min(bound, max(rows.count, others.count)) + 1)
    if 2 * width * others.count < Self.tableLimit || rows.count < 65 || others.count < 10 {
      appendTableSteps(rows, others)
    } else {
      let split = middle(rows, others)
      appendSteps(rows.prefix(split.row), others.prefix(split.column), bound: split.errorsBefore)
      appendSteps(
        rows.dropFirst(split.row), others.dropFirst(split.column), bound: split.errorsBehind)
    }
    append(.hit, tail)
  }

  private mutating func append(_ operation: EditOperation, _ count: Int) {
    operations.append(contentsOf: repeatElement(operation, count: count))
  }

  /// Fills the whole table and walks back through it.
  private mutating func appendTableSteps(
    _ reference: ArraySlice<Int32>, _ hypothesis: ArraySlice<Int32>
  ) {
    guard !reference.isEmpty, !hypothesis.isEmpty else {
      append(.deletion, reference.count)
      append(.insertion, hypothesis.count)
      return
    }
    rises.removeAll(keepingCapacity: true)
    falls.removeAll(keepingCapacity: true)
    columns.start(reference: reference)
    for symbol in hypothesis {
      columns.advance(symbol)
      rises.append(contentsOf: columns.rises)
      falls.append(contentsOf: columns.falls)
    }
    columns.finish(reference: reference)
    walkBack(reference, hypothesis)
  }

  private mutating func walkBack(_ reference: ArraySlice<Int32>, _ hypothesis: ArraySlice<Int32>) {
    let firstStep = operations.count
    let blocks = columns.blockCount
    var (row, column) = (reference.count, hypothesis.count)
    func bit(_ table: [UInt64], _ column: Int, _ row: Int) -> Bool {
      (table[column * blocks + row / 64] >> UInt64(row % 64)) & 1 == 1
    }
    while row > 0, column > 0 {
      if bit(rises, column - 1, row - 1) {
        row -= 1
        operations.append(.deletion)
      } else if column > 1, bit(falls, column - 2, row - 1) {
        column -= 1
        operations.append(.insertion)
      } else {
        row -= 1
        column -= 1
        let isHit =
          reference[reference.startIndex + row] == hypothesis[hypothesis.startIndex + column]
        operations.append(isHit ? .hit : .substitution)
      }
    }
    append(.deletion, row)
    append(.insertion, column)
    operations[firstStep...].reverse()
  }

  /// A cell on a best path, in the column that halves the hypothesis.
  ///
  /// Reference: D. Hirschberg, "A linear space algorithm for computing maximal common
  /// subsequences", Communications of the ACM 18, 1975.
  private mutating func middle(
    _ reference: ArraySlice<Int32>, _ hypothesis: ArraySlice<Int32>
  ) -> (row: Int, column: Int, errorsBefore: Int, errorsBehind: Int) {
    let half = hypothesis.count / 2
    columns.start(reference: reference)
    for symbol in hypothesis.prefix(half) { columns.advance(symbol) }
    let left = columns.distances(columnIndex: half, rowCount: reference.count)
    columns.finish(reference: reference)
    columns.start(reference: reference.reversed())
    for symbol in hypothesis.dropFirst(half).reversed() { columns.advance(symbol) }
    let right = columns.distances(
      columnIndex: hypothesis.count - half, rowCount: reference.count)
    columns.finish(reference: reference)
    var best = 1
    for row in 1...reference.count
    where left[row] + right[reference.count - row] < left[best] + right[reference.count - best] {
      best = row
    }
    return (best, half, left[best], right[reference.count - best])
  }
}
