/// What can be read of a text whether it has syntax errors or not, for tools that look at recipes
/// without running them.
public struct RecipeReading: Sendable {
  /// The most errors that are kept.
  static let mostErrors = 1_000

  /// The statements that could be read.
  public let recipe: Recipe
  /// The syntax errors, in the order of the text; of a great many the first ones.
  public let diagnostics: [Diagnostic]
  /// The names in what could not be read: any of them may be bound or used there.
  public let skippedNames: Set<String>

  /// Reads `source`.
  public init(_ source: SourceText) {
    var parser = Parser(source)
    let statements = parser.parseRecipe()
    recipe = Recipe(source, statements)
    let inOrder = parser.diagnostics.sorted {
      ($0.range?.span.start ?? 0) < ($1.range?.span.start ?? 0)
    }
    diagnostics = Array(inOrder.prefix(Self.mostErrors))
    skippedNames = parser.skippedNames
  }
}
