/// What is known of a type of the engine's things without having one: for checking a recipe before
/// it runs.
///
/// Types of values are written as ``Builtin/result`` writes them: `tensor`, `list of int`.
public struct ObjectType: Sendable {
  /// A field that things of the type have.
  public struct Field: Sendable {
    /// The name.
    public let name: String
    /// The type of its value.
    public let type: String

    /// Declares a field.
    public init(_ name: String, _ type: String) {
      self.name = name
      self.type = type
    }
  }

  /// The name, as ``EngineObject/typeName`` gives it, or as results say it: `history`.
  public let name: String
  /// The type that parameters ask for, where things of this type are such things too.
  public let base: String?
  /// The fields that all of them may have, those of the base left out.
  public let fields: [Field]
  /// Whether one may have further fields, as a data set has its columns.
  public let isOpen: Bool
  /// The type of the element at an index.
  public let element: String
  /// The type of a slice.
  public let slice: String

  /// Declares a type.
  public init(
    _ name: String, base: String? = nil, _ fields: [Field] = [], isOpen: Bool = false,
    element: String = "any", slice: String = "any"
  ) {
    self.name = name
    self.base = base
    self.fields = fields
    self.isOpen = isOpen
    self.element = element
    self.slice = slice
  }
}
