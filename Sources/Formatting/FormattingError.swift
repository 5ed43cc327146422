public import Language

/// Why a recipe was not laid out anew.
public enum FormattingError: Error, Sendable {
  /// The recipe has syntax errors, so nobody knows what it means.
  case syntax(SyntaxErrors)
  /// The new layout would not mean the same, from this place on. That is a fault of the formatter.
  case unfaithful(SourceRange)

  /// What to show for it, at least one error.
  public var diagnostics: [Diagnostic] {
    switch self {
    case .syntax(let errors): errors.diagnostics
    case .unfaithful(let range):
      [
        Diagnostic(
          "the layout found here would change what the recipe means, so it is left as it is",
          at: range, hint: "this is a fault of the formatter; please report it with the recipe",
          kind: "format")
      ]
    }
  }
}
