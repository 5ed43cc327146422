public import Language

/// Why a run ended before its end.
public enum RunFailure: Error {
  /// Nothing ran: the text has syntax errors, or a parameter is unknown or of another type.
  case notStarted([Diagnostic])
  /// A statement failed; what ran before it has happened.
  case failed(Diagnostic)
  /// The user stopped it at the place of the diagnostic.
  case interrupted(Diagnostic)
  /// The recipe ended itself by `exit(code)`.
  case exited(Int32)

  /// What to show, in order.
  public var diagnostics: [Diagnostic] {
    switch self {
    case .notStarted(let diagnostics): diagnostics
    case .failed(let diagnostic), .interrupted(let diagnostic): [diagnostic]
    case .exited: []
    }
  }

  /// The exit code of a command that ends so: 2 before the start, 1 on failure, 130 interrupted, or the recipe's own.
  public var exitCode: Int32 {
    switch self {
    case .notStarted: 2
    case .failed: 1
    case .interrupted: 130
    case .exited(let code): code
    }
  }
}
