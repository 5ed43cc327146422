internal import ExactStrings

/// A row of a table: values under the names of their columns, in order.
///
/// Names are told apart by their Unicode scalars.
public struct Row: Sendable, Equatable {
  /// The names of the columns.
  public private(set) var names: [String]
  /// The values, in the order of the names.
  public private(set) var cells: [Cell]
  /// The columns that a reader filled from the row's recordings.
  var figures: [FigureColumn] = []

  /// Makes a row without columns.
  public init() {
    names = []
    cells = []
  }

  /// Makes a row of named values; of two with the same name, the later one counts.
  public init(_ values: [(name: String, cell: Cell)]) {
    self.init()
    for (name, cell) in values { self[name] = cell }
  }

  /// Makes a row of as many cells as names, which differ.
  init(names: [String], cells: [Cell], figures: [FigureColumn] = []) {
    precondition(names.count == cells.count, "\(cells.count) cells for \(names.count) names.")
    self.names = names
    self.cells = cells
    self.figures = figures
  }

  /// The value in a column, or `nil` if there is no such column.
  ///
  /// Setting a value replaces the column's or adds a column at the end; setting `nil` removes it.
  public subscript(_ name: String) -> Cell? {
    get { names.firstExactIndex(of: name).map { cells[$0] } }
    set {
      switch (names.firstExactIndex(of: name), newValue) {
      case (let index?, let value?):
        cells[index] = value
      case (let index?, nil):
        names.remove(at: index)
        cells.remove(at: index)
        figures.removeAll { $0.name == name || $0.audio == name }
      case (nil, let value?):
        names.append(name)
        cells.append(value)
      case (nil, nil): break
      }
    }
  }

  /// Whether both have the same values under the same names in the same order.
  public static func == (first: Row, second: Row) -> Bool {
    first.names.areExactly(second.names) && first.cells == second.cells
  }

  /// Returns the row with another's values put over and behind its own.
  public func merging(_ other: Row) -> Row {
    var merged = self
    for (name, cell) in zip(other.names, other.cells) { merged[name] = cell }
    return merged
  }

  /// A spelling that tells rows with different values apart.
  var keyText: String {
    zip(names, cells).map { "\($0)=\($1.keyText)" }.joined(separator: "\u{1F}")
  }
}
