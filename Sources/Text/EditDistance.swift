/// A step that turns a reference into a hypothesis.
public enum EditOperation: Sendable {
  /// The same symbol stands in both.
  case hit
  /// Another symbol stands in the hypothesis.
  case substitution
  /// The hypothesis lacks a symbol of the reference.
  case deletion
  /// The hypothesis has a symbol more.
  case insertion
}

/// The columns of an edit-distance table, 64 rows to a word of bits.
///
/// A column belongs to a prefix of the hypothesis, a row to a prefix of the reference. Neighbouring
/// cells differ by at most one, so a column is kept as two bits a row: whether the distance rises
/// or falls from the row above.
///
/// Reference: H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit
/// Distances", Nordic Journal of Computing 10, 2003.
struct EditColumns {
  /// The rows where the distance is one more than in the row above, for the last column.
  private(set) var rises: [UInt64] = []
  /// The rows where the distance is one less than in the row above, for the last column.
  private(set) var falls: [UInt64] = []

  /// The bits of the rows of each distinct symbol of the reference, `blockCount` words a symbol.
  private var rowsOfSymbol: [UInt64] = []
  /// Which of them belongs to a symbol, or -1 for symbols that the reference lacks.
  private var place: [Int32]
  private(set) var blockCount = 0

  /// Makes room for symbols below `symbolCount`.
  init(symbolCount: Int) {
    place = [Int32](repeating: -1, count: symbolCount)
  }

  /// Starts a table: the column of the empty hypothesis.
  mutating func start(reference: some BidirectionalCollection<Int32>) {
    blockCount = (reference.count + 63) / 64
    rises.removeAll(keepingCapacity: true)
    rises.append(contentsOf: repeatElement(.max, count: blockCount))
    falls.removeAll(keepingCapacity: true)
    falls.append(contentsOf: repeatElement(0, count: blockCount))
    rowsOfSymbol.removeAll(keepingCapacity: true)
    for (row, symbol) in reference.enumerated() {
      if place[Int(symbol)] < 0 {
        place[Int(symbol)] = Int32(rowsOfSymbol.count / blockCount)
        rowsOfSymbol.append(contentsOf: repeatElement(0, count: blockCount))
      }
      rowsOfSymbol[Int(place[Int(symbol)]) * blockCount + row / 64] |= 1 << UInt64(row % 64)
    }
  }

  /// Forgets the symbols of the reference that ``start(reference:)`` was given.
  mutating func finish(reference: some BidirectionalCollection<Int32>) {
    for symbol in reference { place[Int(symbol)] = -1 }
  }

  /// Moves to the column of the hypothesis that is longer by `symbol`.
  mutating func advance(_ symbol: Int32) {
    var riseCarry: UInt64 = 1
    var fallCarry: UInt64 = 0
    let base = Int(place[Int(symbol)]) * blockCount
    for block in 0..<blockCount {
      let equal = base < 0 ? 0 : rowsOfSymbol[base + block]
      let (up, down) = (rises[block], falls[block])
      let match = equal | fallCarry
      let diagonal = (((match & up) &+ up) ^ up) | match | down
      var right = down | ~(diagonal | up)
      var left = diagonal & up
      (riseCarry, right) = (right >> 63, right << 1 | riseCarry)
      (fallCarry, left) = (left >> 63, left << 1 | fallCarry)
      rises[block] = left | ~(diagonal | right)
      falls[block] = right & diagonal
    }
  }

  /// The distances down the last column, from that of the empty reference, `columnIndex`.
  func distances(columnIndex: Int, rowCount: Int) -> [Int] {
    var distances = [columnIndex]
    distances.reserveCapacity(rowCount + 1)
    var distance = columnIndex
    for row in 0..<rowCount {
      distance += Int((rises[row / 64] >> UInt64(row % 64)) & 1)
      distance -= Int((falls[row / 64] >> UInt64(row % 64)) & 1)
      distances.append(distance)
    }
    return distances
  }
}

/// Returns the least number of insertions, deletions and substitutions between two sequences.
///
/// - Complexity: O(`reference.count` · `hypothesis.count` / 64) time, linear memory.
package func editDistance<Symbol: Hashable>(_ reference: [Symbol], _ hypothesis: [Symbol]) -> Int {
  var numbers: [Symbol: Int32] = [:]
  func numbered(_ symbols: [Symbol]) -> [Int32] {
    symbols.map { symbol in
      let next = Int32(numbers.count)
      let number = numbers[symbol, default: next]
      numbers[symbol] = number
      return number
    }
  }
  let (rows, columns) = (numbered(reference), numbered(hypothesis))
  var table = EditColumns(symbolCount: numbers.count)
  table.start(reference: rows)
  for symbol in columns { table.advance(symbol) }
  return table.distances(columnIndex: columns.count, rowCount: rows.count).last ?? 0
}
