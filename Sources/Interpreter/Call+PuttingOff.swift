internal import Language

/// The failure of work that a call put off, on its way through the code that needs the work done.
struct PutOffFailure: Error {
  let failure: Failure
  /// The call that put the work off: `map, called at a.asr:3:8`.
  let origin: String?

  /// The failure with the calls that led to it.
  ///
  /// - Parameter user: What needs the work done, in words; it may be the call itself.
  /// - Returns: The failure.
  func needed(by user: String?) -> Failure {
    guard !failure.isInterruption, user != origin else { return failure }
    let called = origin.map { failure.inside($0) } ?? failure
    return user.map { called.inside($0) } ?? called
  }
}

extension Call {
  /// The call without its arguments, to be kept for work that is put off: it holds nothing back.
  public var withoutArguments: Call {
    let nothing = BoundArguments(
      values: builtin.parameters.map { _ in .none },
      given: builtin.parameters.map { _ in false }, spans: spans)
    return Call(builtin: builtin, session: session, bound: nothing, site: site)
  }

  /// The text of the recipe that gives an argument, on one line and not long; `nil` if there is none.
  public func text(ofArgument place: Int) -> String? {
    guard let site, spans.indices.contains(place), let span = spans[place] else { return nil }
    let text = site.source.text(span)
    return text.utf8.count <= 60 && !text.contains("\n") ? text : nil
  }

  /// What to throw when work fails that this call began, or put off until somebody needs it.
  ///
  /// The error points at this call, or at the function of the recipe that failed, and names both this
  /// call and the one that needs the work done.
  ///
  /// - Parameters:
  ///   - error: The error.
  ///   - context: Said in its "in:" line: `map over 566 rows, row 17`; none if `nil`.
  /// - Returns: What to throw, from this call or a later one.
  public func lateFailure(_ error: any Error, inside context: String?) -> any Error {
    guard case .failure(let failure) = session.failure(error, of: builtin, spans, at: site) else {
      return error
    }
    let wider = failure.isInterruption ? failure : context.map { failure.inside($0) } ?? failure
    return PutOffFailure(
      failure: wider, origin: site.map { "\(builtin.name), called at \($0.place)" })
  }
}
