/// The parts of a product that cores take one after the other.
///
/// The bits do not depend on the parts, so they may depend on the number of threads. A part's columns of
/// the right operand are packed once for all of its rows, which takes as long as multiplying them with some
/// thirty: so columns are split first, and rows only where columns are few.
struct ProductParts: Sendable {
  private let rows: [Range<Int>]
  private let columns: [Range<Int>]

  /// Multiply-adds below which one core does all.
  private static let smallest = 1 << 18

  /// Columns come in panels of this many in the kernels with the widest; a part has full ones.
  private static let panel = 32

  /// The fewest rows of a part where rows are split.
  private static let fewestRows = 48

  /// Splits a product that has rows and columns.
  init(_ size: ProductSize, threads: Int) {
    let work = size.rows * size.columns * max(size.inner, 1)
    let panels = (size.columns + Self.panel - 1) / Self.panel
    guard work > Self.smallest, threads > 1 else {
      (rows, columns) = ([0..<size.rows], [0..<size.columns])
      return
    }
    // Two parts for each thread, so that one that is held up leaves less to wait for.
    let columnParts = min(2 * threads, panels / 2)
    if columnParts >= threads {
      rows = [0..<size.rows]
      columns = Self.split(panels, into: columnParts).map {
        $0.lowerBound * Self.panel..<min($0.upperBound * Self.panel, size.columns)
      }
    } else {
      columns = [0..<size.columns]
      rows = Self.split(size.rows, into: min(2 * threads, max(1, size.rows / Self.fewestRows)))
    }
  }

  /// Splits `0..<count` into ranges whose lengths differ by one at most.
  private static func split(_ count: Int, into parts: Int) -> [Range<Int>] {
    (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }

  /// How many there are.
  var count: Int { rows.count * columns.count }

  /// The rows and columns of a part.
  subscript(index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    (rows[index / columns.count], columns[index % columns.count])
  }
}
