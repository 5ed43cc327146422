internal import Interpreter
internal import Language

/// Finds what could stand at the end of an unfinished entry.
struct Completer {
  private let session: Session

  /// Makes a completer that knows the names of `session`.
  init(_ session: Session) { self.session = session }

  /// Completes what stands at the end of `text`.
  func complete(_ text: String) -> Completion {
    let context = CompletionContext(text)
    switch context {
    case .nothing: return Completion(insertion: text.isRowStart ? "  " : "")
    case .command(let prefix):
      return Completion(
        of: prefix, from: ShellCommand.table.map { $0.argument.isEmpty ? $0.name : $0.name + " " })
    case .path(let prefix): return PathCompletion.complete(prefix)
    case .member(let owner, let prefix): return Completion(of: prefix, from: members(of: owner))
    case .name(let prefix, let function):
      let arguments = arguments(of: function)
      return Completion(of: prefix, from: prefix.isEmpty ? arguments : names + arguments)
    }
  }

  /// All names that can start an expression, functions with their opening parenthesis.
  private var names: [String] {
    session.globalNames.map { name in
      if case .function = session.global(name) { return name + "(" }
      return name
    } + session.registry.names.map { $0 + "(" } + Keyword.allCases.map(\.rawValue)
  }

  /// The fields and functions that can follow the value of a chain of names.
  ///
  /// Nothing is computed: of a chain that holds more than names, all functions are offered.
  private func members(of owner: [String]?) -> [String] {
    guard let owner, let value = value(of: owner) else {
      return session.registry.builtins.filter { $0.receiver != nil }.map { $0.name + "(" }
    }
    let methods = session.registry.methods(of: value).map { $0.name + "(" }
    return value.fieldNames + methods
  }

  private func value(of chain: [String]) -> Value? {
    guard var value = chain.first.flatMap(session.global) else { return nil }
    for name in chain.dropFirst() {
      guard case .record(let record) = value, let field = record[name] else { return nil }
      value = field
    }
    return value
  }

  /// The arguments that a call of `function` can name, be it the user's own or built in.
  private func arguments(of function: String?) -> [String] {
    guard let function else { return [] }
    if case .function(let own) = session.global(function), own.builtins.isEmpty {
      return own.parameterNames.map { $0 + "=" }
    }
    return session.registry.builtins(named: function)
      .flatMap { $0.parameters.dropFirst($0.receiver == nil ? 0 : 1) }
      .filter { !$0.isRest }
      .map { $0.name + "=" }
  }
}

extension String {
  /// Whether nothing but blanks stands in the last row.
  fileprivate var isRowStart: Bool {
    reversed().prefix { $0 != "\n" }.allSatisfy(\.isWhitespace)
  }
}
