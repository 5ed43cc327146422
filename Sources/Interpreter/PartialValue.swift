internal import Language

/// What was done of a call that the user broke off, until the name that its value was to have takes it.
struct PartialValue {
  let value: Value
  /// Where the call stands; `nil` if a built-in made it.
  let site: CallSite?
}

extension Call {
  /// Leaves what was done of a call that is broken off: `h` of `h = model.fit(…)` is bound to it.
  ///
  /// - Parameter value: The part that was done, of the type that the whole would have.
  public func leave(partial value: Value) {
    session.partial = PartialValue(value: value, site: site)
  }

  /// Leaves what a call made by this one left, as this call's own.
  public func adoptPartial() {
    guard let partial = session.partial, partial.site == nil else { return }
    leave(partial: partial.value)
  }
}

extension Node {
  /// Takes what was left of a call that this node is, once `error` has ended it.
  func takePartial(after error: Unwind, _ session: Session) -> Value? {
    guard case .failure(let failure) = error, failure.isInterruption,
      let partial = session.partial
    else { return nil }
    session.partial = nil
    // A call that is a part of the expression has another value than the whole.
    guard self is CallNode || self is MethodCallNode, let site = partial.site,
      site.source === source, site.span.end == span.end
    else { return nil }
    return partial.value
  }
}
