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
    let nearest =
      ForeignArguments.meaning(of: name, among: names) ?? NearestSpelling.of(name, among: names)
    let function = signature.prefix { $0 != "(" }.split(separator: ".").last.map(String.init)
    return BuiltinError(
      "has no argument \(name)",
      hint: nearest.map { "did you mean \($0)?" }
        ?? ForeignArguments.hint(for: name, of: function ?? "") ?? signature,
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
  /// The error for a first argument that none of the built-ins of one name works on.
  ///
  /// - Parameters:
  ///   - builtins: The built-ins.
  ///   - type: The type of what the call gives, with its article; `nil` if it gives nothing.
  /// - Returns: The error, with what to write instead where that is known.
  package static func wrongReceiver(_ builtins: [Builtin], _ type: String?) -> BuiltinError {
    let receivers = builtins.compactMap(\.receiver?.name).joined(separator: ", ")
    let name = type?.split(separator: " ").last.map(String.init)
    return BuiltinError(
      "works on \(receivers)\(type.map { ", not on \($0)" } ?? "")",
      hint: builtins.first.flatMap { ForeignNames.hint(for: $0.name, on: name) }, kind: "argument")
  }

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
