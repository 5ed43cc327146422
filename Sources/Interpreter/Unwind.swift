internal import Language

/// Why the evaluation of a node ends before its value: an error, or a jump.
enum Unwind: Error {
  /// An error, on its way to a `catch` or to the user.
  case failure(Failure)
  /// `break`
  case breakLoop
  /// `continue`
  case continueLoop
  /// `return`; the value waits in ``Frame/returned``.
  case returnFromFunction
  /// `exit(code)`, on its way to the end of the run.
  case exit(Int32)
}

/// An error on its way through the calls that led to it.
final class Failure: Sendable {
  /// The most "in:" lines that are kept, the innermost ones.
  private static let longestContext = 8

  let diagnostic: Diagnostic
  /// Whether the user asked to stop; no `catch` holds that up.
  let isInterruption: Bool

  init(_ diagnostic: Diagnostic, isInterruption: Bool = false) {
    self.diagnostic = diagnostic
    self.isInterruption = isInterruption
  }

  /// The same failure with one more line on how the work came there, unless it says so already.
  func inside(_ note: @autoclosure () -> String) -> Failure {
    let count = diagnostic.context.count
    guard count < Self.longestContext else { return self }
    let line = count == Self.longestContext - 1 ? "… and the calls around it" : note()
    guard diagnostic.context.last != line else { return self }
    var wider = diagnostic
    wider.context.append(line)
    return Failure(wider, isInterruption: isInterruption)
  }
}
