internal import Language

/// The arguments of one call with the places they were written at.
struct Arguments {
  /// A named argument.
  struct Named {
    let name: String
    let value: Value
    let span: SourceSpan?
  }

  var positional: [Value]
  var named: [Named] = []
  /// Where each positional argument stands; empty when a built-in makes the call.
  var spans: [SourceSpan] = []

  func span(ofPositional index: Int) -> SourceSpan? {
    index < spans.count ? spans[index] : nil
  }
}

/// An argument that does not fit, and where it stands if that is known.
struct ArgumentMismatch: Error {
  let error: BuiltinError
  let span: SourceSpan?

  init(_ message: String, hint: String? = nil, at span: SourceSpan? = nil) {
    error = BuiltinError(message, hint: hint, kind: "argument")
    self.span = span
  }

  init(_ error: BuiltinError, at span: SourceSpan? = nil) {
    self.error = error
    self.span = span
  }
}
