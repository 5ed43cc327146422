internal import Language

extension Session {
  /// How deeply calls may nest, in nodes that wait for others; see ``FunctionCode/weight``.
  static let deepestCalls = 60_000
  /// What a call of a built-in counts towards that.
  static let builtinWeight = 12

  /// Calls a function of the recipe, or the built-in that its first argument chooses.
  func call(
    _ function: Function, _ arguments: Arguments, at site: CallSite?
  ) throws(Unwind) -> Value {
    switch function.body {
    case .recipe(let code, let captures, let defaults):
      return try call(function, code, captures, defaults, arguments, at: site)
    case .builtins(let builtins):
      return try call(builtins, name: function.name, arguments, at: site)
    }
  }

  private func call(
    _ function: Function, _ code: FunctionCode, _ captures: [Value?], _ defaults: [Value?],
    _ arguments: Arguments, at site: CallSite?
  ) throws(Unwind) -> Value {
    let locals: [Value?]
    do throws(ArgumentMismatch) {
      locals = try arguments.bound(to: code, defaults: defaults)
    } catch {
      throw failure(error.error, code.name, at: site, error.span)
    }
    try enter(code.weight, code.name, at: site)
    defer { callDepth -= code.weight }
    let frame = Frame(session: self, function: function, captures: captures, locals: locals)
    do throws(Unwind) {
      return try code.body.evaluate(frame)
    } catch {
      switch error {
      case .returnFromFunction: return frame.returned
      case .failure(let failure):
        guard let site else { throw error }
        throw .failure(failure.inside("\(code.name), called at \(site.place)"))
      case .exit: throw error
      case .breakLoop, .continueLoop: return .none
      }
    }
  }

  private func call(
    _ builtins: [Builtin], name: String, _ arguments: Arguments, at site: CallSite?
  ) throws(Unwind) -> Value {
    let builtin: Builtin
    let bound: BoundArguments
    do throws(ArgumentMismatch) {
      builtin = try Self.choose(builtins, name: name, for: arguments)
      bound = try arguments.bound(to: builtin)
    } catch {
      throw failure(error.error, name, at: site, error.span)
    }
    try enter(Self.builtinWeight, name, at: site)
    defer { callDepth -= Self.builtinWeight }
    let call = Call(builtin: builtin, session: self, bound: bound, site: site)
    do {
      let value = try builtin.body(call)
      if let excess = value.excess { throw excess }
      return value
    } catch {
      throw failure(error, of: builtin, bound.spans, at: site)
    }
  }

  /// The built-in that the first argument chooses among those of one name.
  static func choose(
    _ builtins: [Builtin], name: String, for arguments: Arguments
  ) throws(ArgumentMismatch) -> Builtin {
    if builtins.count == 1, let only = builtins.first, only.receiver == nil { return only }
    let first = arguments.positional.first
    for builtin in builtins {
      guard let receiver = builtin.receiver else { continue }
      let named = arguments.named.first { $0.name == builtin.parameters.first?.name }?.value
      if let value = first ?? named, receiver.accepts(value) { return builtin }
    }
    if let plain = builtins.first(where: { $0.receiver == nil }) { return plain }
    if first == nil, builtins.count == 1, let only = builtins.first { return only }
    throw ArgumentMismatch(
      Builtin.wrongReceiver(builtins, first?.typeWithArticle), at: arguments.span(ofPositional: 0))
  }

  private func enter(_ weight: Int, _ name: String, at site: CallSite?) throws(Unwind) {
    if interruption.isRequested { throw interrupted(at: site) }
    guard takesStep() else {
      throw failure(
        BuiltinError("more than \(mostSteps) steps were made", kind: "limit"), name, at: site)
    }
    guard callDepth + weight <= Self.deepestCalls else {
      throw failure(
        BuiltinError(
          "calls are nested too deeply",
          hint: "does the function call itself without an end?", kind: "limit"),
        name, at: site)
    }
    callDepth += weight
  }
}

extension Session {
  private func interrupted(at site: CallSite?) -> Unwind {
    let range = site.map { SourceRange($0.source, $0.span) }
    return .failure(
      Failure(Diagnostic("interrupted", at: range, kind: "interrupted"), isInterruption: true))
  }

  private func failure(
    _ error: BuiltinError, _ name: String, at site: CallSite?, _ part: SourceSpan? = nil
  ) -> Unwind {
    guard let site else {
      return .failure(
        Failure(Diagnostic("\(name): \(error.message)", hint: error.hint, kind: error.kind)))
    }
    return .failure(Failure(site.diagnostic(error, name: name, at: part)))
  }

  /// What the body of a built-in threw, as an error at its call or at the argument it names.
  func failure(
    _ error: any Error, of builtin: Builtin, _ spans: [SourceSpan?], at site: CallSite?
  ) -> Unwind {
    if let late = error as? PutOffFailure {
      return .failure(late.needed(by: site.map { "\(builtin.name), called at \($0.place)" }))
    }
    if let request = error as? ExitRequest { return .exit(request.code) }
    if let unwind = error as? Unwind {
      guard case .failure(let failure) = unwind, failure.diagnostic.range == nil, let site else {
        return unwind
      }
      var placed = failure.diagnostic
      placed.range = SourceRange(site.source, site.span)
      return .failure(Failure(placed, isInterruption: failure.isInterruption))
    }
    if error is Interrupted { return interrupted(at: site) }
    guard let explained = error as? any ExplainedError else {
      return failure(BuiltinError("\(error)", kind: "error"), builtin.name, at: site)
    }
    let explanation = explained.explanation
    let place = explanation.argument.flatMap { name in
      builtin.parameters.firstIndex { $0.name == name }
    }
    return failure(explanation, builtin.name, at: site, place.flatMap { spans[$0] })
  }
}
