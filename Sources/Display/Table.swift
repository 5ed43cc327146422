/// Rows of text under headed columns, drawn to fit a terminal.
///
///     file        text                         duration
///     ──────────  ───────────────────────────  ────────
///     1.wav       the quick brown fox jumps…       3.21
///     2.wav       nothing but a house              1.80
///     … 990 more rows
///
/// Cells are data: they are escaped when the table is drawn, and a right-to-left cell does not
/// reorder its row. Columns that do not fit are shortened, the widest first; columns of numbers
/// keep their digits; when even that is not enough, the last columns are left out and named.
public struct Table: Sendable {
  /// What stands above a column, and the side that its cells stand at.
  public struct Column: Sendable, Equatable {
    /// The text above the cells.
    public var title: String

    /// The side of the cells, or `nil` for the right if all of them are numbers, else the left.
    public var alignment: Alignment?

    /// Whether cells are never shortened, as what they hold is to be copied; the first column then
    /// stands whole even where the terminal is narrower.
    public var isWhole: Bool

    /// Makes a column.
    public init(_ title: String, alignment: Alignment? = nil, isWhole: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.isWhole = isWhole
    }
  }

  /// A text in a row, and its style.
  public struct Cell: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The text, as it comes from the data.
    public var text: String

    /// The style of the text.
    public var style: Style

    /// Makes a cell.
    public init(_ text: String, style: Style = .plain) {
      self.text = text
      self.style = style
    }

    /// Makes a cell from a literal.
    public init(stringLiteral text: String) {
      self.init(text)
    }
  }

  /// The columns, from left to right.
  public let columns: [Column]

  /// The rows that can be drawn, each with as many cells as there are columns.
  public let rows: [[Cell]]

  /// The number of rows there are, with those that are not here to be drawn.
  public let totalRowCount: Int

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - columns: The columns.
  ///   - rows: The rows, or the first of them; each has as many cells as there are columns.
  ///   - totalRowCount: The number of all rows, where `rows` holds only the first.
  public init(_ columns: [Column], rows: [[Cell]], totalRowCount: Int? = nil) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "Every row has a cell for every column.")
    self.columns = columns
    self.rows = rows
    self.totalRowCount = max(rows.count, totalRowCount ?? 0)
  }

  /// The table without the columns in which no row has anything.
  public var withoutEmptyColumns: Table {
    let filled = columns.indices.filter { column in rows.contains { !$0[column].text.isEmpty } }
    return Table(
      filled.map { columns[$0] }, rows: rows.map { row in filled.map { row[$0] } },
      totalRowCount: totalRowCount)
  }

  /// Makes a table from titles and plain texts.
  public init(_ titles: [String], rows: [[String]], totalRowCount: Int? = nil) {
    self.init(
      titles.map { Column($0) }, rows: rows.map { $0.map { Cell($0) } },
      totalRowCount: totalRowCount)
  }
}
