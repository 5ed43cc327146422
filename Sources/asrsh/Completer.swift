internal import Interpreter
internal import Language

/// Finds what could stand at the end of an unfinished entry.
struct Completer {
  private let session: Session

  /// Makes a completer that knows the names of `session`.
  init(_ session: Session) { self.session = session }

  /// Completes what stands at the end of `text`.
  func complete(_ text: String) -> Completion {
    switch CompletionContext(text) {
    case .nothing: Completion(insertion: text.isRowStart ? "  " : "")
    case .command(let prefix):
      Completion(
        of: prefix, from: ShellCommand.table.map { $0.argument.isEmpty ? $0.name : $0.name + " " })
    case .path(let prefix): PathCompletion.complete(prefix)
    case .text(let prefix, let place): complete(prefix, in: place)
    case .key(let prefix, let owner):
      Completion(ofText: prefix, from: subject(owner)?.columns ?? [])
    case .member(let owner, let prefix): Completion(of: prefix, from: members(of: owner))
    case .value(let place): Completion(of: "", from: values(of: place))
    case .name(let prefix, let place): complete(name: prefix, in: place)
    }
  }

  private func subject(_ owner: CompletionOwner?) -> CompletionSubject? {
    owner.flatMap { CompletionSubject($0, in: session) }
  }

  // MARK: - Names

  /// Completes a name: arguments of the call and names of the user go before what is built in.
  private func complete(name prefix: String, in place: CallPlace?) -> Completion {
    if place?.function == "help", place?.isMethod == false {
      return Completion(of: prefix, from: session.globalNames + session.registry.names)
    }
    let arguments = parameterNames(place).map { $0 + "=" }
    if prefix.isEmpty { return Completion(of: prefix, from: arguments) }
    let near = arguments + (place == nil ? [] : own)
    if near.contains(where: { $0.hasPrefix(prefix) }) { return Completion(of: prefix, from: near) }
    let builtin = session.registry.names.map { $0 + "(" } + Keyword.allCases.map(\.rawValue)
    return Completion(of: prefix, from: own + builtin)
  }

  /// The names that are bound, functions with their opening parenthesis.
  private var own: [String] {
    session.globalNames.map { name in
      if case .function = session.global(name) { return name + "(" }
      return name
    }
  }

  /// The fields and functions that can follow a value.
  ///
  /// Nothing is computed: where the value's type cannot be told, all functions are offered.
  private func members(of owner: CompletionOwner?) -> [String] {
    guard let subject = subject(owner) else {
      return session.registry.builtins.filter { $0.receiver != nil }.map { $0.name + "(" }
    }
    return subject.fields(session.registry)
      + subject.methods(session.registry).map { $0.name + "(" }
  }

  // MARK: - Arguments

  /// The built-ins that a call may mean, by what stands before its dot.
  private func builtins(_ place: CallPlace) -> [Builtin] {
    let all = session.registry.builtins(named: place.function)
    guard place.isMethod, let subject = subject(place.owner) else { return all }
    let own = subject.methods(session.registry).filter { $0.name == place.function }
    return own.isEmpty ? all : own
  }

  /// The arguments that a call can name, be its function the user's own or built in.
  private func parameterNames(_ place: CallPlace?) -> [String] {
    guard let place else { return [] }
    if case .function(let own) = session.global(place.function), own.builtins.isEmpty {
      return own.parameterNames
    }
    return builtins(place)
      .flatMap { $0.parameters.dropFirst($0.receiver == nil ? 0 : 1) }
      .filter { !$0.isRest }.map(\.name)
  }

  /// The parameters that the argument at a place may be given to.
  private func parameters(_ place: CallPlace) -> [Parameter] {
    builtins(place).compactMap { builtin in
      if let name = place.name { return builtin.parameters.first { $0.name == name } }
      let listed = Array(builtin.parameters.dropFirst(place.isMethod ? 1 : 0))
      if let last = listed.last, last.isRest {
        return listed[min(place.position, listed.count - 1)]
      }
      return listed.indices.contains(place.position) ? listed[place.position] : nil
    }
  }

  /// Completes the text of an argument: one of its choices, a column, or a file.
  private func complete(_ prefix: String, in place: CallPlace?) -> Completion {
    guard let place else { return PathCompletion.complete(prefix) }
    let parameters = parameters(place)
    let choices = parameters.flatMap(\.type.choices)
    if !choices.isEmpty { return Completion(ofText: prefix, from: choices) }
    if parameters.contains(where: \.namesColumns), let columns = columns(for: place) {
      return Completion(ofText: prefix, from: columns)
    }
    return PathCompletion.complete(prefix)
  }

  /// The columns of the table that a call is about: what stands before its dot, or its first argument.
  private func columns(for place: CallPlace) -> [String]? {
    guard let subject = subject(place.owner), case .table(let names) = subject else { return nil }
    return names
  }

  /// What can stand behind an argument's name: choices, columns, or what it is if it is left out.
  private func values(of place: CallPlace) -> [String] {
    let parameters = parameters(place)
    let choices = parameters.flatMap(\.type.choices)
    if !choices.isEmpty { return choices.map { "\"\($0)\"" } }
    if parameters.contains(where: \.namesColumns), let columns = columns(for: place) {
      return columns.map { Value($0).literal }
    }
    if parameters.contains(where: { $0.type == .bool }) { return ["true", "false"] }
    return parameters.compactMap { $0.defaultValue?.literal }
  }
}

extension Parameter {
  /// Whether the parameter takes the names of columns.
  fileprivate var namesColumns: Bool {
    ["column", "columns", "by", "text_column", "audio_column"].contains(name)
  }
}

extension ValueType {
  /// The words out of which a text of the type is one.
  fileprivate var choices: [String] {
    switch self {
    case .choice(let words): words
    case .list(let item): item.choices
    case .anyOf(let types): types.flatMap(\.choices)
    default: []
    }
  }
}

extension String {
  /// Whether nothing but blanks stands in the last row.
  fileprivate var isRowStart: Bool {
    reversed().prefix { $0 != "\n" }.allSatisfy(\.isWhitespace)
  }
}
