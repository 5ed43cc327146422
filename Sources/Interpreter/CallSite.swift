internal import Language

/// Where a call stands, for the errors that happen in it.
///
/// Calls that built-ins make have no place of their own.
struct CallSite {
  let source: SourceText
  let span: SourceSpan

  func diagnostic(_ error: BuiltinError, name: String, at part: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(
      "\(name): \(error.message)", at: SourceRange(source, part ?? span), hint: error.hint,
      kind: error.kind)
  }

  var place: String { SourceRange(source, span).place }
}
