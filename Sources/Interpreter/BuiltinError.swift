/// What the body of a built-in, or a thing of the engine, throws when it cannot go on.
///
/// The interpreter adds where in the recipe that was. The message names the thing and says what is
/// wrong with it; it does not start with the name of the built-in, which is put before it.
public struct BuiltinError: Error {
  /// What is wrong: `"clips/17.flac" is not audio that can be read (the file is empty)`.
  public var message: String
  /// What to do about it.
  public var hint: String?
  /// A word for the sort of error, which `catch` gives as `problem.kind`: `file`, `type`, `value`.
  public var kind: String
  /// The parameter whose argument is at fault; the error then points at that argument alone.
  public var argument: String?

  /// Creates an error.
  public init(
    _ message: String, hint: String? = nil, kind: String = "value", argument: String? = nil
  ) {
    self.message = message
    self.hint = hint
    self.kind = kind
    self.argument = argument
  }
}

extension BuiltinError {
  /// A key of a record that is no text, but something else: `an int`.
  package static func recordKey(_ found: String) -> BuiltinError {
    BuiltinError(
      "the key of a field is text, got \(found)", hint: "{[str(key)]: value} makes text of it",
      kind: "type")
  }
}

/// An error of the engine that knows how to say itself to a recipe's author.
///
/// `Builtins` conforms the engine's error types to this, so that bodies can let them through.
public protocol ExplainedError: Error {
  /// The error in the words of the recipe.
  var explanation: BuiltinError { get }
}

extension BuiltinError: ExplainedError {
  /// The error itself.
  public var explanation: BuiltinError { self }
}
