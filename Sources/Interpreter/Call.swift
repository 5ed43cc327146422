internal import Language

/// One call of a built-in: its arguments, checked against the declaration, and the session.
///
/// The accessors throw only if the body asks for another type than the parameter was declared with.
public struct Call {
  /// The built-in that is called.
  public let builtin: Builtin
  /// The session in which the call happens: output, progress, random seed, interruption.
  public let session: Session
  /// Named arguments beyond the parameters, where the built-in allows them, in the order given.
  public let extra: [(name: String, value: Value)]
  /// One value for each parameter: given, or the default.
  let values: [Value]
  let given: [Bool]
  /// Where each argument stands, by parameter.
  let spans: [SourceSpan?]
  /// Where the call stands, unless a built-in made it.
  let site: CallSite?

  init(builtin: Builtin, session: Session, bound: BoundArguments, site: CallSite?) {
    self.builtin = builtin
    self.session = session
    values = bound.values
    given = bound.given
    extra = bound.extra
    spans = bound.spans
    self.site = site
  }

  /// The value of the parameter `name`, given or default.
  public func value(_ name: String) throws -> Value {
    guard let place = builtin.parameters.firstIndex(where: { $0.name == name }) else {
      throw BuiltinError("has no parameter \(name)", kind: "internal")
    }
    return values[place]
  }

  /// Whether the call gave the parameter `name`, rather than leaving it to its default.
  public func isGiven(_ name: String) -> Bool {
    guard let place = builtin.parameters.firstIndex(where: { $0.name == name }) else {
      return false
    }
    return given[place]
  }

  /// Whether the parameter `name` has the value `none`.
  public func isNone(_ name: String) throws -> Bool {
    if case .none = try value(name) { return true }
    return false
  }

  /// Throws ``Interrupted`` if the user asked to stop; for loops in bodies.
  public func checkInterruption() throws {
    if session.interruption.isRequested { throw Interrupted() }
  }

  /// Calls a function of the recipe, or a built-in, with positional arguments.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - arguments: Its arguments.
  ///   - context: Said in the error's "in:" line if the call fails: `map over 566 rows, row 17`.
  /// - Returns: The function's value.
  /// - Throws: The error of the call, to be let through.
  public func invoke(
    _ function: Function, _ arguments: [Value], context: (() -> String)? = nil
  ) throws -> Value {
    try session.call(function, arguments, context: context)
  }
}
