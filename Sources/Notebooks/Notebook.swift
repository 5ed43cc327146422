public import Text

/// A notebook of Jupyter's format 4, without outputs.
public struct Notebook: Sendable, Equatable {
  /// A cell.
  public struct Cell: Sendable, Equatable {
    /// What a cell holds.
    public enum Kind: String, Sendable {
      /// Statements of a recipe, or of another language.
      case code
      /// Prose.
      case markdown
    }

    /// What the cell holds.
    public var kind: Kind
    /// Its text, with line feeds between the lines and mostly none at the end.
    public var source: String
    /// What else is said of it: an object.
    public var metadata: JSON

    /// Creates a cell.
    public init(_ kind: Kind, _ source: String, metadata: JSON = [:]) {
      self.kind = kind
      self.source = source
      self.metadata = metadata
    }
  }

  /// The cells, in order.
  public var cells: [Cell]
  /// What asrsh keeps of the recipe beside its cells: an object.
  public var keeping: JSON

  /// Creates a notebook.
  public init(cells: [Cell] = [], keeping: JSON = [:]) {
    self.cells = cells
    self.keeping = keeping
  }

  /// The member of metadata, of the notebook and of cells, that holds what asrsh keeps.
  static let key = "asrsh"
}

extension Notebook.Cell {
  /// What asrsh keeps of the recipe's text in this cell.
  var keeping: JSON { metadata[Notebook.key] ?? [:] }

  /// Whether the cell holds the parameters, as tools that run notebooks know them.
  var holdsParameters: Bool {
    kind == .code && (metadata["tags"]?.array ?? []).contains(.string("parameters"))
  }
}
