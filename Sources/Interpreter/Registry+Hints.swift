package import Language

extension Registry {
  /// What to write in the place of a module of Python; `nil` if the name is none.
  ///
  /// - Parameters:
  ///   - name: The name that nothing is bound to.
  ///   - source: The text that has it.
  ///   - end: Where the name ends there.
  /// - Returns: The hint.
  package func hint(forModule name: String, in source: SourceText, endingAt end: Int) -> String? {
    ForeignModules.hint(for: name, in: source, endingAt: end) { !builtins(named: $0).isEmpty }
  }

  /// What to write in the place of a function or a field that a value does not have.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - type: The type of the value, if it is known.
  ///   - known: The names that can follow the value.
  /// - Returns: The hint, or `nil` if nothing is like it.
  package func hint(forMember name: String, of type: String?, known: [String]) -> String? {
    ForeignNames.hint(for: name, on: type)
      ?? NearestSpelling.of(name, among: known).map { "did you mean \($0)?" }
  }
}

/// What to write in the place of an index that a value of another type does not take.
///
/// - Parameters:
///   - place: The type of the index.
///   - owner: The type of what is indexed.
/// - Returns: The hint, or `nil`.
package func indexHint(_ place: String, of owner: String) -> String? {
  switch (owner, place) {
  case ("dataset", "bool"), ("dataset", "tensor"):
    "data.filter(row => row.duration > 1) keeps the rows for which a function is true"
  case ("dataset", "list"): "data.select([\"text\", \"file\"]) keeps columns"
  case ("list", "bool"), ("list", "tensor"):
    "xs.filter(x => x > 1) keeps the items for which a function is true"
  case ("list", "list"): "places.map(i => xs[i]) takes items by their places"
  case ("list", "string"): "xs.map(x => x.text) takes a field of every item"
  default: nil
  }
}

extension Registry {
  /// The built-ins that can follow a value of the type `name` after a dot because it is their receiver.
  package func methods(ofType name: String) -> [Builtin] {
    builtins.filter { $0.receiver?.isNamed(name, in: self) ?? false }
  }
}

extension ValueType {
  /// Whether values of the type `name`, or of one that it is based on, are of this type.
  fileprivate func isNamed(_ name: String, in registry: Registry) -> Bool {
    switch self {
    case .list: name == "list" || name == "range"
    case .anyOf(let all): all.contains { $0.isNamed(name, in: registry) }
    default:
      self.name == name || registry.types[name]?.base.map { isNamed($0, in: registry) } ?? false
    }
  }
}
