internal import Language

/// What a call of a function looks like, and the errors of calls that look otherwise.
///
/// Running and checking say the same sentences, because both take them from here.
package struct CallForm {
  /// The names that arguments can be given by, in order.
  let names: [String]
  /// The call as help writes it: `clean(row, lower=true)`.
  let signature: String
  /// Whether fewer arguments than names are usual, so that errors say "at most".
  let isFlexible: Bool

  /// Describes the calls of a function.
  package init(names: [String], signature: String, isFlexible: Bool) {
    self.names = names
    self.signature = signature
    self.isFlexible = isFlexible
  }

  /// The error for a call without the argument `name`.
  package func missing(_ name: String) -> BuiltinError {
    BuiltinError("misses the argument \(name)", hint: signature, kind: "argument")
  }

  /// The error for an argument of a name that the function does not have.
  package func unknown(_ name: String) -> BuiltinError {
    let nearest = NearestSpelling.of(name, among: names)
    return BuiltinError(
      "has no argument \(name)", hint: nearest.map { "did you mean \($0)?" } ?? signature,
      kind: "argument")
  }

  /// The error for an argument that is given by its place and by its name.
  package func twice(_ name: String) -> BuiltinError {
    BuiltinError("gets \(name) twice", kind: "argument")
  }

  /// The error for `count` arguments without names.
  package func tooMany(_ count: Int) -> BuiltinError {
    let most =
      names.isEmpty
      ? "no arguments" : (isFlexible ? "at most " : "") + names.count.counted("argument")
    return BuiltinError("takes \(most), got \(count)", hint: signature, kind: "argument")
  }
}

extension Builtin {
  /// What calls of the built-in look like.
  package var form: CallForm {
    CallForm(
      names: parameters.filter { !$0.isRest }.map(\.name), signature: signature, isFlexible: true)
  }
}

extension Parameter {
  /// The error for an argument that is described by `text` and is not of the parameter's type.
  package func mismatch(_ text: String, hint: String? = nil, wholeRest: Bool = true) -> BuiltinError
  {
    let accepted = isRest && wholeRest ? ValueType.list(of: type) : type
    return BuiltinError(
      "\(name) expects \(accepted.phrase), got \(text)", hint: hint, kind: "argument")
  }
}
