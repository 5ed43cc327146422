/// One error as a user meets it: what is wrong, where, how it came about, and what to do.
public struct Diagnostic: Error, Sendable {
  /// What is wrong, in the words of the recipe; it may start with the name of a built-in.
  public var message: String
  /// Where it is; `nil` when there is no text to point at.
  public var range: SourceRange?
  /// How the work came there, the innermost first: `map over 566 rows, row 17`.
  public var context: [String]
  /// What to do about it.
  public var hint: String?
  /// A word for the sort of error, which `catch` gives as `problem.kind`.
  public var kind: String

  /// Creates a diagnostic.
  public init(
    _ message: String, at range: SourceRange? = nil, context: [String] = [], hint: String? = nil,
    kind: String = "error"
  ) {
    self.message = message
    self.range = range
    self.context = context
    self.hint = hint
    self.kind = kind
  }
}
