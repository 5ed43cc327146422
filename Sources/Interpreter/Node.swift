internal import Language

/// A part of a recipe made ready to run.
///
/// The syntax tree is lowered to nodes once, with every name resolved to a place in the frame, in
/// the captured values or at the top level; running is then one virtual call a node.
class Node {
  let source: SourceText
  let span: SourceSpan

  init(_ source: SourceText, _ span: SourceSpan) {
    self.source = source
    self.span = span
  }

  /// Runs the node and gives its value; statements give `none`.
  func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    preconditionFailure("Every node says what its value is.")
  }

  /// An error at this node, or at a part of it.
  final func failure(
    _ message: String, at part: SourceSpan? = nil, hint: String? = nil, kind: String
  ) -> Unwind {
    .failure(
      Failure(
        Diagnostic(message, at: SourceRange(source, part ?? span), hint: hint, kind: kind)))
  }

  /// What a failed operation or a thing of the engine threw, as an error at this node.
  final func failure(_ error: any Error, at part: SourceSpan? = nil) -> Unwind {
    if let unwind = error as? Unwind { return unwind }
    if let request = error as? ExitRequest { return .exit(request.code) }
    if let late = error as? PutOffFailure {
      return .failure(
        late.needed(by: "needed at \(SourceRange(source, part ?? span).place)"))
    }
    if error is Interrupted { return interruption(at: part) }
    guard let explained = error as? any ExplainedError else {
      return failure("\(error)", at: part, kind: "error")
    }
    let explanation = explained.explanation
    return failure(
      explanation.message, at: part, hint: explanation.hint, kind: explanation.kind)
  }

  final func interruption(at part: SourceSpan? = nil) -> Unwind {
    let range = SourceRange(source, part ?? span)
    return .failure(
      Failure(Diagnostic("interrupted", at: range, kind: "interrupted"), isInterruption: true))
  }

  /// Ends the work here if the user asked for it.
  final func checkInterruption(_ frame: Frame) throws(Unwind) {
    if frame.session.interruption.isRequested { throw interruption() }
    if !frame.session.takesStep() {
      throw failure("more than \(frame.session.mostSteps) steps were made", kind: "limit")
    }
  }

  /// Returns `value` unless it is nested too deeply, or has too many parts, to be walked.
  final func checked(_ value: Value) throws(Unwind) -> Value {
    if let excess = value.excess { throw failure(excess) }
    return value
  }

  /// The truth value of a condition.
  final func condition(_ frame: Frame, of what: String) throws(Unwind) -> Bool {
    let value = try evaluate(frame)
    if case .bool(let truth) = value { return truth }
    throw failure(
      "\(what) expects true or false, got \(value.typeWithArticle)", hint: value.conditionHint,
      kind: "type")
  }
}

extension Value {
  /// How to turn the value into a condition.
  fileprivate var conditionHint: String? {
    switch self {
    case .none: "compare: x != none"
    case .int, .float: "compare: x != 0"
    case .string: "compare: text != \"\""
    case .list, .record, .range: "compare: len(xs) > 0"
    case .function: "call it: f(…)"
    case .bool, .object: nil
    }
  }
}
